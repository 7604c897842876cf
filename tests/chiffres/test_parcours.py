"""Territories × steps: what the cells say, what filters keep, what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fabrique_dash.chiffres.calculs import memoire_du_programme
from fabrique_dash.chiffres.suivi import parcours
from fabrique_dash.chiffres.suivi.parcours import (
    ETATS,
    Couple,
    FiltreParcours,
    couples,
    etapes_muettes,
    evenements_aux_memes_dates,
    filtrer,
)
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, vue
from tests.paquets import COHORTE, ajouter

VueAu = Callable[[date], Vue]
JOUR = date(2022, 8, 29)


def test_every_territory_meets_every_known_step(vue_au: VueAu) -> None:
    seen = vue_au(JOUR)
    lignes = couples(seen)
    assert len(lignes) == len(seen.territoires) * len(seen.etapes) == 80
    assert not lignes.duplicated(["territoire_id", "etape_id"]).any()
    assert set(lignes["etat"]) <= set(ETATS)


def test_cells_say_what_the_data_says(vue_au: VueAu) -> None:
    lignes = rangees(couples(vue_au(JOUR)), Couple)
    cases = {(c["territoire_id"], c["etape_id"]): c for c in lignes}
    lancement = cases["saint-jean-de-braye", "lancement"]
    assert (lancement["etat"], lancement["portee"]) == ("franchie", "territoire")
    choix = cases["vimy", "choix-projet"]
    assert (choix["etat"], choix["portee"], choix["source_id"]) == ("franchie", "ensemble", "W3")
    muet = cases["vimy", "lancement"]
    assert (muet["etat"], muet["statut"], muet["source_id"]) == (
        "non documenté",
        "non documenté",
        "",
    )
    assert cases["arras", "lancement"]["groupe"] == "Nord ou Nord-Picardie"


def test_a_state_is_not_known_before_its_source(vue_au: VueAu) -> None:
    avant = couples(vue_au(date(2022, 4, 29)))
    assert "choix-projet" not in set(avant["etape_id"])
    assert set(avant.loc[avant["etat"] != "non documenté", "etape_id"]) == {"lancement"}
    assert couples(vue_au(date(2021, 10, 14))).empty


def test_the_latest_known_state_wins(copie: Path) -> None:
    commun = {"territoire_id": "vimy", "etape_id": "diagnostic", "portee": "territoire"}
    ajouter(
        copie,
        "avancement",
        [
            commun | {"id": "b", "etat": "franchie", "connu_le": "2022-06-30"},
            commun | {"id": "a", "etat": "en cours", "connu_le": "2022-01-31"},
        ],
    )
    donnees = charger(copie, "avancement")
    etats = [
        couples(vue(donnees, COHORTE, jour))
        .set_index(["territoire_id", "etape_id"])
        .loc[("vimy", "diagnostic"), "etat"]
        for jour in (date(2022, 1, 30), date(2022, 1, 31), date(2022, 6, 30))
    ]
    assert etats == ["non documenté", "en cours", "franchie"]


def test_a_group_keeps_the_territories_that_may_be_in_it(vue_au: VueAu) -> None:
    lignes = filtrer(vue_au(JOUR), FiltreParcours(groupes=("nord",)))
    assert set(lignes["territoire_id"]) == {"arras", "vimy", "lomme"}
    assert filtrer(vue_au(JOUR), FiltreParcours(groupes=("alpien",))).empty
    assert filtrer(vue_au(date(2021, 10, 14)), FiltreParcours(groupes=("nord",))).empty


def test_a_state_keeps_whole_rows_and_columns(vue_au: VueAu) -> None:
    lignes = filtrer(vue_au(JOUR), FiltreParcours(etats=("franchie",)))
    assert set(lignes["etape_id"]) == {"lancement", "choix-projet"}
    assert len(lignes) == 2 * lignes["territoire_id"].nunique() == 20
    assert filtrer(vue_au(JOUR), FiltreParcours(etats=("en cours",))).empty


def test_filters_add_up(vue_au: VueAu) -> None:
    filtre = FiltreParcours(groupes=("centre",), etapes=("lancement",), etats=("franchie",))
    (seule,) = rangees(filtrer(vue_au(JOUR), filtre))
    assert (seule["territoire_id"], seule["etape_id"]) == ("saint-jean-de-braye", "lancement")


@pytest.mark.parametrize("jour", [date(2021, 10, 14), date(2021, 12, 1), JOUR, date(2026, 11, 23)])
def test_counts_agree_with_the_table(vue_au: VueAu, jour: date) -> None:
    seen = vue_au(jour)
    lignes = couples(seen)
    documentees = lignes[lignes["etat"] != "non documenté"]
    valeurs = {
        c.id: c.minimum
        for c in (
            parcours.etapes_documentees(seen),
            parcours.etapes_non_documentees(seen),
            parcours.couples_documentes(seen),
            parcours.couples_non_documentes(seen),
            memoire_du_programme.divergences(seen),
        )
    }
    assert valeurs == {
        "etapes_documentees": documentees["etape_id"].nunique(),
        "etapes_non_documentees": len(seen.etapes) - documentees["etape_id"].nunique(),
        "couples_documentes": len(documentees),
        "couples_non_documentes": len(lignes) - len(documentees),
        "divergences": len(seen.divergences),
    }
    assert set(etapes_muettes(seen)["id"]).isdisjoint(documentees["etape_id"])


def test_events_are_brought_near_a_step_by_their_dates_only(vue_au: VueAu) -> None:
    seen = vue_au(JOUR)
    cadre = set(evenements_aux_memes_dates(seen, "cadre")["id"])
    assert cadre == {"tronc-commun-2021-11-17", "impregnation-2021-12"}
    assert evenements_aux_memes_dates(seen, "diagnostic").empty
    with pytest.raises(KeyError):
        evenements_aux_memes_dates(seen, "cloture")
