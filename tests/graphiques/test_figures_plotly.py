"""Plotly figures: what is not known is not drawn, and no name is more than text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from fabrique_dash.chiffres.catalogue import PAR_GROUPE
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.frise_plotly import frise
from fabrique_dash.graphiques.dessins.intervalles_plotly import Ligne, intervalles
from tests.graphiques.html_inoffensif import dangers
from tests.paquets import COHORTE
from tests.programmes import empoisonner

FIN = date(2022, 12, 31)
VueAu = Callable[[date], Vue]
BASE = Chiffre("a", "A", 1, 3, "territoire", "D.", "p", FIN, "documenté", ("S0",))


def _x(figure: go.Figure) -> list[list[float]]:
    return [list(trace.x) for trace in figure.data]


def _textes(valeur: Any) -> Iterator[str]:
    """Walk every text of a figure's JSON."""
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, dict):
        for v in valeur.values():
            yield from _textes(v)
    elif isinstance(valeur, list | tuple):
        for v in valeur:
            yield from _textes(v)


@pytest.mark.parametrize(
    ("minimum", "maximum", "points"),
    [(1, 3, [1, 3]), (2, 2, [2, 2]), (0, 3, [0, 3]), (None, 3, [3, 3]), (0, 0, [0, 0])],
)
def test_an_interval_is_drawn_from_bound_to_bound(
    minimum: float | None, maximum: float | None, points: list[float]
) -> None:
    ligne = Ligne("Nord", 1, replace(BASE, minimum=minimum, maximum=maximum))
    assert _x(intervalles([ligne], False)) == [points]


@pytest.mark.parametrize(("minimum", "dit"), [(None, "non documenté"), (3, "au\u00a0moins 3")])
def test_what_has_no_upper_bound_is_said_and_not_drawn(minimum: float | None, dit: str) -> None:
    inconnue = Ligne("Alpien", 0, replace(BASE, minimum=minimum, maximum=None))
    figure = intervalles([inconnue, Ligne("Nord", 1, BASE)], False)
    assert _x(figure) == [[1, 3]]
    assert [a.text for a in figure.layout.annotations] == [dit]
    assert list(figure.layout.yaxis.categoryarray) == ["Nord", "Alpien"]


def test_figures_of_unknowns_only_can_be_drawn() -> None:
    inconnue = Ligne("Alpien", 0, replace(BASE, minimum=None, maximum=None))
    figure = intervalles([inconnue], True)
    assert not figure.data and figure.layout.xaxis.range[1] > 0
    assert not intervalles([], False).data


def test_real_groups_keep_their_order_and_values(vue_finale: Vue) -> None:
    lignes = [
        Ligne(g["nom"], g["rang"], PAR_GROUPE["territoires"](vue_finale, g["id"]))
        for g in vue_finale.groupes.to_dict("records")
    ]
    figure = intervalles(lignes, False)
    assert _x(figure) == [[0, 3], [1, 4], [1, 1], [1, 1]]
    assert len({trace.marker.color + str(trace.marker.symbol) for trace in figure.data}) > 1
    assert len({str(trace.marker.symbol) for trace in figure.data}) == 4


def _dates(seen: Vue) -> pd.DataFrame:
    lignes = evenements_dates(seen)
    return lignes[lignes["premier"].notna()]


def _barres(figure: go.Figure) -> set[tuple[date, date]]:
    barres = set()
    for trace in figure.data:
        if trace.mode == "lines":
            x = list(trace.x)
            barres |= set(zip(x[::3], x[1::3], strict=True))
    return barres


def _marques(figure: go.Figure) -> list[date]:
    return [x for trace in figure.data if "markers" in trace.mode for x in trace.x]


@pytest.mark.parametrize("sombre", [False, True])
def test_every_dated_event_has_one_mark_inside_its_period(vue_finale: Vue, sombre: bool) -> None:
    lignes = _dates(vue_finale)
    marques = _marques(frise(lignes, FIN, sombre))
    assert len(marques) == len(lignes) < len(evenements_dates(vue_finale))
    bornes = sorted(zip(lignes["premier"], lignes["dernier"], strict=True))
    assert all(any(debut <= x <= fin for debut, fin in bornes) for x in marques)


def test_what_is_known_to_the_month_is_drawn_over_the_month(vue_finale: Vue) -> None:
    lignes = _dates(vue_finale)
    barres = _barres(frise(lignes, FIN, False))
    for e in lignes[~lignes["exact"]].to_dict("records"):
        assert (e["premier"], e["dernier"] + timedelta(days=1)) in barres, e["id"]
    jours = lignes[lignes["exact"] & (lignes["premier"] == lignes["dernier"])]
    assert not {(d, d + timedelta(days=1)) for d in jours["premier"]} & barres


def test_two_marks_of_one_height_are_two_moments(vue_finale: Vue) -> None:
    figure = frise(_dates(vue_finale), FIN, False)
    places = [
        (x, y)
        for trace in figure.data
        if "markers" in trace.mode
        for x, y in zip(trace.x, trace.y, strict=True)
    ]
    assert len(set(places)) == len(places)


def test_the_reference_date_is_said(vue_finale: Vue) -> None:
    dits = [a.text for a in frise(_dates(vue_finale), FIN, False).layout.annotations]
    assert "État au 31\u00a0décembre 2022" in dits


def test_one_event_is_enough(vue_finale: Vue) -> None:
    assert len(_marques(frise(_dates(vue_finale).head(1), FIN, True))) == 1


def test_states_are_told_by_their_symbols(vue_finale: Vue) -> None:
    figure = frise(_dates(vue_finale), FIN, False)
    symboles = {trace.name: trace.marker.symbol for trace in figure.data if trace.name}
    assert len(set(symboles.values())) == len(symboles) >= 2


def test_hostile_names_are_only_text(copie: Path) -> None:
    empoisonner(copie)
    seen = vue(charger(copie, "hostiles"), COHORTE, FIN)
    groupes = seen.groupes.to_dict("records")
    lignes = [Ligne(g["nom"], g["rang"], PAR_GROUPE["territoires"](seen, g["id"])) for g in groupes]
    for figure in (frise(_dates(seen), FIN, False), intervalles(lignes, False)):
        textes = list(_textes(figure.to_dict()))
        assert any("alert(1)" in texte for texte in textes)
        for texte in textes:
            sans_gabarit = texte.replace("<extra></extra>", "")
            assert dangers(sans_gabarit) == [], texte
            assert not re.search(r"%\{(?!customdata|x|y|text)", sans_gabarit), texte
