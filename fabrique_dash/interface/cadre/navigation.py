"""The pages as Streamlit takes them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from fabrique_dash.publication.site.pages import PAGES, page
from fabrique_dash.publication.site.tenue_a_jour import vers

_ALLER = "aller-ensuite"
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


def aller_ensuite(retour: str) -> None:
    """Have the next run go back to a view.

    Args:
        retour: its path, as the page « Mettre à jour » was given it; empty to stay.
    """
    st.session_state[_ALLER] = retour


def aller() -> None:
    """Go to the view that was asked for, if any; what is left of this script is not run."""
    voulue = vers(st.session_state.pop(_ALLER, ""))
    if voulue is not None:
        st.switch_page(page_streamlit(voulue.page.cle), query_params=voulue.brut)
