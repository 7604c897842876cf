"""Programmes added by rows only: valid, and each cohort shows only its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fabrique_dash.chiffres.noyau.divergences import manques_connus
from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import cohortes_suivies, derniere_date_documentee, vue
from tests.paquets import COHORTE
from tests.programmes import SECONDE, ajouter_seconde_cohorte, multiplier_les_territoires

pytestmark = pytest.mark.matrice

SOIR = date(2030, 12, 31)


@pytest.fixture(scope="module")
def deux_cohortes(nouvelle_copie: Callable[[], Path]) -> Donnees:
    """Return a package whose second cohort has a group of the same name as the first's."""
    dossier = nouvelle_copie()
    multiplier_les_territoires(dossier)
    ajouter_seconde_cohorte(dossier, groupe_est="Centre")
    assert [p.phrase() for p in verifier(dossier)] == []
    return charger(dossier, "deux cohortes")


def test_both_cohorts_are_followed_in_order(deux_cohortes: Donnees) -> None:
    assert list(cohortes_suivies(deux_cohortes)["id"]) == [COHORTE, SECONDE]


def test_each_cohort_shows_its_own_frame(deux_cohortes: Donnees) -> None:
    premiere, seconde = (vue(deux_cohortes, c, SOIR) for c in (COHORTE, SECONDE))
    assert list(seconde.groupes["nom"]) == ["Ouest", "Centre"]
    assert "Centre" in set(premiere.groupes["nom"])
    assert list(seconde.groupes["rang"]) == [0, 1]
    assert list(seconde.territoires["id"]) == ["essai-lyon", "essai-marseille", "essai-3"]
    assert list(seconde.preoccupations["libelle"]) == ["l’eau"]
    assert set(seconde.rattachements["groupe_id"]) == {"essai-ouest", "essai-est"}
    for nom in ("groupes", "territoires", "preoccupations", "rattachements"):
        siens = set(getattr(premiere, nom)["id"])
        assert siens and siens.isdisjoint(getattr(seconde, nom)["id"])


def test_each_cohort_shows_its_own_events(deux_cohortes: Donnees) -> None:
    premiere, seconde = (vue(deux_cohortes, c, SOIR) for c in (COHORTE, SECONDE))
    assert list(seconde.seances["id"]) == ["essai-lancement", "essai-seance", "essai-annonce"]
    assert set(seconde.seances["id"]).isdisjoint(premiere.evenements["id"])
    assert set(premiere.seances["id"]).isdisjoint(seconde.evenements["id"])


def test_disagreements_and_gaps_are_those_of_the_cohort_or_of_all(deux_cohortes: Donnees) -> None:
    premiere, seconde = (vue(deux_cohortes, c, SOIR) for c in (COHORTE, SECONDE))
    for lignes in (lambda v: v.divergences, manques_connus):
        assert set(lignes(premiere)["cohorte_id"]) == {COHORTE, ""}
        assert set(lignes(seconde)["cohorte_id"]) == {""}
        assert set(lignes(seconde)["id"]) < set(lignes(premiere)["id"])


def test_the_default_date_is_the_one_of_the_cohort(deux_cohortes: Donnees) -> None:
    assert derniere_date_documentee(deux_cohortes, SECONDE) == date(2030, 1, 10)
    assert derniere_date_documentee(deux_cohortes, COHORTE) == date(2022, 8, 29)


def test_nothing_of_the_second_cohort_before_its_time(deux_cohortes: Donnees) -> None:
    avant = vue(deux_cohortes, SECONDE, date(2030, 1, 9))
    assert avant.seances.empty and avant.preoccupations.empty
    etats = vue(deux_cohortes, SECONDE, date(2030, 3, 31)).seances.set_index("id")["etat"]
    assert dict(etats) == {
        "essai-lancement": "tenu",
        "essai-seance": "tenu",
        "essai-annonce": "à venir",
    }


def test_a_cohort_may_have_ten_times_more_territories(deux_cohortes: Donnees) -> None:
    territoires = vue(deux_cohortes, COHORTE, SOIR).territoires
    assert list(territoires["numero"]) == list(range(1, 101))
