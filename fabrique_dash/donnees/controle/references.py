"""Foreign keys: each value that cites a row of another table must be the key of one.

Frictionless opens a cited table again for each key that cites it: that alone took two thirds of
the time of a validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from fabrique_dash.donnees.descripteur import CleEtrangere
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme


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
            yield Probleme(
                lue.table.chemin,
                lue.ligne(position),
                cle.champ,
                valeur,
                f"cette valeur n’existe pas dans {cible} (colonne {cle.cible})",
                f"corriger la valeur, ou ajouter d’abord la ligne dans {cible}",
            )
