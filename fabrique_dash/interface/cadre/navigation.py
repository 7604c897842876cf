"""The pages as Streamlit takes them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import PAGES, page
from fabrique_dash.publication.site.tenue_a_jour import RETOUR, vers

_REVENIR = "revenir-ensuite"
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


def revenir_ensuite() -> None:
    """Have the next page drawn be the view that its address names as the one to go back to."""
    st.session_state[_REVENIR] = True


def revenir(demande: Demande) -> None:
    """Go back if that was asked for; what is left of this script is then not run."""
    if not st.session_state.get(_REVENIR):
        return
    voulue = vers(demande[RETOUR].un) if RETOUR in demande else None
    if voulue is not None:
        st.switch_page(page_streamlit(voulue.page.cle), query_params=voulue.brut)
    del st.session_state[_REVENIR]  # one is there
