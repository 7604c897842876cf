"""The shape of a table's file, looked at before its cells.

A file that can't be read, or whose header is wrong, would make hundreds of false faults in its
cells and in the tables that refer to it; here it is said once.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.lecture import ENCODAGE
from fabrique_dash.donnees.problemes import Probleme

_INTROUVABLE = (
    "le fichier est introuvable ou illisible",
    "le remettre à sa place, ou corriger « path » dans datapackage.json",
)
_ENCODAGE = "le fichier n’est pas en UTF-8", "l’enregistrer en « CSV UTF-8 »"
_VIDE = "le fichier est vide", "remettre au moins la ligne d’en-tête"
_SEPARATEUR = (
    "les colonnes ne sont pas séparées par des virgules",
    "enregistrer le fichier avec la virgule pour séparateur",
)
_GUILLEMET = (
    "un guillemet droit est mal placé, ou n’est pas refermé",
    "fermer la case par un guillemet droit ; en écrire deux pour en mettre un dans le texte",
)
_MANQUANTE = (
    "la colonne manque dans l’en-tête",
    "la remettre, à sa place dans l’ordre du schéma",
)
_INCONNUE = (
    "cette colonne n’est pas dans le schéma",
    "la retirer, ou la décrire dans datapackage.json",
)
_RENOMMEE = "l’en-tête ne porte pas le nom prévu par le schéma", "remettre le nom prévu"
_DOUBLE = "deux colonnes portent ce nom", "en retirer une"
_SANS_NOM = "une colonne n’a pas de nom", "nommer la colonne, ou la retirer"
_DESORDRE = (
    "les colonnes ne sont pas dans l’ordre du schéma",
    "les remettre dans l’ordre du dictionnaire des données",
)


@dataclass(frozen=True)
class Structure:
    """What can be read of a file.

    Attributes:
        problemes: what is wrong with the file itself or with its header.
        colonnes: labels of the header; none when the file can't be read.
        lignes: line on which each record starts, the header first; none for Parquet.
    """

    problemes: tuple[Probleme, ...] = ()
    colonnes: tuple[str, ...] = ()
    lignes: tuple[int, ...] = ()


class _Illisible(Exception):
    """The file can't be read as a table; holds the line and what to say."""

    def __init__(self, message: tuple[str, str], ligne: int = 0) -> None:
        super().__init__(message[0])
        self.message = message
        self.ligne = ligne


def _lire_csv(chemin: Path) -> tuple[tuple[str, ...], tuple[int, ...]]:
    entete: tuple[str, ...] = ()
    departs: list[int] = []
    suivante = 1
    with chemin.open(encoding=ENCODAGE, newline="") as fichier:
        premiere = fichier.readline()
        if "," not in premiere and any(signe in premiere for signe in ";\t|"):
            raise _Illisible(_SEPARATEUR, 1)
        fichier.seek(0)
        lecteur = csv.reader(fichier, strict=True)
        try:
            for cases in lecteur:
                entete = tuple(cases) if not departs else entete
                departs.append(suivante)
                suivante = lecteur.line_num + 1
        except csv.Error as erreur:
            raise _Illisible(_GUILLEMET, suivante) from erreur
    if not entete:
        raise _Illisible(_VIDE)
    return entete, tuple(departs)


def _lire(chemin: Path) -> tuple[tuple[str, ...], tuple[int, ...]]:
    try:
        if chemin.suffix == ".parquet":
            return tuple(pq.read_table(chemin).column_names), ()
        return _lire_csv(chemin)
    except UnicodeDecodeError as erreur:
        raise _Illisible(_ENCODAGE) from erreur
    except (OSError, ValueError) as erreur:
        raise _Illisible(_INTROUVABLE) from erreur


def _faute(fichier: str, message: tuple[str, str], colonne: str = "", valeur: str = "") -> Probleme:
    return Probleme(fichier, 1, colonne, valeur, *message)


def _problemes_d_entete(fichier: str, prevues: list[str], lues: list[str]) -> list[Probleme]:
    doubles = [nom for rang, nom in enumerate(lues) if nom and nom in lues[:rang]]
    problemes = [_faute(fichier, _DOUBLE, nom) for nom in dict.fromkeys(doubles)]
    renommees = {
        (prevue, lue)
        for prevue, lue in zip(prevues, lues, strict=False)
        if lue and prevue not in lues and lue not in prevues
    }
    problemes += [_faute(fichier, _RENOMMEE, prevue, lue) for prevue, lue in renommees]
    dites = {nom for paire in renommees for nom in paire}
    for nom in [n for n in prevues if n not in lues and n not in dites]:
        problemes.append(_faute(fichier, _MANQUANTE, nom))
    for nom in dict.fromkeys(n for n in lues if n not in prevues and n not in dites):
        problemes.append(_faute(fichier, _INCONNUE if nom else _SANS_NOM, nom))
    if not problemes and lues != prevues:
        problemes.append(_faute(fichier, _DESORDRE))
    return problemes


def examiner(dossier: Path, table: Table) -> Structure:
    """Look at a table's file: is it there, can it be read, has it the columns of its schema?

    Args:
        dossier: folder of the data package.
        table: the table's description; its `chemin` may name a .csv or a .parquet file.
    """
    prevues = list(table.colonnes)
    try:
        colonnes, lignes = _lire(dossier / table.chemin)
    except _Illisible as erreur:
        return Structure((Probleme(table.chemin, erreur.ligne, "", "", *erreur.message),))
    problemes = _problemes_d_entete(table.chemin, prevues, list(colonnes))
    return Structure(tuple(problemes), colonnes, lignes)
