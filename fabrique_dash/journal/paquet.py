"""A whole package as the journal keeps it: a manifest, and contents by their SHA-256."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from fabrique_dash.donnees.descripteur import (
    NOM_FICHIER,
    Descripteur,
    DescripteurIllisible,
    interpreter,
)
from fabrique_dash.journal.cases import Changement, Operation
from fabrique_dash.journal.tableau import Tableau, TableIllisible

Manifeste = Mapping[str, str]  # path in the package -> SHA-256 of the file
_CREE = re.compile(rb'("created"\s*:\s*")[^"]*(")')


def empreinte_de(octets: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return sha256(octets).hexdigest()


def chemins(descripteur: Descripteur) -> list[str]:
    """List the files of a package: its descriptor, its tables, its outlines."""
    tables = (table.chemin for table in descripteur.tables.values())
    return [NOM_FICHIER, *tables, *descripteur.contours.values()]


def sans_la_date(chemin: str, octets: bytes) -> str:
    """Return the SHA-256 of a file; of the descriptor, without the day of the package in it.

    Each publication has its day: two descriptors that differ by it only say the same.
    """
    return empreinte_de(_CREE.sub(rb"\1\2", octets, count=1) if chemin == NOM_FICHIER else octets)


class Paquet:
    """A package that changes are made in. Files are read when they are asked for."""

    def __init__(self, manifeste: Manifeste, contenu: Callable[[str], bytes]) -> None:
        """Take up a package.

        Args:
            manifeste: its files.
            contenu: gives the bytes of a SHA-256.
        """
        self.manifeste = dict(manifeste)
        self._contenu = contenu
        self._neufs: dict[str, bytes] = {}
        self._tableaux: dict[str, Tableau] = {}
        self._touchees: set[str] = set()

    @cached_property
    def descripteur(self) -> Descripteur:
        """What describes its tables.

        Raises:
            DescripteurIllisible: it can't be read.
        """
        return interpreter(self.octets(NOM_FICHIER))

    def octets(self, chemin: str) -> bytes:
        """Return a file as it was before the changes of cells.

        Raises:
            KeyError: the package has no such file.
        """
        return self.contenu(self.manifeste[chemin])

    def contenu(self, sha: str) -> bytes:
        """Return the bytes of a SHA-256."""
        return self._neufs[sha] if sha in self._neufs else self._contenu(sha)

    def tableau(self, nom: str) -> Tableau | None:
        """Return a table that people write, to be read; None if there is none of this name.

        Raises:
            TableIllisible: its rows can't be told from one another.
        """
        if nom not in self._tableaux:
            table = self.descripteur.tables.get(nom)
            if table is None or not table.editable:
                return None
            existe = table.chemin in self.manifeste
            self._tableaux[nom] = Tableau(table, self.octets(table.chemin) if existe else None)
        return self._tableaux[nom]

    def tableaux(self) -> Iterator[Tableau]:
        """Yield all the tables that people write."""
        for nom in self.descripteur.tables:
            if (tableau := self.tableau(nom)) is not None:
                yield tableau

    def toucher(self, nom: str) -> None:
        """Say that the rows of a table have changed: its file is written again."""
        self._touchees.add(nom)

    def remplacer(self, chemin: str, octets: bytes) -> None:
        """Put a file in the place of another, before any change of cells.

        A new descriptor leaves out the files that it does not name; its tables are written again
        if their columns are no longer the same.
        """
        sha = empreinte_de(octets)
        self._neufs[sha] = octets
        self.manifeste[chemin] = sha
        if chemin != NOM_FICHIER:
            return
        self.__dict__.pop("descripteur", None)
        self._tableaux.clear()
        for tableau in self.tableaux():
            if tableau.entete != tableau.colonnes:
                self._touchees.add(tableau.table.nom)

    def dater(self, jour: date) -> None:
        """Give the package its day, unless its own is later: nothing in it may be of the future."""
        if self.descripteur.jour < jour:
            neuf = rb"\g<1>" + f"{jour.isoformat()}T00:00:00Z".encode() + rb"\g<2>"
            octets = _CREE.sub(neuf, self.octets(NOM_FICHIER), count=1)
            sha = empreinte_de(octets)
            self._neufs[sha] = octets
            self.manifeste[NOM_FICHIER] = sha

    def achever(self) -> tuple[dict[str, str], dict[str, bytes]]:
        """Write the changed tables; return the manifest, and the new contents by SHA-256."""
        for nom in self._touchees:
            if (tableau := self.tableau(nom)) is not None:
                octets = tableau.octets()
                sha = empreinte_de(octets)
                self._neufs[sha] = octets
                self.manifeste[tableau.table.chemin] = sha
        nommes = chemins(self.descripteur)
        manifeste = {chemin: self.manifeste[chemin] for chemin in sorted(nommes)}
        gardes = set(manifeste.values())
        return manifeste, {sha: o for sha, o in self._neufs.items() if sha in gardes}


def lire_un_dossier(dossier: Path) -> Paquet:
    """Read the package of a folder.

    Raises:
        TableIllisible: its descriptor or one of its files can't be read.
    """
    try:
        descripteur = interpreter((dossier / NOM_FICHIER).read_bytes())
        lus = {chemin: (dossier / chemin).read_bytes() for chemin in chemins(descripteur)}
    except DescripteurIllisible as erreur:
        raise TableIllisible(f"{NOM_FICHIER}\u00a0: {erreur}.") from erreur
    except OSError as erreur:
        nom = Path(erreur.filename or dossier).name
        raise TableIllisible(f"{nom}\u00a0: le fichier est introuvable ou illisible.") from erreur
    contenus = {empreinte_de(octets): octets for octets in lus.values()}
    paquet = Paquet({c: empreinte_de(o) for c, o in lus.items()}, contenus.__getitem__)
    for _ in paquet.tableaux():  # what can't be read is said now
        pass
    return paquet


def differences_de_fichiers(ancien: Paquet, nouveau: Paquet) -> list[Changement]:
    """Return the changes of what nobody edits by cell: descriptor, reference, outlines."""
    par_cases = {t.chemin for t in nouveau.descripteur.tables.values() if t.editable}
    changes = []
    for chemin in chemins(nouveau.descripteur):
        if chemin in par_cases:
            continue
        apres = sans_la_date(chemin, nouveau.octets(chemin))
        existe = chemin in ancien.manifeste
        avant = sans_la_date(chemin, ancien.octets(chemin)) if existe else None
        if avant != apres:
            sha = nouveau.manifeste[chemin]
            changes.append(Changement(chemin, "", "", avant, sha, Operation.FICHIER))
    return changes
