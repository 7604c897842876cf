"""Tables as files: plain CSV, CSV for French Excel, Parquet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pandas as pd

# A spreadsheet runs a cell that starts so; the leading apostrophe makes it text again.
_FORMULE = ("=", "+", "-", "@", "\t", "\n")


def _cellule(valeur: object) -> object:
    """Make a cell of lists and tuples text; a lone carriage return would break a CSV's row."""
    if isinstance(valeur, list | tuple):
        valeur = " ".join(map(str, valeur))
    if isinstance(valeur, str):
        return valeur.replace("\r\n", "\n").replace("\r", "\n")
    return valeur


def _a_plat(tableau: pd.DataFrame) -> pd.DataFrame:
    plat = tableau.copy(deep=False)
    for colonne in plat.select_dtypes(["object", "str"]).columns:
        plat[colonne] = plat[colonne].map(_cellule).astype(plat[colonne].dtype)
    return plat


def _inoffensif(valeur: object) -> object:
    return f"'{valeur}" if isinstance(valeur, str) and valeur.startswith(_FORMULE) else valeur


def _a_la_francaise(valeur: object) -> object:
    return str(valeur).replace(".", ",") if isinstance(valeur, float) else valeur


def avec_contexte(tableau: pd.DataFrame, jour: date, filtres: Sequence[str]) -> pd.DataFrame:
    """Say in each row what the table was made for: `date_reference` (ISO) and `filtres`.

    Args:
        tableau: the table.
        jour: the reference date of its content.
        filtres: active filters, in words.
    """
    dits = "\u202f; ".join(filtres) if filtres else "sans filtre"
    return tableau.assign(date_reference=jour.isoformat(), filtres=dits)


def csv(tableau: pd.DataFrame) -> bytes:
    """Write a table as plain CSV: UTF-8, commas, decimal points, text untouched."""
    return _a_plat(tableau).to_csv(index=False).encode("utf-8")


def csv_excel(tableau: pd.DataFrame) -> bytes:
    """Write a table for French Excel: byte-order mark, semicolons, decimal commas, no formula."""
    sur = _a_plat(tableau).map(_inoffensif).rename(columns=_inoffensif)
    for colonne in sur.columns[sur.dtypes == "object"]:
        sur[colonne] = sur[colonne].map(_a_la_francaise, na_action="ignore")
    return sur.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")


def parquet(tableau: pd.DataFrame) -> bytes:
    """Write a table as Parquet, with its types."""
    tampon = io.BytesIO()
    plat = _a_plat(tableau)
    for colonne in plat.columns[plat.dtypes == "object"]:
        plat[colonne] = plat[colonne].map(lambda v: None if v is None else str(v)).astype("str")
    plat.to_parquet(tampon, index=False)
    return tampon.getvalue()
