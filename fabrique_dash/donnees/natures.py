"""Natures of the places that make a perimeter, as the table of perimeters writes them."""

from __future__ import annotations

import pandas as pd

Lieu = tuple[str, str]  # nature and code
COMMUNE, ASSOCIEE, ARRONDISSEMENT = "commune", "commune associée", "arrondissement"
EPCI, DEPARTEMENT, REGION = "epci", "département", "région"
# A commune, or a part of one.
COMMUNALES = frozenset({COMMUNE, ASSOCIEE, ARRONDISSEMENT})
# Types of territories that are one such place; a grouping has several.
TYPE_D_UN_LIEU = {
    COMMUNE: "commune",
    ASSOCIEE: "commune associée",
    ARRONDISSEMENT: "arrondissement municipal",
    DEPARTEMENT: "département",
    REGION: "région",
}
COMMUNE_NOUVELLE = "commune nouvelle"
# Types whose Insee code is that of a place of this nature.
NATURE_D_UN_TYPE = {TYPE_D_UN_LIEU[n]: n for n in (COMMUNE, ASSOCIEE, ARRONDISSEMENT)}


def lieux_de(table: pd.DataFrame) -> list[Lieu]:
    """List the places of a table, in order.

    Args:
        table: it has the columns nature and code.
    """
    return list(zip(table["nature"], table["code"], strict=True))


def par_lieu(table: pd.DataFrame, colonne: str) -> dict[Lieu, str]:
    """Give the texts of a column by place.

    Args:
        table: it has the columns nature and code, and this one.
        colonne: its name.
    """
    return dict(zip(lieux_de(table), table[colonne], strict=True))
