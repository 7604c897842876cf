"""Rows of a table as dictionaries, for code that reads one row at a time."""

from __future__ import annotations

from typing import Any

import pandas as pd

Fiche = dict[str, Any]


def fiches(tableau: pd.DataFrame) -> list[Fiche]:
    """Return the rows of a table in order, each as {column: value}."""
    return [{str(nom): v for nom, v in ligne.items()} for ligne in tableau.to_dict("records")]


def fiche(tableau: pd.DataFrame, identifiant: str) -> Fiche:
    """Return the row whose `id` is given.

    Raises:
        KeyError: no row has this id.
    """
    trouvees = fiches(tableau[tableau["id"] == identifiant])
    if not trouvees:
        raise KeyError(identifiant)
    return trouvees[0]
