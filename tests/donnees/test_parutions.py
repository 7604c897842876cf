"""The day by which a source had certainly appeared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from paquets import changer_ou

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.fiches import fiche
from fabrique_dash.donnees.parutions import parutions, peut_etre_parue, toutes_parues


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
        ("W22", date(2026, 11, 23)),  # nothing at all: the day of the package
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
    assert peut_etre_parue(fiche(donnees.table("sources"), code), jour) is possible


def test_a_row_that_says_that_nothing_was_found_dates_no_source(copie: Path) -> None:
    changer_ou(copie, "faits_cohorte", "financeurs", source_id="W22")
    assert parutions(charger(copie, "essai de parution"))["W22"] == date(2026, 11, 23)
