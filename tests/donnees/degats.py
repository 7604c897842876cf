"""Damages to plant in a package, each with the one line that the validation must say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.paquets import changer, changer_ou, position_de

Degradation = Callable[[Path], object]


@dataclass(frozen=True)
class Degat:
    """A damage, and what must be said of it.

    `ligne` is a line number, or the id of the row whose line it is.
    """

    nom: str
    degrader: Degradation
    fichier: str
    ligne: int | str
    colonne: str
    valeur: str
    message: str

    def ligne_attendue(self, dossier: Path) -> int:
        """Return the line number, looked up where it is given by a row's id."""
        if isinstance(self.ligne, int):
            return self.ligne
        return position_de(dossier, self.fichier.removesuffix(".csv"), self.ligne) + 2


def case(nom: str, table: str, cle: int | str, colonne: str, valeur: str, message: str) -> Degat:
    """Make the damage that puts a wrong value in one cell, of a row given by position or id."""

    def degrader(dossier: Path) -> None:
        if isinstance(cle, int):
            changer(dossier, table, cle, **{colonne: valeur})
        else:
            changer_ou(dossier, table, cle, **{colonne: valeur})

    ligne = cle + 2 if isinstance(cle, int) else cle
    return Degat(nom, degrader, f"{table}.csv", ligne, colonne, valeur, message)
