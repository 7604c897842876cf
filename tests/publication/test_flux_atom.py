"""The feed, read as a feed reader would: what is newer, and what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import feedparser

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import vue
from fabrique_dash.publication.flux.atom import atom
from tests.paquets import COHORTE, changer_ou

CORRIGE = "lancement-2021-10-15"


def _mises_a_jour(donnees: Donnees) -> dict[str, tuple[str, str]]:
    flux = feedparser.parse(atom(vue(donnees, COHORTE, date(2022, 6, 30)), "https://exemple.fr"))
    assert flux.feed.updated == max(e.updated for e in flux.entries)
    return {e.link: (e.published, e.updated) for e in flux.entries}


def test_a_corrected_event_is_updated_and_only_that_entry(donnees: Donnees, copie: Path) -> None:
    changer_ou(copie, "evenements", CORRIGE, corrige_le="2026-11-20")
    assert verifier(copie) == []
    avant, apres = _mises_a_jour(donnees), _mises_a_jour(charger(copie, "corrigée"))
    (change,) = [lien for lien in avant if apres[lien] != avant[lien]]
    assert CORRIGE in change
    parue, mise_a_jour = apres[change]
    assert parue == avant[change][0]
    assert mise_a_jour.startswith("2026-11-20")


def test_a_correction_later_than_the_data_is_refused(copie: Path) -> None:
    changer_ou(copie, "evenements", CORRIGE, corrige_le="2099-01-01")
    (probleme,) = verifier(copie)
    assert (probleme.fichier, probleme.colonne) == ("evenements.csv", "corrige_le")
