"""The ready arguments of the map are what streamlit-folium would send."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import streamlit as st
import streamlit_folium

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.carte_folium import carte
from fabrique_dash.graphiques.dessins.couches_folium import OptionsCarte
from fabrique_dash.interface.briques import plan as module
from fabrique_dash.interface.rappels import faire_ce_qui_attend

OPTIONS = OptionsCarte(groupes=("nord", "centre"), saisons=(1, 2), evenements=True)


@pytest.fixture(scope="module")
def point_de_vue(donnees: Donnees) -> Vue:
    return vue(donnees, "2021-2022", date(2022, 8, 29))


@pytest.fixture
def envois(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    recus: list[dict[str, Any]] = []
    for cible in (streamlit_folium, module):
        monkeypatch.setattr(cible, "_component_func", lambda **k: recus.append(k))
    return recus


def _sans_numeros(texte: str) -> str:
    """Folium names its objects at random."""
    return re.sub(r"_[0-9a-f]{32}", "_N", texte)


def _montrer(point_de_vue: Vue, recus: list[str]) -> None:
    module.plan(
        point_de_vue, OPTIONS, centre=(48.0, 2.0), zoom=9, hauteur=560, au_clic=recus.append
    )


def test_the_arguments_are_those_of_st_folium(
    point_de_vue: Vue, envois: list[dict[str, Any]]
) -> None:
    streamlit_folium.st_folium(
        carte(point_de_vue, OPTIONS),
        key="plan",
        center=(48.0, 2.0),
        zoom=9,
        height=560,
        use_container_width=True,
        returned_objects=[module.RETOUR],
    )
    _montrer(point_de_vue, [])
    attendu, prepare = envois
    assert set(prepare) == set(attendu)
    for nom in ("script", "header", "html", "id"):
        assert _sans_numeros(prepare[nom]) == _sans_numeros(attendu[nom]), nom
    for nom in set(attendu) - {"script", "header", "html", "id", "key", "on_change"}:
        assert prepare[nom] == attendu[nom], nom


def test_the_map_is_rendered_once_for_all_sessions(
    point_de_vue: Vue, envois: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    point_de_vue.donnees.memoire.oublier()
    faites: list[OptionsCarte] = []

    def comptee(vue: Vue, options: OptionsCarte) -> object:
        faites.append(options)
        return carte(vue, options)

    monkeypatch.setattr(module, "carte", comptee)
    for _ in range(3):
        _montrer(point_de_vue, [])
    assert faites == [OPTIONS]
    assert envois[0]["script"] == envois[2]["script"]


@pytest.mark.parametrize(
    ("retour", "attendu"),
    [
        ({module.RETOUR: {"properties": {"id": "vimy"}}}, ["vimy"]),
        ({module.RETOUR: {"properties": {"id": ["vimy"]}}}, []),
        ({module.RETOUR: {"properties": {}}}, []),
        ({module.RETOUR: None}, []),
        (None, []),
    ],
)
def test_a_click_gives_the_id_of_what_was_clicked(
    point_de_vue: Vue,
    envois: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    retour: object,
    attendu: list[str],
) -> None:
    cliques: list[str] = []
    _montrer(point_de_vue, cliques)
    monkeypatch.setattr(st, "session_state", {envois[0]["key"]: retour})
    envois[0]["on_change"]()
    faire_ce_qui_attend()
    assert cliques == attendu
