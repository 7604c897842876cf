"""Panels that open on demand: what they hold is made when they open, and not at each rerun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from fabrique_dash.interface.affluence import fragment


@dataclass(frozen=True)
class Volet:
    """A panel.

    Attributes:
        libelle: text of its button, unique on its page.
        icone: name of its Material icon.
        remplir: fills it, once it is open.
    """

    libelle: str
    icone: str
    remplir: Callable[[], None]


@fragment
def volets(*montres: Volet) -> None:
    """Show buttons side by side, each of which opens a panel.

    Args:
        montres: the panels, in order.
    """
    with st.container(horizontal=True):
        for volet in montres:
            with st.popover(
                volet.libelle,
                icon=f":material/{volet.icone}:",
                key=f"volet-{volet.libelle}",
                on_change="rerun",
            ) as panneau:
                if panneau.open:
                    volet.remplir()
