"""From files to typed DataFrames: CSV or Parquet, the descriptor's `path` decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fabrique_dash.donnees.descripteur import Table

ENCODAGE = "utf-8-sig"  # French Excel writes a byte-order mark; plain UTF-8 reads the same

_BOOLEENS = {  # every spelling that Table Schema accepts
    **dict.fromkeys(["true", "True", "TRUE", "1"], True),
    **dict.fromkeys(["false", "False", "FALSE", "0"], False),
}


@dataclass(frozen=True)
class TableLue:
    """A table as read, with the line of its file on which each record starts (header first)."""

    table: Table
    donnees: pd.DataFrame
    lignes: Sequence[int]

    def ligne(self, position: int) -> int:
        """Return the line of the file that holds the row at `position` (0 is the first)."""
        return self.lignes[position + 1] if position + 1 < len(self.lignes) else position + 2


def _booleen(serie: pd.Series) -> pd.Series:
    return serie.map(_BOOLEENS).astype("boolean")


def _convertir(serie: pd.Series, type_champ: str) -> pd.Series:
    if type_champ == "boolean":
        return serie.astype("boolean") if serie.dtype != "str" else _booleen(serie)
    if type_champ == "integer":
        return pd.to_numeric(serie).astype("Int64")
    if type_champ == "number":
        return pd.to_numeric(serie).astype("Float64")
    return serie.astype("str").fillna("")


def lire_brut(chemin: Path) -> pd.DataFrame:
    """Read a file as it stands: a CSV gives text only, an empty cell being an empty text."""
    if chemin.suffix == ".parquet":
        return pd.read_parquet(chemin)
    return pd.read_csv(
        chemin, dtype="str", keep_default_na=False, encoding=ENCODAGE, skip_blank_lines=False
    )


def lire_table(dossier: Path, table: Table) -> pd.DataFrame:
    """Read one table with the types of its schema.

    Args:
        dossier: folder of the data package.
        table: the table's description; its `chemin` may name a .csv or a .parquet file.

    Returns:
        The columns of the schema. Text columns hold an empty text where the cell is empty;
        integer, number and boolean columns hold <NA>.

    Raises:
        ValueError: a cell is not of its type (the validation says it better, and first).
    """
    brut = lire_brut(dossier / table.chemin)
    colonnes = {}
    for champ in table.champs:
        serie = brut[champ.nom]
        if champ.type in ("integer", "number") and serie.dtype == "str":
            serie = serie.replace("", None)
        colonnes[champ.nom] = _convertir(serie, champ.type)
    return pd.DataFrame(colonnes)
