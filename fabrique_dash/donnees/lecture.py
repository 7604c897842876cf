"""From files to typed DataFrames, with the cells that can't be read, if any.

The validation and the server call the same functions: whatever the second could not read, the
first has said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fabrique_dash.donnees.cellules import (
    Valeur,
    code_propre,
    ecrire,
    est_propre,
    est_un_code,
    lire,
    propre,
)
from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.donnees.fichiers import Fichier, ouvrir
from fabrique_dash.donnees.problemes import Probleme

# Tables are small and read row by row: Arrow's texts, pandas' choice, are made to be read by
# millions, and each filter, each row taken out of them costs several times as much.
pd.set_option("mode.string_storage", "python")

_TYPES: dict[str, Any] = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
# In texts joined by line breaks: a space at an end; and one that is no plain space.
_ESPACES_AUX_BOUTS = re.compile(r"(?:^|\n)\s|\s(?:\n|$)")
_ESPACES_D_UN_CODE = re.compile(_ESPACES_AUX_BOUTS.pattern + r"|[^\S \n]")


class CasesIllisibles(ValueError):
    """Cells of a table are not of their types; the validation says which, and how to mend them."""


@dataclass(frozen=True, eq=False)
class TableLue:
    """A table as read.

    Attributes:
        table: its description.
        fichier: its file as it stands.
        donnees: the columns of the schema that the file has, typed. Text columns hold an empty
            text where the cell is empty; integer, number and boolean columns hold <NA>.
        illisibles: text of each cell that is not of its type, by position, by column; its value
            is missing in `donnees`, but for a text.
    """

    table: Table
    fichier: Fichier
    donnees: pd.DataFrame
    illisibles: Mapping[str, Mapping[int, str]]

    @property
    def entiere(self) -> bool:
        """Whether all of it could be read: every column, every cell."""
        colonnes = list(self.donnees.columns) == list(self.table.colonnes)
        return colonnes and not any(self.illisibles.values())

    def ligne(self, position: int) -> int:
        """Return the line of the file that holds the row at `position` (0 is the first)."""
        return self.fichier.ligne(position)

    def faute(
        self, position: int, colonne: str, valeur: str, probleme: str, remede: str
    ) -> Probleme:
        """Say what is wrong in the row at `position`, and what to do about it."""
        return Probleme(self.table.chemin, self.ligne(position), colonne, valeur, probleme, remede)

    def textes(self) -> list[list[str]]:
        """Write the rows again, each value the one way that it is read; the file's own columns.

        A row of the wrong shape keeps its shape; a cell that can't be read keeps its text.
        """
        colonnes = [
            _ecrire_colonne(self.donnees[nom], self.illisibles[nom])
            if nom in self.donnees.columns and nom not in self.fichier.entete[:rang]
            else _textes(self.fichier, rang)
            for rang, nom in enumerate(self.fichier.entete)
        ]
        carrees = [list(cases) for cases in zip(*colonnes, strict=True)]
        if self.fichier.colonnes is not None:
            return carrees
        paires = zip(carrees, self.fichier.rangees, strict=True)
        return [
            [*ecrites[: len(brutes)], *map(propre, brutes[len(ecrites) :])]
            for ecrites, brutes in paires
        ]


def _ecrire_colonne(serie: pd.Series, illisibles: Mapping[int, str]) -> list[str]:
    ecrits = ["" if valeur is pd.NA else ecrire(valeur) for valeur in serie.tolist()]
    for position, texte in illisibles.items():
        ecrits[position] = texte
    return ecrits


def _textes(fichier: Fichier, rang: int) -> list[str]:
    """Return the cells of a column as texts; one that is missing is empty."""
    if fichier.colonnes is not None:
        return fichier.colonnes.iloc[:, rang].astype("str").fillna("").tolist()
    return [cases[rang] if rang < len(cases) else "" for cases in fichier.rangees]


def _nettoyes(distincts: Iterable[str], champ: Champ) -> dict[str, str]:
    """Read texts at the door; they are looked at as one, so that clean ones cost nothing.

    Returns:
        What each of them is read as; nothing when all of them are as they are read.
    """
    tout = "\n".join(distincts)
    code = est_un_code(champ)
    a_reprendre = _ESPACES_D_UN_CODE if code else _ESPACES_AUX_BOUTS
    if est_propre(tout) and not a_reprendre.search(tout):
        return {}
    nettoyer = code_propre if code else propre
    return {texte: nettoyer(texte) for texte in distincts}


def _lire_textes(distincts: Iterable[str], champ: Champ) -> tuple[dict[str, Valeur], set[str]]:
    """Read texts; return their values, and those that are not of the column's type."""
    lus: dict[str, Valeur] = {}
    fautifs: set[str] = set()
    for texte in filter(None, distincts):
        try:
            lus[texte] = lire(texte, champ.type)
        except ValueError:
            fautifs.add(texte)
    return lus, fautifs


def _lire_colonne(fichier: Fichier, champ: Champ) -> tuple[pd.Series, dict[int, str]]:
    rang = fichier.entete.index(champ.nom)
    if champ.type in _TYPES and fichier.colonnes is not None:
        serie = fichier.colonnes.iloc[:, rang]
        finie = serie.dtype.kind not in "fiu" or bool(np.isfinite(serie.dropna()).all())
        if finie and serie.dtype.kind in _FORMES_DE_PARQUET[champ.type]:
            return pd.Series(serie, dtype=_TYPES[champ.type]), {}
    textes = _textes(fichier, rang)
    if propres := _nettoyes(dict.fromkeys(textes), champ):
        textes = [propres[texte] for texte in textes]
    lus, fautifs = _lire_textes(dict.fromkeys(textes), champ)
    illisibles = {i: t for i, t in enumerate(textes) if t in fautifs} if fautifs else {}
    if champ.type in _TYPES:
        return pd.Series([lus.get(t) for t in textes], dtype=_TYPES[champ.type]), illisibles
    lisibles = textes if champ.type == "string" else [str(lus.get(t, "")) for t in textes]
    return pd.Series(lisibles, dtype="str"), illisibles


# Kinds of Parquet columns that hold a type's values as they are; the others are read as texts.
_FORMES_DE_PARQUET = {"integer": "iu", "number": "fiu", "boolean": "b"}


def typer(table: Table, fichier: Fichier) -> TableLue:
    """Read a file's columns with the types of their schema; those that it lacks are left out."""
    lues = {
        champ.nom: _lire_colonne(fichier, champ)
        for champ in table.champs
        if champ.nom in fichier.entete
    }
    donnees = pd.DataFrame({nom: serie for nom, (serie, _) in lues.items()})
    return TableLue(table, fichier, donnees, {nom: fautes for nom, (_, fautes) in lues.items()})


def lire_table(dossier: Path, table: Table) -> pd.DataFrame:
    """Read one table with the types of its schema.

    Args:
        dossier: folder of the data package.
        table: the table's description; its `chemin` may name a .csv or a .parquet file.

    Returns:
        The columns of the schema, as `TableLue.donnees` tells them.

    Raises:
        FichierIllisible: the file can't be read.
        CasesIllisibles: a column is missing, or a cell is not of its type.
    """
    lue = typer(table, ouvrir(dossier / table.chemin))
    if not lue.entiere:
        raise CasesIllisibles(table.chemin)
    return lue.donnees
