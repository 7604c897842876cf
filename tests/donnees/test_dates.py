"""Reduced dates: both ends of the period that each stands for."""

from __future__ import annotations

import calendar
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.donnees.dates import (
    aujourd_hui,
    connu_au,
    dernier_jour,
    mois_plus_tot,
    precision,
    premier_jour,
)

JOURS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@st.composite
def reduites(tirer: st.DrawFn) -> str:
    """Draw a reduced date of any precision."""
    return tirer(JOURS).isoformat()[: tirer(st.sampled_from([4, 7, 10]))]


@pytest.mark.parametrize(
    ("texte", "forme", "premier", "dernier"),
    [
        ("2021-10-15", "jour", date(2021, 10, 15), date(2021, 10, 15)),
        ("2022-02", "mois", date(2022, 2, 1), date(2022, 2, 28)),
        ("2024-02", "mois", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-12", "mois", date(2022, 12, 1), date(2022, 12, 31)),
        ("2022", "annee", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_ends_of_a_period(texte: str, forme: str, premier: date, dernier: date) -> None:
    assert (precision(texte), premier_jour(texte), dernier_jour(texte)) == (forme, premier, dernier)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "hier",
        "15/10/2021",
        "2021-2",
        "2021-13",
        "2021-02-30",
        "21",
        "2021-10-15T10:00",
        "2021-00",
        "2021-10-00",
    ],
)
def test_other_texts_are_refused(texte: str) -> None:
    with pytest.raises(ValueError):
        dernier_jour(texte)


@given(reduites())
def test_a_period_is_whole(texte: str) -> None:
    premier, dernier = premier_jour(texte), dernier_jour(texte)
    longueur = (dernier - premier).days + 1
    attendues = {"jour": {1}, "mois": {28, 29, 30, 31}, "annee": {365, 366}}
    assert longueur in attendues[precision(texte)]
    assert premier.isoformat().startswith(texte) and dernier.isoformat().startswith(texte)


@given(JOURS)
def test_a_month_ends_where_the_calendar_says(jour: date) -> None:
    fin = calendar.monthrange(jour.year, jour.month)[1]
    assert dernier_jour(jour.isoformat()[:7]) == jour.replace(day=fin)


@given(reduites(), JOURS)
def test_known_from_the_last_day_on(texte: str, jour: date) -> None:
    assert connu_au(texte, jour) == (jour >= dernier_jour(texte))


@given(JOURS)
def test_an_empty_date_is_never_known(jour: date) -> None:
    assert not connu_au("", jour) and not connu_au(None, jour)


@given(reduites(), JOURS.filter(lambda j: j < date(9999, 1, 1)), st.integers(0, 300))
def test_what_is_known_stays_known(texte: str, jour: date, ecart: int) -> None:
    if connu_au(texte, jour):
        assert connu_au(texte, jour + timedelta(days=ecart))


@pytest.mark.parametrize(
    ("jour", "mois", "plus_tot"),
    [
        (date(2022, 3, 31), 1, date(2022, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2022, 1, 15), 3, date(2021, 10, 15)),
        (date(2022, 8, 29), 12, date(2021, 8, 29)),
        (date(2022, 8, 29), 0, date(2022, 8, 29)),
    ],
)
def test_some_months_earlier_is_a_real_day(jour: date, mois: int, plus_tot: date) -> None:
    assert mois_plus_tot(jour, mois) == plus_tot


@pytest.mark.parametrize(
    ("instant", "jour"),
    [
        (datetime(2022, 1, 31, 22, 59, tzinfo=UTC), date(2022, 1, 31)),
        (datetime(2022, 1, 31, 23, 0, tzinfo=UTC), date(2022, 2, 1)),
        (datetime(2022, 7, 31, 21, 59, tzinfo=UTC), date(2022, 7, 31)),
        (datetime(2022, 7, 31, 22, 0, tzinfo=UTC), date(2022, 8, 1)),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Noumea", "America/Cayenne"])
def test_today_is_a_day_in_paris(
    monkeypatch: pytest.MonkeyPatch, zone: str, instant: datetime, jour: date
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert aujourd_hui(instant) == aujourd_hui(instant.astimezone()) == jour
    finally:
        monkeypatch.undo()
        time.tzset()
