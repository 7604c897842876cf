"""Hours of events: one night, and clocks that are not those of Paris."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar, Component

from fabrique_dash.chiffres.tables.frise import date_en_mots, evenements_dates
from fabrique_dash.donnees.formes import EvenementsMontres
from fabrique_dash.donnees.fuseaux import PARIS, fuseau_de
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.flux.agenda import agenda
from fabrique_dash.publication.lettre.phrases import tenu

NUIT = {"debut": "2021-10-15", "fin": "2021-10-16", "heure_debut": "20:00", "heure_fin": "01:30"}
MATIN = {"debut": "2021-10-15", "fin": "", "heure_debut": "09:00", "heure_fin": "10:00"}
DEUX_JOURS = {"debut": "2021-11-17", "fin": "2021-11-18"}
DEUX_JOURS |= {"heure_debut": "09:00", "heure_fin": "17:00"}
# Nine o’clock in each place, told in hours of UTC from the same midnight.
NEUF_HEURES = {
    "97105": ("la Guadeloupe", 13),
    "97209": ("la Martinique", 13),
    "97302": ("la Guyane", 12),
    "97411": ("La Réunion", 5),
    "97502": ("Saint-Pierre-et-Miquelon", 11),
    "97608": ("Mayotte", 6),
    "97701": ("Saint-Barthélemy", 13),
    "97801": ("Saint-Martin", 13),
    "98613": ("Wallis-et-Futuna", -3),
    "98735": ("Tahiti", 19),
    "98731": ("Marquises", 18.5),
    "98719": ("Gambier", 18),
    "98818": ("la Nouvelle-Calédonie", -2),
}


def _evenement(vue: Vue, cases: dict[str, str]) -> EvenementsMontres:
    ligne = rangees(evenements_dates(vue), EvenementsMontres)[0]
    return {**ligne, "libelle_date": "", "code_commune": "", **cases}  # type: ignore[typeddict-item]


def _entree(vue: Vue, cases: dict[str, str]) -> Component:
    ligne = evenements_dates(vue).head(1).assign(**cases)
    for nom, jour in (("premier", cases["debut"]), ("dernier", cases["fin"] or cases["debut"])):
        ligne[nom] = [datetime.fromisoformat(jour).date()]
    (entree,) = Calendar.from_ical(agenda(vue, ligne, "https://exemple.fr")).walk("VEVENT")
    return entree


def test_a_night_ends_on_the_next_day(vue_finale: Vue) -> None:
    entree = _entree(vue_finale, NUIT)
    debut, fin = (entree.decoded(nom).astimezone(UTC) for nom in ("DTSTART", "DTEND"))
    assert debut == datetime(2021, 10, 15, 18, tzinfo=UTC)
    assert fin == datetime(2021, 10, 15, 23, 30, tzinfo=UTC)


def test_a_night_is_told_by_its_first_day(vue_finale: Vue) -> None:
    evenement = _evenement(vue_finale, NUIT)
    fin = "1\u00a0h\u00a030 le lendemain"
    assert date_en_mots(evenement) == f"15\u00a0octobre 2021, 20\u00a0h – {fin}"
    assert tenu(evenement).startswith(f"15\u00a0octobre 2021, de 20\u00a0h à {fin}")


def test_two_days_are_told_as_such(vue_finale: Vue) -> None:
    evenement = _evenement(vue_finale, DEUX_JOURS)
    assert date_en_mots(evenement) == "17 et 18\u00a0novembre 2021, 9\u00a0h – 17\u00a0h"


@pytest.mark.parametrize("commune", NEUF_HEURES)
def test_an_hour_is_the_one_of_its_commune(vue_finale: Vue, commune: str) -> None:
    nom, attendue = NEUF_HEURES[commune]
    cases = MATIN | {"code_commune": commune}
    debut = _entree(vue_finale, cases).decoded("DTSTART").astimezone(UTC)
    ecart = debut - datetime(2021, 10, 15, tzinfo=UTC)
    assert ecart.total_seconds() == attendue * 3600
    evenement = _evenement(vue_finale, cases)
    for dit in (date_en_mots(evenement), tenu(evenement)):
        assert "10\u00a0h (heure de" in dit and nom in dit


@pytest.mark.parametrize("commune", ["", "75056", "2A004", "59350"])
def test_elsewhere_it_is_the_hour_of_paris_and_goes_without_saying(
    vue_finale: Vue, commune: str
) -> None:
    assert fuseau_de(commune) == PARIS
    cases = MATIN | {"code_commune": commune}
    debut = _entree(vue_finale, cases).decoded("DTSTART").astimezone(UTC)
    assert debut == datetime(2021, 10, 15, 7, tzinfo=UTC)
    assert (
        date_en_mots(_evenement(vue_finale, cases)) == "15\u00a0octobre 2021, 9\u00a0h – 10\u00a0h"
    )
