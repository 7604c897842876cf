"""The shape of the tables: each file and its header, before its cells; then what cites what.

A file that can't be read, or whose header is wrong, would make hundreds of false faults in its
cells and in the tables that refer to it; here it is said once. Frictionless opens a cited table
again for each key that cites it, which alone took two thirds of the time of a validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fabrique_dash.donnees.descripteur import CleEtrangere, Table
from fabrique_dash.donnees.fichiers import FichierIllisible, ouvrir
from fabrique_dash.donnees.lecture import TableLue, typer
from fabrique_dash.donnees.problemes import Probleme

_SANS_EN_TETE = (
    "la première ligne n’est pas l’en-tête : elle ne porte aucun nom de colonne du schéma",
    "remettre en première ligne l’en-tête que donne le dictionnaire des données",
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


@dataclass(frozen=True, eq=False)
class Structure:
    """What can be read of a file.

    Attributes:
        problemes: what is wrong with the file itself or with its header.
        lue: the table as read; None when the file can't be read, or has no header.
    """

    problemes: tuple[Probleme, ...]
    lue: TableLue | None


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
    try:
        fichier = ouvrir(dossier / table.chemin)
    except FichierIllisible as erreur:
        return Structure((Probleme(table.chemin, erreur.ligne, "", "", *erreur.message),), None)
    prevues, lues = list(table.colonnes), list(fichier.entete)
    if not set(lues) & set(prevues):
        return Structure((_faute(table.chemin, _SANS_EN_TETE),), None)
    return Structure(tuple(_problemes_d_entete(table.chemin, prevues, lues)), typer(table, fichier))


def problemes_des_references(lues: Mapping[str, TableLue]) -> Iterator[Probleme]:
    """List the cells that cite what does not exist; keys are compared as they are read.

    A key whose column, or whose target, is not in the files' headers is left out: the structure
    has said so already.

    Args:
        lues: the tables that could be read, by name.
    """
    for lue in lues.values():
        for cle in lue.table.cles_etrangeres:
            citee = lues.get(cle.table)
            if citee is None or cle.cible not in citee.donnees or cle.champ not in lue.donnees:
                continue
            connues = set(_textes(citee.donnees[cle.cible]))
            yield from _inconnues(lue, cle, _textes(lue.donnees[cle.champ]), connues)


def _textes(serie: pd.Series) -> Sequence[str]:
    return serie.tolist() if serie.dtype == "str" else serie.astype("str").fillna("").tolist()


def _inconnues(
    lue: TableLue, cle: CleEtrangere, valeurs: Sequence[str], connues: set[str]
) -> Iterator[Probleme]:
    cible = "cette même table" if cle.table == lue.table.nom else cle.table
    for position, valeur in enumerate(valeurs):
        if valeur and valeur not in connues:
            yield lue.faute(
                position,
                cle.champ,
                valeur,
                f"cette valeur n’existe pas dans {cible} (colonne {cle.cible})",
                f"corriger la valeur, ou ajouter d’abord la ligne dans {cible}",
            )
