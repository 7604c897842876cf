"""Panels that open on demand: what they hold is made when they open, and not at each rerun."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


@st.fragment
def volet(libelle: str, icone: str, remplir: Callable[[], None]) -> None:
    """Show a button that opens a panel.

    Args:
        libelle: text of the button, unique on its page.
        icone: name of its Material icon.
        remplir: fills the panel, once it is open.
    """
    with st.popover(
        libelle, icon=f":material/{icone}:", key=f"volet-{libelle}", on_change="rerun"
    ) as panneau:
        if panneau.open:
            remplir()
