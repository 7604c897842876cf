"""Long tables are read page by page: what is shown stays light, and nothing is left out."""

from __future__ import annotations

from math import ceil

from fabrique_dash.chiffres.noyau.typographie import nombre
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Entier

PAGE = "page"


def nombre_de_pages(total: int, par_page: int) -> int:
    """Count the pages of a table: it has one even when it is empty."""
    return max(1, ceil(total / par_page))


def page_demandee(demande: Demande, total: int, par_page: int) -> slice:
    """Read which rows of a table an address asks for.

    Args:
        demande: what the address asks for.
        total: rows of the table.
        par_page: rows of a page.
    """
    pages = nombre_de_pages(total, par_page)
    choix = demande.preciser(Entier(PAGE, f"Page (sur {nombre(pages)})", 1, (1, pages)))
    avant = (int(choix.un) - 1) * par_page
    return slice(avant, min(avant + par_page, total))


def legende_de_page(legende: str, montrees: slice, total: int) -> str:
    """Say in a caption which rows are shown; the caption as it is when all are.

    Args:
        legende: caption of the whole table.
        montrees: the rows that `page_demandee` gave.
        total: rows of the table.
    """
    if montrees.stop - montrees.start >= total:
        return legende
    return (
        f"{legende} (lignes {nombre(montrees.start + 1)} à {nombre(montrees.stop)} "
        f"sur {nombre(total)})"
    )
