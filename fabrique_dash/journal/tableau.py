"""A table of the package as it is typed: texts, rows by key, in their order."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.fichiers import ENCODAGE, Fichier, FichierIllisible, lire_csv
from fabrique_dash.journal.cases import Changement, Operation, ajout, ecrire_la_cle, retrait

# Where a source is said, rows are not put together by it.
_SANS_GROUPE = frozenset({"source_id", "autres_sources", "partie_de"})


class TableIllisible(ValueError):
    """A table's rows can't be told from one another; the message is in French."""


class Tableau:
    """The rows of one table. Mutable: the candidate of a publication is made in it."""

    def __init__(self, table: Table, octets: bytes | None = None) -> None:
        """Read a table.

        Args:
            table: its description: its columns are those that it is written with.
            octets: its file, a CSV; None for a table without rows.

        Raises:
            TableIllisible: the file can't be read, or two rows have the same key.
        """
        self.table = table
        self.colonnes = table.colonnes
        self.entete: tuple[str, ...] = ()  # of its file
        self._rangees: dict[str, dict[str, str]] = {}
        if octets is not None:
            self._remplir(octets)

    def _remplir(self, octets: bytes) -> None:
        try:
            fichier = lire_csv(StringIO(octets.decode(ENCODAGE), newline=""))
        except (FichierIllisible, UnicodeDecodeError) as erreur:
            raise TableIllisible(f"{self.table.chemin} ne peut pas être lu ({erreur}).") from erreur
        self.entete = fichier.entete
        if b"\x00" in octets:
            raise TableIllisible(f"{self.table.chemin} contient un caractère nul, invisible.")
        for position, cases in enumerate(fichier.rangees):
            ligne = fichier.ligne(position)
            if len(cases) != len(fichier.entete):
                dit = (
                    f"{self.table.chemin}, ligne {ligne}\u00a0: il n’y a pas une case par colonne."
                )
                raise TableIllisible(dit)
            rangee = dict(zip(fichier.entete, cases, strict=True))
            cle = self.cle(rangee)
            if cle in self._rangees:
                dit = f"{self.table.chemin}, ligne {ligne}\u00a0: une autre ligne a la même clé."
                raise TableIllisible(dit)
            self._rangees[cle] = rangee

    def cle(self, rangee: Mapping[str, str]) -> str:
        """Return the key of a row, as changes name it."""
        return ecrire_la_cle([rangee.get(colonne, "") for colonne in self.table.cle_primaire])

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the rows in their order: key, cells by column."""
        return iter(self._rangees.items())

    def rangee(self, cle: str) -> dict[str, str] | None:
        """Return the cells of a row, all the columns; None if there is no such row."""
        lue = self._rangees.get(cle)
        return None if lue is None else {c: lue.get(c, "") for c in self.colonnes}

    def case(self, cle: str, colonne: str) -> str | None:
        """Return the text of a cell; None if the row, or the column, does not exist."""
        lue = self._rangees.get(cle)
        return None if lue is None or colonne not in self.colonnes else lue.get(colonne, "")

    def ecrire(self, cle: str, colonne: str, texte: str) -> None:
        """Change a cell of a row that exists."""
        self._rangees[cle][colonne] = texte

    def voisin(self, cle: str) -> str:
        """Return the key of the row before one; empty for the first."""
        precedent = ""
        for autre in self._rangees:
            if autre == cle:
                break
            precedent = autre
        return precedent

    def oter(self, cle: str) -> None:
        """Take a row away."""
        del self._rangees[cle]

    def poser(self, cle: str, rangee: dict[str, str], voisin: str | None) -> None:
        """Add a row after another; after those of its group, or at the end, when that one is gone.

        Args:
            cle: its key.
            rangee: its cells.
            voisin: the key of the row before it, empty for the first place, None if unknown.
        """
        if voisin != "" and voisin not in self._rangees:
            voisin = self._fin_du_groupe(rangee)
        rangees = list(self._rangees.items())
        cles = list(self._rangees)
        place = cles.index(voisin) + 1 if voisin else (0 if voisin == "" else len(cles))
        rangees.insert(place, (cle, rangee))
        self._rangees = dict(rangees)

    def _fin_du_groupe(self, rangee: Mapping[str, str]) -> str | None:
        """Find the last row of a new row's group, where the table keeps its groups together.

        A group is what the first foreign key says: the sessions of one event, the means of one
        theme. Where its values come back after others, the table has another order: None.
        """
        cles = [c.champ for c in self.table.cles_etrangeres if c.champ not in _SANS_GROUPE]
        if not cles:
            return None
        vues: dict[str, str] = {}
        precedente: str | None = None
        for cle, autre in self._rangees.items():
            valeur = autre.get(cles[0], "")
            if valeur != precedente and valeur in vues:
                return None
            vues[valeur], precedente = cle, valeur
        return vues.get(rangee.get(cles[0], ""))

    def octets(self) -> bytes:
        """Write the file, as it would have been typed: UTF-8, commas, quotation marks if needed."""
        sortie = StringIO()
        redacteur = csv.writer(sortie, lineterminator="\n")
        redacteur.writerow(self.colonnes)
        redacteur.writerows([r.get(c, "") for c in self.colonnes] for _, r in self)
        return sortie.getvalue().encode("utf-8")


def cles_des_rangees(table: Table, fichier: Fichier) -> list[str]:
    """Return the key of each row of a table's file, in their order."""
    places = [fichier.entete.index(colonne) for colonne in table.cle_primaire]
    return [ecrire_la_cle([cases[place] for place in places]) for cases in fichier.rangees]


def differences(ancien: Tableau, nouveau: Tableau) -> list[Changement]:
    """Return the changes that lead from a table to another, in an order that they can be made in.

    The order of rows that both have is not looked at, nor columns that the second has not.
    """
    nom = nouveau.table.nom
    changes: list[Changement] = []
    for cle, rangee in ancien:
        if nouveau.rangee(cle) is None:
            changes += retrait(nom, cle, rangee)
    for cle, _ in nouveau:
        changes += _differences_de_rangee(nom, cle, ancien, nouveau)
    voisin = ""
    for cle, rangee in nouveau:
        if ancien.rangee(cle) is None:
            changes += ajout(nom, cle, rangee, voisin)
        voisin = cle
    return changes


def _differences_de_rangee(
    nom: str, cle: str, ancien: Tableau, nouveau: Tableau
) -> Iterable[Changement]:
    avant, apres = ancien.rangee(cle), nouveau.rangee(cle)
    if avant is None or apres is None:
        return
    for colonne, texte in apres.items():
        if (ancienne := avant.get(colonne, "")) != texte:
            yield Changement(nom, cle, colonne, ancienne, texte, Operation.MODIFIER)
