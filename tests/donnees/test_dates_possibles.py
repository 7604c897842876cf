"""Dates that a package may hold: refused only when they are certainly impossible."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.dates import DERNIER_JOUR, PREMIER_JOUR
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.vue import derniere_date_documentee
from fabrique_dash.publication.site.parametres import Jour
from tests.paquets import COHORTE, changer, changer_descripteur, changer_ou, lire

LANCEMENT = "lancement-2021-10-15"


def test_an_announcement_of_the_same_month_may_come_before_the_event(copie: Path) -> None:
    changer_ou(copie, "evenements", LANCEMENT, annonce_le="2021-10")
    assert [p.phrase() for p in verifier(copie)] == []
    changer_ou(copie, "evenements", LANCEMENT, annonce_le="2021-11")
    assert [(p.colonne, p.valeur) for p in verifier(copie)] == [("annonce_le", "2021-11")]


def test_what_is_announced_may_be_later_than_the_package(copie: Path) -> None:
    cases = {"realisation": "annoncé", "annonce_le": "2026-11"}
    changer_ou(copie, "evenements", "cloture", debut="2027-03-12", **cases)
    assert [p.phrase() for p in verifier(copie)] == []
    changer_ou(copie, "evenements", "cloture", realisation="réalisé")
    assert ("debut", "2027-03-12") in {(p.colonne, p.valeur) for p in verifier(copie)}


def test_a_night_is_written_with_its_next_day(copie: Path) -> None:
    nuit = {"debut": "2022-06-07", "heure_debut": "20:00", "heure_fin": "01:30"}
    changer_ou(copie, "evenements", "chantier-5-2022-06-07", **nuit)
    (probleme,) = verifier(copie)
    assert "écrire 2022-06-08 dans « fin »" in probleme.remede
    changer_ou(copie, "evenements", "chantier-5-2022-06-07", fin="2022-06-08")
    assert [p.phrase() for p in verifier(copie)] == []


@pytest.mark.parametrize(
    ("debut", "cree_le", "proposee"),
    [
        ("1998-05-04", "2026-11-24", PREMIER_JOUR),
        ("2035-12-31", "2035-12-31", DERNIER_JOUR),
    ],
)
def test_the_proposed_date_may_be_asked_for(
    copie: Path, debut: str, cree_le: str, proposee: date
) -> None:
    changer_descripteur(copie, lambda brut: brut.update(created=f"{cree_le}T00:00:00Z"))
    for position, ligne in enumerate(lire(copie, "evenements")):
        if ligne["cohorte_id"] == COHORTE:
            cases = {"debut": debut, "fin": "", "annonce_le": "", "realisation": "réalisé"}
            changer(copie, "evenements", position, **cases)
    proposee_ici = derniere_date_documentee(charger(copie, debut), COHORTE)
    assert proposee_ici == proposee
    assert Jour("date", "Date", defaut=proposee_ici).de_base == (proposee.isoformat(),)


def test_a_default_outside_the_bounds_is_not_proposed() -> None:
    dernier, trop_tard = date(2021, 10, 14), date(2021, 11, 14)
    facultatif = Jour("depuis", "Depuis", dernier=dernier, defaut=trop_tard, facultatif=True)
    assert facultatif.de_base == ()
    assert Jour("date", "Date", dernier=dernier, defaut=trop_tard).de_base == ("2021-10-14",)


@pytest.mark.parametrize("cree_le", ["2202-01-01", "1999-12-31T00:00:00Z"])
def test_the_day_of_the_package_may_be_asked_for_too(copie: Path, cree_le: str) -> None:
    changer_descripteur(copie, lambda brut: brut.update(created=cree_le))
    assert ["« created » n’est pas un jour" in p.probleme for p in verifier(copie)] == [True]
