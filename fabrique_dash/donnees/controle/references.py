"""Foreign keys: each value that cites a row of another table must be the key of one.

Frictionless opens a cited table again for each key that cites it: that alone took two thirds of
the time of a validation.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from fabrique_dash.donnees.controle.structure import Structure
from fabrique_dash.donnees.descripteur import CleEtrangere, Descripteur, Table
from fabrique_dash.donnees.lecture import ENCODAGE
from fabrique_dash.donnees.problemes import Probleme

Textes = Mapping[str, Sequence[str]]


def problemes_des_references(
    dossier: Path, descripteur: Descripteur, structures: Mapping[str, Structure]
) -> Iterator[Probleme]:
    """List the cells that cite what does not exist; keys are compared as they are written.

    A key whose column, or whose target, is not in the files' headers is left out: the structure
    has said so already.

    Args:
        dossier: folder of the data package.
        descripteur: what the tables are.
        structures: what can be read of each table's file, by name of table.
    """
    cles = [
        (table, cle)
        for table in descripteur.tables.values()
        for cle in table.cles_etrangeres
        if cle.champ in structures[table.nom].colonnes
        and cle.cible in structures[cle.table].colonnes
    ]
    voulues: dict[str, set[str]] = defaultdict(set)
    for table, cle in cles:
        voulues[table.nom].add(cle.champ)
        voulues[cle.table].add(cle.cible)
    textes = {
        nom: _lire(dossier / descripteur.tables[nom].chemin, structures[nom].colonnes, noms)
        for nom, noms in voulues.items()
    }
    for table, cle in cles:
        connues = set(textes[cle.table][cle.cible])
        lignes = structures[table.nom].lignes
        yield from _inconnues(table, cle, textes[table.nom][cle.champ], connues, lignes)


def _lire(chemin: Path, entete: Sequence[str], noms: Collection[str]) -> Textes:
    """Read columns as text; a row of the wrong shape is read as far as it goes."""
    if chemin.suffix == ".parquet":
        lues = pd.read_parquet(chemin, columns=list(noms))
        return {nom: lues[nom].astype("str").fillna("").tolist() for nom in noms}
    with chemin.open(encoding=ENCODAGE, newline="") as fichier:
        rangees = list(csv.reader(fichier))[1:]
    places = {nom: entete.index(nom) for nom in noms}
    return {
        nom: [cases[place] if place < len(cases) else "" for cases in rangees]
        for nom, place in places.items()
    }


def _inconnues(
    table: Table,
    cle: CleEtrangere,
    valeurs: Sequence[str],
    connues: set[str],
    lignes: Sequence[int],
) -> Iterator[Probleme]:
    cible = "cette même table" if cle.table == table.nom else cle.table
    for position, valeur in enumerate(valeurs, start=1):
        if valeur and valeur not in connues:
            yield Probleme(
                table.chemin,
                lignes[position] if position < len(lignes) else position + 1,
                cle.champ,
                valeur,
                f"cette valeur n’existe pas dans {cible} (colonne {cle.cible})",
                f"corriger la valeur, ou ajouter d’abord la ligne dans {cible}",
            )
