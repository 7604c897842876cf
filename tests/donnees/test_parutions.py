"""When sources had appeared, and what that allows to show."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from paquets import COHORTE, ajouter, changer_ou

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.fiches import fiches
from fabrique_dash.donnees.parutions import paru_le, parutions
from fabrique_dash.donnees.vue import Vue, vue

VueAu = Callable[[date], Vue]
FIN_DES_TEMPS = date(2035, 12, 31)
_CODE = re.compile(r"\b(?:S[0-9]+|W[0-9]+[a-z]?|COG|ETALAB[0-9]+|DATAFRANCE[0-9]+)\b")
MOIS = [date(annee, mois, 15) for annee in (2020, 2021, 2022, 2023) for mois in range(1, 13)]


@pytest.mark.parametrize(
    ("code", "jour"),
    [
        ("W6", date(2022, 8, 29)),  # date of publication
        ("S4", date(2022, 5, 31)),  # month of publication
        ("S0", date(2021, 11, 14)),  # bound, though it was read in 2026
        ("W4", date(2022, 12, 31)),  # bound of a year
        ("S1", date(2026, 11, 23)),  # no bound: the day it was read
        ("W9", date(2026, 11, 23)),  # neither: the day the package was made
    ],
)
def test_a_source_is_dated_by_the_surest_bound(donnees: Donnees, code: str, jour: date) -> None:
    assert parutions(donnees)[code] == jour


def test_several_sources_have_appeared_when_the_last_has(donnees: Donnees) -> None:
    assert paru_le(donnees, ["S0", "W6", "S4"]) == date(2022, 8, 29)
    with pytest.raises(KeyError):
        paru_le(donnees, ["S0", "inconnue"])


@pytest.mark.parametrize("jour", MOIS, ids=str)
def test_a_disagreement_waits_for_all_that_it_cites(vue_au: VueAu, jour: date) -> None:
    jours = parutions(vue_au(jour).donnees)
    for d in fiches(vue_au(jour).divergences):
        textes = " ".join(v for v in d.values() if isinstance(v, str))
        cites = set(_CODE.findall(textes))
        assert cites and all(jours[code] <= jour for code in cites), d["id"]


def test_disagreements_all_come_in_the_end(vue_au: VueAu) -> None:
    toutes = vue_au(FIN_DES_TEMPS)
    assert list(toutes.divergences["id"]) == list(toutes.donnees.table("divergences")["id"])
    assert "duree" not in set(vue_au(date(2023, 7, 19)).divergences["id"])
    assert "duree" in set(vue_au(date(2023, 7, 20)).divergences["id"])


def test_a_source_named_only_in_a_text_counts_too(copie: Path) -> None:
    changer_ou(copie, "divergences", "signataires-2020", note="Voir aussi W28.")
    d = charger(copie, "divergence")
    assert "signataires-2020" not in set(vue(d, COHORTE, date(2022, 8, 29)).divergences["id"])
    assert "signataires-2020" in set(vue(d, COHORTE, date(2025, 2, 17)).divergences["id"])


@pytest.mark.parametrize(
    ("jour", "etapes"),
    [
        (date(2021, 10, 14), []),
        (date(2021, 10, 15), ["lancement"]),
        (date(2021, 11, 14), ["lancement", "diagnostic", "cadre", "cas-concrets"]),
        (date(2022, 2, 27), ["lancement", "diagnostic", "cadre", "cas-concrets"]),
    ],
)
def test_steps_are_known_one_after_another(vue_au: VueAu, jour: date, etapes: list[str]) -> None:
    assert list(vue_au(jour).etapes["id"]) == etapes


def test_the_closing_step_is_known_from_the_article_that_tells_it(vue_au: VueAu) -> None:
    assert "cloture" not in set(vue_au(date(2023, 7, 19)).etapes["id"])
    assert "cloture" in set(vue_au(date(2023, 7, 20)).etapes["id"])


def test_the_end_of_a_step_told_later_stays_hidden_before_it(vue_au: VueAu) -> None:
    fins = {j: vue_au(j).etapes.set_index("id").loc["cadre", "fin"] for j in MOIS if j.year == 2022}
    assert fins[date(2022, 1, 15)] == "2021-12"
    avant = vue_au(date(2021, 12, 15)).etapes.set_index("id").loc["cadre"]
    assert avant["fin"] == "" and avant["debut"] == "2021-11-17"


def test_a_cohort_without_steps_nor_disagreements_has_none(copie: Path) -> None:
    ajouter(copie, "cohortes", [{"id": "vide", "nom": "Vide", "suivie": "true", "ordre": "9"}])
    seule = vue(charger(copie, "vide"), "vide", FIN_DES_TEMPS)
    assert seule.etapes.empty and "connue_le" in seule.etapes.columns
