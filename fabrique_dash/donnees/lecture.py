"""From files to typed DataFrames: CSV or Parquet, the descriptor's `path` decides."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fabrique_dash.donnees.descripteur import Table

ENCODAGE = "utf-8-sig"  # French Excel writes a byte-order mark; plain UTF-8 reads the same

_TYPES = {"integer": "Int64", "number": "Float64", "string": "str"}


@dataclass(frozen=True)
class TableLue:
    """A table as read, with the line of its file on which each record starts (header first)."""

    table: Table
    donnees: pd.DataFrame
    lignes: list[int]

    def ligne(self, position: int) -> int:
        """Return the line of the file that holds the row at `position` (0 is the first)."""
        return self.lignes[position + 1] if position + 1 < len(self.lignes) else position + 2


def _booleen(serie: pd.Series) -> pd.Series:
    return serie.map({"true": True, "false": False, "True": True, "False": False}).astype("boolean")


def _convertir(serie: pd.Series, type_champ: str) -> pd.Series:
    if type_champ == "boolean":
        return serie.astype("boolean") if serie.dtype != "str" else _booleen(serie)
    if type_champ in ("integer", "number"):
        return pd.to_numeric(serie).astype(_TYPES[type_champ])
    return serie.astype("str").fillna("")


def lire_brut(chemin: Path) -> pd.DataFrame:
    """Read a file as it stands: a CSV gives text only, an empty cell being an empty text."""
    if chemin.suffix == ".parquet":
        return pd.read_parquet(chemin)
    return pd.read_csv(chemin, dtype="str", keep_default_na=False, encoding=ENCODAGE)


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


def lignes_de_depart(chemin: Path) -> list[int]:
    """List the lines on which the records of a CSV start: a quoted cell may hold several.

    An unreadable file gives an empty list.
    """
    departs, suivante = [], 1
    try:
        with chemin.open(encoding=ENCODAGE, newline="") as fichier:
            lecteur = csv.reader(fichier)
            for _ in lecteur:
                departs.append(suivante)
                suivante = lecteur.line_num + 1
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return departs
