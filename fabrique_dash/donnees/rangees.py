"""Rows of a table as dictionaries, for code that reads one row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast, overload

import numpy as np
import pandas as pd

# A row whose shape only the run tells: of a table that is chosen by its name.
Rangee = Mapping[str, Any]
F = TypeVar("F", bound=Rangee)


class FormeFausse(KeyError):
    """A table lacks a column that its declared shape has."""


@overload
def rangees(tableau: pd.DataFrame) -> list[dict[str, Any]]: ...


@overload
def rangees(tableau: pd.DataFrame, forme: type[F]) -> list[F]: ...


def rangees(tableau: pd.DataFrame, forme: type[F] | None = None) -> list[Any]:
    """Return the rows of a table in order, each as {column: value}; None where a value is missing.

    Args:
        tableau: the table.
        forme: the shape of its rows (`donnees.formes`, or a subclass with the columns that a
            function adds), so that a misspelt column is a type error. None when only the run
            tells which table it is.

    Raises:
        FormeFausse: the table lacks a column of the shape; it may have others.
    """
    if forme is not None:
        absentes = set(forme.__annotations__).difference(tableau.columns)
        if absentes:
            raise FormeFausse(f"{forme.__name__}\u00a0: {', '.join(sorted(absentes))}")
    noms = [str(nom) for nom in tableau.columns]
    # Column by column: `to_dict("records")` takes three times as long.
    colonnes = [_valeurs(colonne) for _, colonne in tableau.items()]
    return [dict(zip(noms, ligne, strict=True)) for ligne in zip(*colonnes, strict=True)]


def _valeurs(colonne: pd.Series) -> list[Any]:
    brutes = colonne.to_numpy(dtype="object").tolist()
    return [None if v is pd.NA else v for v in brutes]


@overload
def rangee(tableau: pd.DataFrame, identifiant: str) -> dict[str, Any]: ...


@overload
def rangee(tableau: pd.DataFrame, identifiant: str, forme: type[F]) -> F: ...


def rangee(tableau: pd.DataFrame, identifiant: str, forme: type[F] | None = None) -> Any:
    """Return the row whose `id` is given.

    Args:
        tableau: the table; it has a column `id`.
        identifiant: the id.
        forme: as for `rangees`.

    Raises:
        KeyError: no row has this id.
        FormeFausse: the table lacks a column of the shape.
    """
    rangs = (tableau["id"] == identifiant).to_numpy().nonzero()[0]
    if not len(rangs):
        raise KeyError(identifiant)
    # A slice copies nothing; a mask would copy every column of the table.
    return rangees(tableau.iloc[rangs[0] : rangs[0] + 1], cast("type[F]", forme))[0]


def retenues(tableau: pd.DataFrame, gardees: Iterable[bool]) -> pd.DataFrame:
    """Return the rows that are kept, with their columns even when the table has no row.

    pandas reads an empty list of booleans as a list of columns, and keeps none of them.

    Args:
        tableau: the table.
        gardees: whether each of its rows is kept, in order.
    """
    return tableau[np.fromiter(gardees, dtype="bool", count=len(tableau))]
