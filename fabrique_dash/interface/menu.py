"""The menu of the pages, in the side bar.

Streamlit's own menu forgets the reference date from one page to the next, and its sections are
no valid list for a screen reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import streamlit as st

from fabrique_dash.interface.navigation import PAGES, page_streamlit


def montrer_le_menu(parametres: Mapping[str, str | list[str]]) -> None:
    """Show the pages by section; each link keeps the point of view.

    Args:
        parametres: address parameters that every page understands.
    """
    with st.sidebar:
        for section, pages in groupby(PAGES, key=lambda p: p.section):
            st.html(f'<p class="tp-section">{section}</p>')
            for page in pages:
                st.page_link(
                    page_streamlit(page.cle),
                    label=page.titre,
                    icon=page.icone,
                    query_params=dict(parametres),
                )
