"""What came of the last writing: noted by what did it, said once at the top of the next page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from fabrique_dash.interface.filtres.controles import sans_markdown

_CLE = "actes"


def annonce() -> dict[str, Any]:
    """Return where to note what comes of a writing: whether it was done (`fait`), and `dit`.

    It is asked for before the writing: noting it afterwards is then nothing that can be cut.
    """
    notes: dict[str, Any] = st.session_state.setdefault(_CLE, {})
    return notes


def dire() -> None:
    """Say once what came of the last writing; names and cells are in it, and are no Markdown."""
    notes = st.session_state.pop(_CLE, {})
    if notes.get("dit"):
        (st.success if notes["fait"] else st.error)(sans_markdown(notes["dit"]))
