"""The pages, in one place: their files, titles, icons, sections and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

DOSSIER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class PageDuSite:
    """One page: its file's name without extension is its key and its address."""

    cle: str
    titre: str
    icone: str
    section: str
    question: str


PAGES = (
    PageDuSite(
        "accueil",
        "Accueil",
        ":material/home:",
        "Suivre le programme",
        "Où en est le programme\u202f?",
    ),
    PageDuSite(
        "carte",
        "Carte",
        ":material/map:",
        "Suivre le programme",
        "Où sont les territoires, et dans quel groupe\u202f?",
    ),
    PageDuSite(
        "frise",
        "Frise",
        ":material/timeline:",
        "Suivre le programme",
        "Que s’est-il passé, et qu’annonce-t-on\u202f?",
    ),
    PageDuSite(
        "groupes",
        "Groupes",
        ":material/groups:",
        "Suivre le programme",
        "Qu’ont en commun les groupes, et qu’est-ce qui les distingue\u202f?",
    ),
)


def page(cle: str) -> PageDuSite:
    """Return a page by its key.

    Raises:
        KeyError: no page has this key.
    """
    return {p.cle: p for p in PAGES}[cle]


def page_de_titre(titre: str) -> PageDuSite:
    """Return a page by its title, which is all that Streamlit tells of the current page.

    Raises:
        KeyError: no page has this title.
    """
    return {p.titre: p for p in PAGES}[titre]


def page_streamlit(cle: str) -> st.Page:
    """Return Streamlit's page object; made anew each time, as a run may not share it."""
    p = page(cle)
    return st.Page(
        DOSSIER / f"{p.cle}.py",
        title=p.titre,
        icon=p.icone,
        url_path=p.cle,
        default=p is PAGES[0],
    )


def menu() -> dict[str, list[st.Page]]:
    """Return the pages by section, as `st.navigation` takes them."""
    sections: dict[str, list[st.Page]] = {}
    for p in PAGES:
        sections.setdefault(p.section, []).append(page_streamlit(p.cle))
    return sections
