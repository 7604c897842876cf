"""The control that turns the pages of a long table."""

from __future__ import annotations

from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pagination import PAGE, nombre_de_pages, page_demandee

_LARGEUR = 160  # pixels


def une_page(demande: Demande, total: int, par_page: int) -> slice:
    """Ask for one page of a table; nothing is asked when it has only one.

    Args:
        demande: what the address asks for.
        total: rows of the table.
        par_page: rows of a page.

    Returns:
        The rows to show.
    """
    montrees = page_demandee(demande, total, par_page)
    if nombre_de_pages(total, par_page) > 1:
        demander(demande, PAGE, largeur=_LARGEUR)
    return montrees
