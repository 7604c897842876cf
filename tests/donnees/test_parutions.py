"""The day by which a source had certainly appeared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.parutions import paru_le, parutions, peut_etre_parue, toutes_parues
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue, vue
from tests.paquets import COHORTE, ajouter, changer_ou

VueAu = Callable[[date], Vue]
FIN_DES_TEMPS = date(2035, 12, 31)
_CODE = re.compile(r"\b(?:S[0-9]+|W[0-9]+[a-z]?|COG|ETALAB[0-9]+|DATAFRANCE[0-9]+)\b")
MOIS = [date(annee, mois, 15) for annee in (2020, 2021, 2022, 2023) for mois in range(1, 13)]


@pytest.mark.parametrize(
    ("code", "jour"),
    [
        ("W5", date(2023, 7, 20)),  # a day is read
        ("W13", date(2020, 3, 31)),  # a month is read: its last day
        ("S0", date(2021, 11, 14)),  # an upper bound is deduced
        ("W4", date(2022, 12, 31)),  # a year bounds it
        ("S3", date(2019, 3, 21)),  # no date, but its rows were known by then
        ("W18b", date(2021, 2, 10)),  # no upper bound, but its lot's rows were known by then
        ("S1", date(2026, 11, 23)),  # some of its rows are dated by the package itself
        ("W22", date(2026, 11, 29)),  # nothing at all: the day of the package
        ("COG", date.min),  # a data package belongs to the frame
    ],
)
def test_each_kind_of_bound(donnees: Donnees, code: str, jour: date) -> None:
    assert parutions(donnees)[code] == jour


def test_every_source_has_a_day(donnees: Donnees) -> None:
    assert set(parutions(donnees)) == set(donnees.table("sources")["id"])


def test_all_the_sources_of_a_list_must_have_appeared(donnees: Donnees) -> None:
    assert toutes_parues(donnees, "S0 COG", date(2021, 11, 14))
    assert not toutes_parues(donnees, "S0 W5", date(2023, 7, 19))
    assert toutes_parues(donnees, "S0 W5", date(2023, 7, 20))
    assert toutes_parues(donnees, "", date.min)
    assert not toutes_parues(donnees, "Z99", date(2035, 1, 1))


@pytest.mark.parametrize(
    ("code", "jour", "possible"),
    [
        ("W18b", date(2021, 1, 10), False),
        ("W18b", date(2021, 1, 11), True),
        ("W5", date(2023, 7, 19), False),
        ("W22", date(2000, 1, 1), True),
    ],
)
def test_nothing_says_that_it_came_later(
    donnees: Donnees, code: str, jour: date, possible: bool
) -> None:
    assert peut_etre_parue(rangee(donnees.table("sources"), code, Sources), jour) is possible


def test_a_row_that_says_that_nothing_was_found_dates_no_source(copie: Path) -> None:
    changer_ou(copie, "faits_cohorte", "financeurs", source_id="W22")
    assert parutions(charger(copie, "essai de parution"))["W22"] == date(2026, 11, 29)


def test_several_sources_have_appeared_when_the_last_has(donnees: Donnees) -> None:
    assert paru_le(donnees, ["S0", "W6", "S4"]) == date(2022, 8, 29)
    with pytest.raises(KeyError):
        paru_le(donnees, ["S0", "inconnue"])


@pytest.mark.parametrize("jour", MOIS, ids=str)
def test_a_disagreement_waits_for_all_that_it_cites(vue_au: VueAu, jour: date) -> None:
    jours = parutions(vue_au(jour).donnees)
    for d in rangees(vue_au(jour).divergences):
        textes = " ".join(v for v in d.values() if isinstance(v, str))
        cites = set(_CODE.findall(textes))
        assert cites and all(jours[code] <= jour for code in cites), d["id"]


def test_disagreements_all_come_in_the_end(vue_au: VueAu) -> None:
    toutes = vue_au(FIN_DES_TEMPS)
    assert list(toutes.divergences["id"]) == list(toutes.donnees.table("divergences")["id"])
    assert "duree" not in set(vue_au(date(2023, 7, 19)).divergences["id"])
    assert "duree" in set(vue_au(date(2023, 7, 20)).divergences["id"])


def test_a_source_named_only_in_a_text_counts_too(copie: Path) -> None:
    changer_ou(
        copie,
        "divergences",
        "signataires-2020",
        note="Voir aussi «\u00a0Cerdd, Assemblée de 2024\u00a0».",
    )
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
