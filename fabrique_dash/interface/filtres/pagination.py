"""Long tables are read page by page: what is shown stays light, and nothing is left out."""

from __future__ import annotations

from math import ceil

from fabrique_dash.chiffres.noyau.typographie import nombre
from fabrique_dash.interface.filtres.filtres import Filtre, entier
from fabrique_dash.interface.filtres.refus import entier_entre, refus

PAGE = "page"
_LARGEUR = 160  # pixels


def une_page(total: int, par_page: int) -> tuple[Filtre, slice]:
    """Ask for one page of a table; nothing is asked when it has only one.

    Args:
        total: rows of the table.
        par_page: rows of a page.

    Returns:
        The choice, which filters nothing and has no words, and the rows to show.
    """
    pages = max(1, ceil(total / par_page))
    if pages > 1:
        choix = entier(PAGE, f"Page (sur {nombre(pages)})", 1, (1, pages), largeur=_LARGEUR)
    else:
        choix = Filtre(("1",), "", {}, refus(PAGE, "1".__eq__, entier_entre(1, 1)))
    avant = (int(choix.choix[0]) - 1) * par_page
    return choix, slice(avant, min(avant + par_page, total))


def legende_de_page(legende: str, montrees: slice, total: int) -> str:
    """Say in a caption which rows are shown; the caption as it is when all are.

    Args:
        legende: caption of the whole table.
        montrees: the rows that `une_page` gave.
        total: rows of the table.
    """
    if montrees.stop - montrees.start >= total:
        return legende
    return (
        f"{legende} (lignes {nombre(montrees.start + 1)} à {nombre(montrees.stop)} "
        f"sur {nombre(total)})"
    )
