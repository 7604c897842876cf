"""A table's file as it stands: its header, its records, the lines on which they start.

CSV or Parquet, the descriptor's `path` decides. Nothing is said here of what cells hold.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import pandas as pd

ENCODAGE = "utf-8-sig"  # French Excel writes a byte-order mark; plain UTF-8 reads the same
_CONSIGNE = re.compile(r'\s*"?sep=', re.IGNORECASE)

Message = tuple[str, str]
_INTROUVABLE = (
    "le fichier est introuvable ou illisible",
    "le remettre à sa place, ou corriger « path » dans datapackage.json",
)
_PAS_UTF_8 = "le fichier n’est pas en UTF-8", "l’enregistrer en « CSV UTF-8 »"
_VIDE = "le fichier est vide", "remettre au moins la ligne d’en-tête"
_SEP = (
    "la première ligne est une consigne de tableur (« sep= »), non l’en-tête",
    "supprimer cette ligne",
)
_SEPARATEUR = (
    "les colonnes ne sont pas séparées par des virgules",
    "enregistrer le fichier avec la virgule pour séparateur",
)
_GUILLEMET = (
    "un guillemet droit est mal placé, ou n’est pas refermé",
    "fermer la case par un guillemet droit ; en écrire deux pour en mettre un dans le texte",
)

# Its default limit makes a long cell look like a misplaced quotation mark.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


class FichierIllisible(ValueError):
    """A file can't be read as a table; holds its line, what is wrong and what to do."""

    def __init__(self, message: Message, ligne: int = 0) -> None:
        super().__init__(message[0])
        self.message = message
        self.ligne = ligne


@dataclass(frozen=True, eq=False)
class Fichier:
    """What a file holds.

    Attributes:
        entete: labels of its columns.
        rangees: cells of each record of a CSV, its header left out; a record may be too short or
            too long.
        lignes: line on which each record of a CSV starts, the header first.
        colonnes: the columns of a Parquet file; None for a CSV.
    """

    entete: tuple[str, ...]
    rangees: Sequence[Sequence[str]] = ()
    lignes: tuple[int, ...] = ()
    colonnes: pd.DataFrame | None = field(default=None, repr=False)

    def ligne(self, position: int) -> int:
        """Return the line of the row at `position` (0 is the first); the header is line 1."""
        return self.lignes[position + 1] if position + 1 < len(self.lignes) else position + 2


def _refuser_le_separateur(fichier: TextIO) -> None:
    premiere = fichier.readline()
    if _CONSIGNE.match(premiere):
        raise FichierIllisible(_SEP, 1)
    if "," not in premiere and any(signe in premiere for signe in ";\t|"):
        raise FichierIllisible(_SEPARATEUR, 1)
    fichier.seek(0)


def lire_csv(fichier: TextIO, separateur: str = "") -> Fichier:
    """Read a CSV from its first character.

    Args:
        fichier: an open text, its ends of lines left as they are; it can be wound back.
        separateur: what separates its cells; a comma, and nothing else may, if empty.

    Raises:
        FichierIllisible: no table can be read of it.
    """
    enregistrements: list[list[str]] = []
    departs: list[int] = []
    suivante = 1
    if not separateur:
        _refuser_le_separateur(fichier)
    # A space between a comma and a quotation mark is nobody's wish.
    separe = separateur or ","
    lecteur = csv.reader(fichier, delimiter=separe, strict=True, skipinitialspace=True)
    try:
        for cases in lecteur:
            enregistrements.append(cases)
            departs.append(suivante)
            suivante = lecteur.line_num + 1
    except csv.Error as erreur:
        raise FichierIllisible(_GUILLEMET, suivante) from erreur
    if not enregistrements or not enregistrements[0]:
        raise FichierIllisible(_VIDE)
    entete = tuple(nom.strip() for nom in enregistrements[0])
    return Fichier(entete, enregistrements[1:], tuple(departs))


def ouvrir(chemin: Path) -> Fichier:
    """Read a table's file.

    Args:
        chemin: the path of a .csv or a .parquet file.

    Raises:
        FichierIllisible: it is missing, or no table can be read of it.
    """
    try:
        if chemin.suffix == ".parquet":
            colonnes = pd.read_parquet(chemin).reset_index(drop=True)
            return Fichier(tuple(map(str, colonnes.columns)), colonnes=colonnes)
        with chemin.open(encoding=ENCODAGE, newline="") as fichier:
            return lire_csv(fichier)
    except FichierIllisible:
        raise
    except UnicodeDecodeError as erreur:
        raise FichierIllisible(_PAS_UTF_8) from erreur
    except (OSError, ValueError) as erreur:
        raise FichierIllisible(_INTROUVABLE) from erreur
