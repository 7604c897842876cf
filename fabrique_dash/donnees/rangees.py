"""Rows of a table as dictionaries, for code that reads one row at a time."""

from __future__ import annotations

from typing import Any

import pandas as pd

Rangee = dict[str, Any]


def rangees(tableau: pd.DataFrame) -> list[Rangee]:
    """Return the rows of a table in order, each as {column: value}."""
    return [{str(nom): v for nom, v in ligne.items()} for ligne in tableau.to_dict("records")]


def rangee(tableau: pd.DataFrame, identifiant: str) -> Rangee:
    """Return the row whose `id` is given.

    Raises:
        KeyError: no row has this id.
    """
    trouvees = rangees(tableau[tableau["id"] == identifiant])
    if not trouvees:
        raise KeyError(identifiant)
    return trouvees[0]
