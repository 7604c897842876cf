"""Plotly charts in the page: made once per view and theme, with a name and no English toolbar."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import plotly.graph_objects as go
import streamlit as st

_REGLAGES = {"displayModeBar": False, "scrollZoom": False, "locale": "fr"}


def sombre() -> bool:
    """Tell whether the reader's theme is dark."""
    return str(st.context.theme.type) == "dark"


@st.cache_resource(max_entries=256, show_spinner=False)
def _en_cache(cle: Hashable, nuit: bool, _fabriquer: Callable[[bool], go.Figure]) -> go.Figure:
    return _fabriquer(nuit)


def montrer(
    fabriquer: Callable[[bool], go.Figure], cle: Hashable, nom: str, *, large: bool = False
) -> None:
    """Show a figure.

    Args:
        fabriquer: makes the figure for a dark (True) or light theme; called when `cle` is new.
        cle: what the figure depends on.
        nom: its accessible name, which also says where the same data is in text.
        large: whether it scrolls sideways on a narrow screen rather than shrink.
    """
    nuit = sombre()
    cadre = st.container(key="tp-figure-large") if large else st.container()
    cadre.plotly_chart(_en_cache(cle, nuit, fabriquer), config=_REGLAGES, alt=nom, theme=None)
