"""Tables as files: plain CSV, CSV for French Excel, Parquet."""

from __future__ import annotations

import io

import pandas as pd

# A spreadsheet runs a cell that starts so; the leading apostrophe makes it text again.
_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def _a_plat(tableau: pd.DataFrame) -> pd.DataFrame:
    """Turn lists and tuples into text: neither CSV nor a spreadsheet has such cells."""
    plat = tableau.copy(deep=False)
    for colonne in plat.columns[plat.dtypes == "object"]:
        plat[colonne] = [
            " ".join(map(str, v)) if isinstance(v, list | tuple) else v for v in plat[colonne]
        ]
    return plat


def _inoffensif(valeur: object) -> object:
    return f"'{valeur}" if isinstance(valeur, str) and valeur.startswith(_FORMULE) else valeur


def csv(tableau: pd.DataFrame) -> bytes:
    """Write a table as plain CSV: UTF-8, commas, decimal points, text untouched."""
    return _a_plat(tableau).to_csv(index=False).encode("utf-8")


def csv_excel(tableau: pd.DataFrame) -> bytes:
    """Write a table for French Excel: byte-order mark, semicolons, decimal commas, no formula."""
    sur = _a_plat(tableau).map(_inoffensif)
    return sur.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")


def parquet(tableau: pd.DataFrame) -> bytes:
    """Write a table as Parquet, with its types."""
    tampon = io.BytesIO()
    plat = _a_plat(tableau)
    for colonne in plat.columns[plat.dtypes == "object"]:
        plat[colonne] = plat[colonne].map(lambda v: None if v is None else str(v)).astype("str")
    plat.to_parquet(tampon, index=False)
    return tampon.getvalue()
