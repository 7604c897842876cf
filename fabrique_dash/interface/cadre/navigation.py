"""The pages as Streamlit takes them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from fabrique_dash.publication.site.pages import PAGES, page

DOSSIER = Path(__file__).resolve().parents[3] / "pages"


def page_streamlit(cle: str) -> st.Page:
    """Return Streamlit's page object; made anew each time, as a run may not share it."""
    p = page(cle)
    return st.Page(
        DOSSIER / f"{p.cle}.py",
        title=p.titre,
        icon=f":material/{p.icone}:",
        url_path=p.adresse,
        default=p is PAGES[0],
    )


def menu() -> dict[str, list[st.Page]]:
    """Return the pages by section, as `st.navigation` takes them."""
    sections: dict[str, list[st.Page]] = {}
    for p in PAGES:
        sections.setdefault(p.section, []).append(page_streamlit(p.cle))
    return sections
