"""The search box and the menu of the pages; both keep the point of view."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.publication.morceaux.boite import formulaire
from fabrique_dash.publication.site.adresses import chemin
from fabrique_dash.publication.site.pages import PAGES, PageDuSite

Reglages = tuple[tuple[str, str | list[str]], ...]


@lru_cache(maxsize=256)  # of the address only, whatever the data
def menu(
    courante: PageDuSite, reglages: Reglages, journal: bool = False, place: str = "menu"
) -> Markup:
    """List the pages by section, under the search box.

    Args:
        courante: the page that is open.
        reglages: address parameters that every page understands.
        journal: whether the data come from a journal.
        place: what its ids begin with.
    """
    montrees = [page for page in PAGES if journal or not page.du_journal]
    sections = joindre(
        html(
            '<p class="tp-section" id="{place}-{rang}">{section}</p>'
            '<ul aria-labelledby="{place}-{rang}">{liens}</ul>',
            place=place,
            rang=rang,
            section=section,
            liens=joindre(_lien(page, courante, reglages) for page in pages),
        )
        for rang, (section, pages) in enumerate(groupby(montrees, key=lambda p: p.section))
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
