"""A change of one cell: what the journal proposes, publishes, undoes.

A cell is None where its row does not exist, and an empty text where the row has nothing in it: so
adding and taking away a row are changes of cells like the others, and each has its opposite.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from fabrique_dash.donnees.cellules import propre

_DEMI_SIGNES = re.compile("[\ud800-\udfff]")  # no database takes half of a sign
_ENTRE, _ENTRE_ECRIT = "|", "%7C"  # between the values of a key in an address; within one of them


class Operation(StrEnum):
    """What happens to the row, or to the file."""

    AJOUTER = "ajouter"
    MODIFIER = "modifier"
    SUPPRIMER = "supprimer"
    FICHIER = "fichier"


_CONTRAIRES = {Operation.AJOUTER: Operation.SUPPRIMER, Operation.SUPPRIMER: Operation.AJOUTER}


@dataclass(frozen=True)
class Changement:
    """A cell, its text before and after.

    Attributes:
        nom_table: the table; for a whole file, its path in the package.
        cle: the row, as `ecrire_la_cle` writes it; empty for a whole file.
        colonne: the column; empty for a whole file.
        avant: its text; None where the row did not exist. For a file, its SHA-256.
        apres: its text; None where the row no longer exists. For a file, its SHA-256.
        operation: what happens to the row.
        voisin: for a row that comes or goes, the key of the one before it; empty when it is the
            first, None when nobody knows.
    """

    nom_table: str
    cle: str
    colonne: str
    avant: str | None
    apres: str | None
    operation: Operation = Operation.MODIFIER
    voisin: str | None = None

    @property
    def rangee(self) -> tuple[str, str]:
        """The table and the key of its row."""
        return self.nom_table, self.cle

    def contraire(self) -> Changement:
        """Return what undoes it."""
        operation = _CONTRAIRES.get(self.operation, self.operation)
        return replace(self, avant=self.apres, apres=self.avant, operation=operation)

    def colonnes(self) -> dict[str, Any]:
        """Return it as the columns of the journal's tables."""
        return {
            "nom_table": self.nom_table,
            "cle": self.cle,
            "colonne": self.colonne,
            "avant": self.avant,
            "apres": self.apres,
            "operation": self.operation.value,
            "voisin": self.voisin,
        }


def changement_de(rangee: Any) -> Changement:
    """Read a change from a row of the journal's tables."""
    return Changement(
        rangee.nom_table,
        rangee.cle,
        rangee.colonne,
        rangee.avant,
        rangee.apres,
        Operation(rangee.operation),
        rangee.voisin,
    )


def ecrire_la_cle(valeurs: Sequence[str]) -> str:
    """Write the key of a row: the JSON list of its values, in the order of the primary key."""
    return json.dumps(list(valeurs), ensure_ascii=False, separators=(",", ":"))


def lire_la_cle(cle: str) -> list[str]:
    """Read what `ecrire_la_cle` wrote."""
    return [str(valeur) for valeur in json.loads(cle)]


def jeton_de_la_cle(cle: str) -> str:
    """Write the key of a row as an address says it: its values, one after the other."""
    sures = (v.replace("%", "%25").replace(_ENTRE, _ENTRE_ECRIT) for v in lire_la_cle(cle))
    return _ENTRE.join(sures)


def cle_du_jeton(jeton: str) -> str:
    """Read what `jeton_de_la_cle` wrote: the key of a row."""
    valeurs = (v.replace(_ENTRE_ECRIT, _ENTRE).replace("%25", "%") for v in jeton.split(_ENTRE))
    return ecrire_la_cle(list(valeurs))


def saisie(texte: str) -> str:
    """Read what somebody typed: as the package reads a free text, and any database keeps it."""
    return propre(_DEMI_SIGNES.sub("\ufffd", texte))


def lu(changement: Changement) -> Changement:
    """Return a change whose text was typed by somebody, once read by `saisie`."""
    apres = changement.apres
    return changement if apres is None else replace(changement, apres=saisie(apres))


def ajout(
    table: str, cle: str, rangee: dict[str, str], voisin: str | None = None
) -> list[Changement]:
    """Return the changes that add a row: its cells that hold something.

    Args:
        table: the table.
        cle: the row's key.
        rangee: its cells, those of its key among them.
        voisin: the key of the row before it; empty for the first place, None for the usual one.
    """
    return [
        Changement(table, cle, colonne, None, texte, Operation.AJOUTER, voisin)
        for colonne, texte in rangee.items()
        if texte
    ]


def retrait(table: str, cle: str, rangee: dict[str, str]) -> list[Changement]:
    """Return the changes that take a row away: its cells that hold something."""
    return [
        Changement(table, cle, colonne, texte, None, Operation.SUPPRIMER)
        for colonne, texte in rangee.items()
        if texte
    ]


def contraires(changements: Sequence[Changement]) -> list[Changement]:
    """Return what undoes changes, the last one first."""
    return [changement.contraire() for changement in reversed(changements)]


def par_rangee(
    changements: Iterable[Changement],
) -> list[tuple[Operation, tuple[str, str], list[Changement]]]:
    """Gather the changes that stand together and are of one row."""
    groupes = groupby(changements, key=lambda c: (c.operation, c.rangee))
    return [(operation, rangee, list(groupe)) for (operation, rangee), groupe in groupes]
