"""The rows of a publication as they are typed, and the name by which each is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fabrique_dash.chiffres.noyau.typographie import abrege
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.journal.cases import Changement, Operation, par_rangee
from fabrique_dash.journal.contenus import paquet_de
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions_lues import cles_ajoutees
from fabrique_dash.journal.tableau import Tableau

_NOMS = ("nom_court", "libelle", "titre", "nom", "texte", "quoi", "intitule")
_LONGUEUR = 80


class RangeesPubliees:
    """The tables that people write, read from the journal when they are asked for."""

    def __init__(
        self, journal: Journal, reference: Reference | None = None, n: int | None = None
    ) -> None:
        """Look at a publication.

        Args:
            journal: the journal.
            reference: the bundled geography; without it no official place is known.
            n: the publication; the last one if None.
        """
        self.reference = reference
        self._journal = journal
        self._lus: dict[str, Tableau | None] = {}
        with journal.lire() as cx:
            tete, paquet = paquet_de(cx, n)
            self.n = tete.n
            self.descripteur = paquet.descripteur

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables that the package describes."""
        return self.descripteur.tables

    def tableau(self, nom: str) -> Tableau | None:
        """Return a table; None if there is none of this name that people write."""
        if nom not in self._lus:
            with self._journal.lire() as cx:
                self._lus[nom] = paquet_de(cx, self.n)[1].tableau(nom)
        return self._lus[nom]

    def rangees(self, nom: str) -> list[tuple[str, dict[str, str]]]:
        """List the rows of a table in their order, all the columns, with their keys."""
        tableau = self.tableau(nom)
        if tableau is None:
            return []
        vide = dict.fromkeys(tableau.colonnes, "")
        return [(cle, {**vide, **rangee}) for cle, rangee in tableau]

    def rangee(self, nom: str, cle: str) -> dict[str, str] | None:
        """Return the cells of a row; None if there is no such row."""
        tableau = self.tableau(nom)
        return None if tableau is None else tableau.rangee(cle)

    def retenir(self, changements: Sequence[Changement]) -> None:
        """Know rows that are about to be added: the next ones get other identifiers."""
        for operation, (nom, cle), cases in par_rangee(changements):
            tableau = self.tableau(nom)
            if operation is Operation.AJOUTER and tableau and tableau.rangee(cle) is None:
                tableau.poser(cle, {c.colonne: c.apres or "" for c in cases}, None)

    def cles_prises(self, nom: str) -> set[str]:
        """Return the keys that no row to add may take: published, or added by who waits."""
        return {cle for cle, _ in self.rangees(nom)} | cles_ajoutees(self._journal, nom)

    def noms(self, nom: str) -> dict[str, str]:
        """Return what each row of a table is called, by key."""
        return {cle: nom_de_la_rangee(self.tables[nom], r) for cle, r in self.rangees(nom)}

    def nom(self, table: str, cle: str) -> str:
        """Return what a row is called; empty if there is none."""
        rangee = self.rangee(table, cle)
        return "" if rangee is None else nom_de_la_rangee(self.tables[table], rangee)


def nom_de_la_rangee(table: Table, rangee: Mapping[str, str]) -> str:
    """Name a row by the first of its columns that says what it is; by its key otherwise.

    Args:
        table: its table.
        rangee: its cells.
    """
    dits = (rangee.get(colonne, "") for colonne in _NOMS if colonne in table.colonnes)
    nom = next((dit for dit in dits if dit), "")
    nom = nom or " · ".join(rangee.get(colonne, "") for colonne in table.cle_primaire)
    return abrege(nom, _LONGUEUR)
