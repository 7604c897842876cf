"""What to look at first, row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.suivi.signalements import (
    Categorie,
    Signalement,
    evenements_sans_confirmation,
    signalements,
)
from fabrique_dash.donnees.vue import Vue
from tests.francais import fautes_de_typographie

VueAu = Callable[[date], Vue]
JOUR = date(2022, 8, 29)
JOURS = [date(2000, 1, 1), date(2021, 10, 14), date(2021, 11, 16), JOUR, date(2026, 11, 23)]


def _de(seen: Vue, categorie: Categorie, jours: int = 90) -> list[Signalement]:
    return [s for s in signalements(seen, jours) if s.categorie == categorie]


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_every_row_has_a_reason_a_source_and_a_place(vue_au: VueAu, jour: date) -> None:
    seen = vue_au(jour)
    for s in signalements(seen, 90):
        assert s.identifiant in objets(seen, s.nature), s
        assert s.quoi and s.raison.endswith((".", ")")) and s.sources and s.statut
        assert fautes_de_typographie(s.raison) == []


def test_kinds_come_in_order_and_together(vue_au: VueAu) -> None:
    rangs = [list(Categorie).index(Categorie(s.categorie)) for s in signalements(vue_au(JOUR), 90)]
    assert all(a <= b for a, b in pairwise(rangs)) and set(rangs) == set(range(6))


def test_unconfirmed_events_are_those_of_the_state_rule(vue_au: VueAu) -> None:
    siens = _de(vue_au(JOUR), Categorie.SANS_CONFIRMATION)
    assert {s.identifiant for s in siens} == {
        "colloque-conseillers-2021-11",
        "saint-jean-de-braye-2021-11-15",
        "cas-concrets-2022-01",
        "saint-jean-de-braye-agents-2022-01",
    }
    assert _de(vue_au(date(2021, 11, 15)), Categorie.SANS_CONFIRMATION) == []
    assert len(evenements_sans_confirmation(vue_au(date(2021, 11, 16)))) == 1


@pytest.mark.parametrize(("jours", "combien"), [(287, 10), (288, 7), (1, 10)])
def test_silence_is_counted_in_days_and_the_unnamed_stay(
    vue_au: VueAu, jours: int, combien: int
) -> None:
    siens = _de(vue_au(JOUR), Categorie.SANS_NOUVELLE, jours)
    assert len(siens) == combien
    sans = [s for s in siens if s.raison == "Aucune nouvelle datée ne le nomme."]
    assert len(sans) == 7 and not any(c.isdigit() for s in sans for c in s.raison)


def test_what_is_undetermined_is_told_with_its_possibilities(vue_au: VueAu) -> None:
    siens = {s.identifiant: s.raison for s in _de(vue_au(JOUR), Categorie.GROUPE)}
    assert set(siens) == {"arras", "vimy", "lomme", "beauvais"}
    assert "Nord ou Nord-Picardie" in siens["vimy"]
    assert siens["beauvais"].startswith("Périmètre")


def test_undated_events_wait_for_their_lower_bound(vue_au: VueAu) -> None:
    assert _de(vue_au(date(2021, 12, 31)), Categorie.DATE) == []
    assert "agora-2022" in {s.identifiant for s in _de(vue_au(JOUR), Categorie.DATE)}


def test_disagreements_say_what_was_kept(vue_au: VueAu) -> None:
    siens = _de(vue_au(JOUR), Categorie.DIVERGENCE)
    assert len(siens) == len(vue_au(JOUR).divergences) > 0
    assert all("Retenu\u00a0: " in s.raison for s in siens)


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_the_short_form_counts_the_same_rows(vue_au: VueAu, jour: date) -> None:
    seen = vue_au(jour)
    titres = [p.titre for p in points_d_attention(seen)]
    for categorie, mot in (
        (Categorie.SANS_CONFIRMATION, "sans confirmation"),
        (Categorie.ETAPE_MUETTE, "étape"),
        (Categorie.DIVERGENCE, "entre sources"),
    ):
        dits = [t for t in titres if mot in t]
        nombre = len(_de(seen, categorie))
        assert [int(t.split("\u00a0")[0]) for t in dits] == ([nombre] if nombre else [])
