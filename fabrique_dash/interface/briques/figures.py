"""Plotly charts in the page: made once per view and theme, with a name and no English toolbar."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.poser import poser

# What scrolls must be reachable with the keyboard: this line takes the focus.
_AIDE = html('<p class="tp-aide-defile" tabindex="0">Faites défiler de côté pour tout voir.</p>')
_REGLAGES = {"displayModeBar": False, "scrollZoom": False, "locale": "fr"}


def sombre() -> bool:
    """Tell whether the reader's theme is dark."""
    return str(st.context.theme.type) == "dark"


class FigurePrete(go.Figure):  # type: ignore[misc]
    """A figure that is never changed again: what Streamlit asks of it is made once.

    Streamlit asks for the dictionary at each rerun, and Plotly copies the whole figure for it.
    """

    def __init__(self, figure: go.Figure) -> None:
        super().__init__()
        self._dictionnaire: dict[str, Any] = figure.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the dictionary, made once."""
        return self._dictionnaire


def montrer(
    vue: Vue,
    fabriquer: Callable[[bool], go.Figure],
    cle: Hashable,
    nom: str,
    *,
    large: bool = False,
) -> None:
    """Show a figure.

    Args:
        vue: the point of view.
        fabriquer: makes the figure for a dark (True) or light theme; called when `cle` is new.
        cle: what the figure depends on, besides the view.
        nom: its accessible name, which also says where the same data is in text.
        large: whether it scrolls sideways on a narrow screen rather than shrink.
    """
    nuit = sombre()
    cadre = st.container(key="tp-figure-large") if large else st.container()
    if large:
        with cadre:
            poser(_AIDE)
    toute_la_cle = (vue.cohorte, vue.jour, cle, nuit)
    prete = vue.donnees.memoire.prendre(montrer, toute_la_cle, lambda: FigurePrete(fabriquer(nuit)))
    cadre.plotly_chart(prete, config=_REGLAGES, alt=nom, theme=None)
