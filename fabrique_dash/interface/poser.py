"""The door of the pages: what is put there as HTML is markup, which no plain text is."""

from __future__ import annotations

from typing import Literal

import streamlit as st
from markupsafe import Markup

from fabrique_dash.interface.plume import corrigeable


def poser(
    balisage: Markup, *, largeur: Literal["stretch", "content"] = "stretch", script: bool = False
) -> None:
    """Put HTML in the page.

    Args:
        balisage: made by `graphiques.socle.echappement`.
        largeur: the whole room, or what it takes.
        script: whether the scripts that it names may run.
    """
    st.html(corrigeable(balisage), width=largeur, unsafe_allow_javascript=script)


def dessiner(balisage: Markup) -> None:
    """Put HTML that holds SVG in the page; `poser` would take the SVG away.

    Args:
        balisage: one block, such as a `<div>`.
    """
    # A block on a single line is one in which Markdown reads nothing.
    st.markdown(" ".join(corrigeable(balisage).splitlines()), unsafe_allow_html=True)
