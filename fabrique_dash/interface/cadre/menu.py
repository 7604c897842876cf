"""The search box and the menu of the pages, in the side bar.

Streamlit's own menu forgets the reference date from one page to the next, its sections are no
valid list for a screen reader, and one element per page would be paid for at each rerun.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux.boite import formulaire
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.publication.site.pages import PAGES, PageDuSite

Reglages = tuple[tuple[str, str | list[str]], ...]


def montrer_le_menu(courante: PageDuSite, parametres: Mapping[str, str | list[str]]) -> None:
    """Show the search box and the pages by section; both keep the point of view.

    Args:
        courante: the page that is open.
        parametres: address parameters that every page understands.
    """
    with st.sidebar:
        poser(_menu(courante, tuple(parametres.items())))


@lru_cache(maxsize=256)  # of the address only, whatever the data
def _menu(courante: PageDuSite, reglages: Reglages) -> Markup:
    sections = joindre(
        html(
            '<p class="tp-section" id="menu-{rang}">{section}</p>'
            '<ul aria-labelledby="menu-{rang}">{liens}</ul>',
            rang=rang,
            section=section,
            liens=joindre(_lien(page, courante, reglages) for page in pages),
        )
        for rang, (section, pages) in enumerate(groupby(PAGES, key=lambda p: p.section))
    )
    boite = formulaire(dict(reglages), "Recherche, dans le menu", "menu")
    return html('{}<nav class="tp-menu" aria-label="Pages">{}</nav>', boite, sections)


def _lien(page: PageDuSite, courante: PageDuSite, reglages: Reglages) -> Markup:
    ici = html(' aria-current="page"') if page is courante else ""
    return html(
        '<li><a class="tp-lien" href="{adresse}" target="_self"{ici}>'
        '<span class="tp-icone" aria-hidden="true">{icone}</span>'
        "{titre}</a></li>",
        adresse=chemin(page.cle, dict(reglages)),
        ici=ici,
        icone=page.icone,
        titre=page.titre,
    )
