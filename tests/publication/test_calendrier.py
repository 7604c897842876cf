"""The calendar, read back as a calendar application would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import icalendar
import pandas as pd
import pytest
from icalendar import Calendar, Component

from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.flux.agenda import agenda

RACINE = "https://exemple.fr/tableau"
Ecrire = Callable[[pd.DataFrame], bytes]


@pytest.fixture(scope="module")
def evenements(vue_finale: Vue) -> pd.DataFrame:
    return evenements_dates(vue_finale)


@pytest.fixture(scope="module")
def ecrire(vue_finale: Vue) -> Ecrire:
    """Write a calendar of the last view."""
    return lambda lignes: agenda(vue_finale, lignes, RACINE)


@pytest.fixture(scope="module")
def calendrier(evenements: pd.DataFrame, ecrire: Ecrire) -> Calendar:
    return Calendar.from_ical(ecrire(evenements))


def _entrees(calendrier: Calendar) -> dict[str, Component]:
    return {str(e["UID"]).split("@")[0]: e for e in calendrier.walk("VEVENT")}


def test_every_dated_event_is_there_and_no_other(
    calendrier: Calendar, evenements: pd.DataFrame
) -> None:
    dates = evenements[evenements["premier"].notna()]
    assert set(_entrees(calendrier)) == set(dates["id"])
    assert len(list(calendrier.walk("VEVENT"))) == len(dates) < len(evenements)
    assert "cloture" not in _entrees(calendrier)


def test_days_are_whole_and_the_end_is_excluded(
    calendrier: Calendar, evenements: pd.DataFrame
) -> None:
    entrees = _entrees(calendrier)
    for e in evenements[evenements["premier"].notna()].to_dict("records"):
        if e["heure_debut"]:
            continue
        entree = entrees[e["id"]]
        assert entree.decoded("DTSTART") == e["premier"]
        assert entree.decoded("DTEND") == e["dernier"] + timedelta(days=1)
        assert entree["DTSTART"].params["VALUE"] == "DATE"
        assert not isinstance(entree.decoded("DTSTART"), datetime)


def test_two_days_of_november(calendrier: Calendar) -> None:
    entree = _entrees(calendrier)["tronc-commun-2021-11-17"]
    assert entree.decoded("DTSTART") == date(2021, 11, 17)
    assert entree.decoded("DTEND") == date(2021, 11, 19)


def test_known_hours_are_written_in_universal_time(calendrier: Calendar) -> None:
    entree = _entrees(calendrier)["chantier-5-2022-06-07"]
    debut, fin = entree.decoded("DTSTART"), entree.decoded("DTEND")
    assert debut.astimezone(UTC) == datetime(2022, 6, 7, 14, tzinfo=UTC)
    assert fin.astimezone(UTC) == datetime(2022, 6, 7, 16, tzinfo=UTC)
    assert "TZID" not in entree["DTSTART"].params  # a zone's rules, desktop Outlook ignores
    assert calendrier.walk("VTIMEZONE") == []


def test_an_event_whose_end_hour_is_unknown_has_no_end(
    evenements: pd.DataFrame, ecrire: Ecrire
) -> None:
    seul = evenements[evenements["id"] == "chantier-5-2022-06-07"].assign(heure_fin="")
    (entree,) = Calendar.from_ical(ecrire(seul)).walk("VEVENT")
    assert entree.decoded("DTSTART").astimezone(UTC) == datetime(2022, 6, 7, 14, tzinfo=UTC)
    assert "DTEND" not in entree  # RFC 5545: an end must be later than the start


def test_identifiers_are_unique_and_stable(
    vue_finale: Vue, evenements: pd.DataFrame, ecrire: Ecrire
) -> None:
    fois = [ecrire(evenements), ecrire(evenements.sample(frac=1, random_state=1))]
    uids = [{str(e["UID"]) for e in Calendar.from_ical(f).walk("VEVENT")} for f in fois]
    assert uids[0] == uids[1]
    assert len(uids[0]) == int(evenements["premier"].notna().sum())


def test_the_same_input_gives_the_same_bytes(evenements: pd.DataFrame, ecrire: Ecrire) -> None:
    assert ecrire(evenements) == ecrire(evenements.copy())


_QUAND = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


def _datees(lignes: pd.DataFrame, ecrire: Ecrire) -> dict[str, list[Any]]:
    entrees = _entrees(Calendar.from_ical(ecrire(lignes)))
    return {ident: [e.decoded(nom) for nom in _QUAND] for ident, e in entrees.items()}


def test_a_corrected_event_is_newer_and_only_that_one(
    evenements: pd.DataFrame, ecrire: Ecrire
) -> None:
    corrige = evenements["id"] == "lancement-2021-10-15"
    avant = _datees(evenements, ecrire)
    apres = _datees(
        evenements.assign(corrige_le=corrige.map({True: "2026-11-29", False: ""})), ecrire
    )
    assert [ident for ident in avant if apres[ident] != avant[ident]] == ["lancement-2021-10-15"]
    instant = datetime(2026, 11, 29, tzinfo=UTC)
    stampe, modifie, rang = apres["lancement-2021-10-15"]
    assert (stampe, modifie) == (instant, instant)
    assert rang > avant["lancement-2021-10-15"][2]


def test_an_event_is_newer_once_held(vue_au: Callable[[date], Vue]) -> None:
    ident = "tronc-commun-2021-11-17"
    annonce, tenu = (
        _datees(evenements_dates(vue), partial(agenda, vue, racine=RACINE))[ident]
        for vue in (vue_au(date(2021, 11, 14)), vue_au(date(2021, 12, 1)))
    )
    assert all(apres > avant for avant, apres in zip(annonce, tenu, strict=True))


def test_new_data_leave_unchanged_events_as_they_were(
    vue_finale: Vue, evenements: pd.DataFrame, ecrire: Ecrire
) -> None:
    descripteur = replace(vue_finale.donnees.descripteur, cree_le="2030-01-01T00:00:00Z")
    vue = replace(vue_finale, donnees=replace(vue_finale.donnees, descripteur=descripteur))
    assert agenda(vue, evenements, RACINE) == ecrire(evenements)


def test_properties_that_rfc_5545_requires(calendrier: Calendar) -> None:
    assert calendrier["VERSION"] == "2.0" and calendrier["PRODID"]
    assert calendrier.errors == [] and icalendar.__version__
    for entree in calendrier.walk("VEVENT"):
        assert entree["UID"] and entree["SUMMARY"] and not entree.errors


def test_states_are_told(calendrier: Calendar, evenements: pd.DataFrame) -> None:
    entrees = _entrees(calendrier)
    for e in evenements[evenements["premier"].notna()].to_dict("records"):
        entree = entrees[e["id"]]
        assert f"État\u00a0: {e['etat']}" in str(entree["DESCRIPTION"])
        assert (entree.get("STATUS") == "CONFIRMED") == (e["etat"] == "tenu")
        assert str(entree["SUMMARY"]) == e["titre"]


def test_a_month_says_that_the_day_is_not_known(calendrier: Calendar) -> None:
    entree = _entrees(calendrier)["phase-2-2022-02"]
    assert "février 2022" in str(entree["DESCRIPTION"])
    assert "connue seulement ainsi" in str(entree["DESCRIPTION"])


def test_hostile_text_cannot_add_a_line(evenements: pd.DataFrame, ecrire: Ecrire) -> None:
    pirate = evenements.head(1).assign(titre="a\r\nEND:VEVENT\nBEGIN:VEVENT;b,c\\d")
    (entree,) = Calendar.from_ical(ecrire(pirate)).walk("VEVENT")
    assert "BEGIN:VEVENT;b,c\\d" in str(entree["SUMMARY"])


def test_lines_are_short_and_end_as_they_must(evenements: pd.DataFrame, ecrire: Ecrire) -> None:
    lignes = ecrire(evenements).split(b"\r\n")
    assert all(len(ligne) <= 75 and b"\n" not in ligne for ligne in lignes)


def test_each_event_gives_its_own_address(calendrier: Calendar) -> None:
    for ident, entree in _entrees(calendrier).items():
        assert str(entree["URL"]).startswith(f"{RACINE}/frise?evenement={ident}&date="), ident


def test_no_event_makes_an_empty_calendar(evenements: pd.DataFrame, ecrire: Ecrire) -> None:
    assert list(Calendar.from_ical(ecrire(evenements.head(0))).walk("VEVENT")) == []
