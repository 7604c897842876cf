"""The search box and the menu of the pages, in the side bar.

Streamlit's own menu forgets the reference date from one page to the next, its sections are no
valid list for a screen reader, and one element per page would be paid for at each rerun.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux.menu import menu
from fabrique_dash.publication.site.pages import PageDuSite


def montrer_le_menu(
    courante: PageDuSite, parametres: Mapping[str, str | list[str]], journal: bool = False
) -> None:
    """Show the search box and the pages by section; both keep the point of view.

    Args:
        courante: the page that is open.
        parametres: address parameters that every page understands.
        journal: whether the data come from a journal.
    """
    with st.sidebar:
        poser(menu(courante, tuple(parametres.items()), journal))
