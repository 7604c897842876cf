"""What came of the last writing: noted by what did it, said once at the top of the next page."""

from __future__ import annotations

from typing import Any

import streamlit as st

_CLE = "actes"


def annoncer(fait: bool, dit: str) -> None:
    """Note what came of a writing.

    Args:
        fait: whether it was done.
        dit: what to say of it; nothing is said when empty.
    """
    notes: dict[str, Any] = st.session_state.setdefault(_CLE, {})
    notes.update(fait=fait, dit=dit)


def dire() -> None:
    """Say once what came of the last writing."""
    notes = st.session_state.pop(_CLE, {})
    if notes.get("dit"):
        (st.success if notes["fait"] else st.error)(notes["dit"])
