"""The data that the application serves: loaded once, read again when a file changes.

The last good data stays up when the new one is faulty: whoever edits a CSV sees what is wrong
on screen, and nobody loses the dashboard.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.donnees.descripteur import (
    NOM_FICHIER,
    Descripteur,
    DescripteurIllisible,
    Table,
    lire_descripteur,
)
from fabrique_dash.donnees.lecture import lire_table
from fabrique_dash.donnees.memoire import Memoire, Vues, par_donnees
from fabrique_dash.donnees.problemes import Probleme

VARIABLE = "FABRIQUE_DONNEES"
DOSSIER_PAR_DEFAUT = Path(__file__).resolve().parents[2] / "data"
_SUFFIXES = {".csv", ".json", ".geojson", ".parquet"}
DELAI_ENTRE_DEUX_REGARDS = 1.0  # seconds: a burst of sessions asks the disk once


@dataclass(frozen=True, eq=False)
class Donnees:
    """One good state of the package.

    `empreinte` identifies the files' content state. What is computed from it is kept in `memoire`
    and `vues`, which go with it.
    """

    dossier: Path
    empreinte: str
    descripteur: Descripteur
    tables: dict[str, pd.DataFrame]
    memoire: Memoire = field(default_factory=Memoire, repr=False)
    vues: Vues[Any] = field(default_factory=Vues, repr=False)  # of `Vue`, which knows this class

    def table(self, nom: str) -> pd.DataFrame:
        """Return a table. Changing the result does not change the data (copy on write).

        Raises:
            KeyError: the package has no such table.
        """
        return self.tables[nom].copy(deep=False)

    def oublier(self) -> None:
        """Let go of what was computed; whoever still uses this state goes on, computing again."""
        self.vues.oublier()
        self.memoire.oublier()


@dataclass(frozen=True)
class EtatDuDepot:
    """What there is to serve: the last good data if any, and what is wrong with the new one."""

    donnees: Donnees | None
    problemes: tuple[Probleme, ...]


def dossier_des_donnees() -> Path:
    """Return the folder named by FABRIQUE_DONNEES, or the bundled one."""
    return Path(os.environ.get(VARIABLE) or DOSSIER_PAR_DEFAUT)


def empreinte(dossier: Path) -> str:
    """Identify the state of a folder's files by name, size and time of change, without reading."""
    resume = hashlib.sha256(str(dossier).encode())
    for chemin in sorted(p for p in dossier.rglob("*") if p.suffix in _SUFFIXES):
        try:
            etat = chemin.stat()
        except OSError:  # taken away since it was listed
            continue
        resume.update(f"{chemin}|{etat.st_size}|{etat.st_mtime_ns}".encode())
    return resume.hexdigest()[:16]


@par_donnees
def modifie_le(donnees: Donnees) -> datetime:
    """Return when the files of a state of the data last changed, in UTC, to the second."""
    instants = [p.stat().st_mtime for p in donnees.dossier.rglob("*") if p.suffix in _SUFFIXES]
    return datetime.fromtimestamp(int(max(instants)), UTC)


class _Lectures:
    """Tables already read from files that have not changed since."""

    def __init__(self) -> None:
        self._lues: dict[str, tuple[Table, tuple[int, int], pd.DataFrame]] = {}

    def lire(self, dossier: Path, table: Table) -> pd.DataFrame:
        etat = (dossier / table.chemin).stat()
        signature = (etat.st_size, etat.st_mtime_ns)
        deja = self._lues.get(table.nom)
        if deja is None or deja[:2] != (table, signature):
            deja = self._lues[table.nom] = table, signature, lire_table(dossier, table)
        return deja[2]


def charger(dossier: Path, marque: str, lectures: _Lectures | None = None) -> Donnees:
    """Read a package that is known to be valid; every table but those of `lectures`."""
    descripteur = lire_descripteur(dossier)
    lectures = lectures or _Lectures()
    tables = {nom: lectures.lire(dossier, table) for nom, table in descripteur.tables.items()}
    return Donnees(dossier, marque, descripteur, tables)


def _changement_en_cours(erreur: Exception) -> Probleme:
    return Probleme(
        NOM_FICHIER,
        0,
        "",
        type(erreur).__name__,
        "les fichiers ont changé pendant leur lecture",
        "attendre la fin de la copie ; la page se remettra à jour d’elle-même",
    )


def _lecture_impossible(erreur: Exception) -> Probleme:
    """Say that files could not be read, though the validation found nothing wrong in them."""
    return Probleme(
        NOM_FICHIER,
        0,
        "",
        f"{type(erreur).__name__} {erreur}".strip(),
        "les données sont valides, et pourtant elles n’ont pas pu être lues",
        "enregistrer de nouveau le fichier ; si rien ne change, rétablir sa version d’avant",
    )


class Depot:
    """Serves one folder, and looks at it again when its files change.

    The only mutable object of the package: it holds the last good state. Safe between threads;
    while one of them reads new files the others go on with the last good data.
    """

    def __init__(self, dossier: Path) -> None:
        """Prepare to serve `dossier`; nothing is read before the first call of `etat`."""
        self._dossier = dossier
        self._verrou = threading.Lock()
        self._lectures = _Lectures()
        self._etat: EtatDuDepot | None = None
        self._empreinte = ""
        self._regarde_a = float("-inf")

    def etat_frais(self) -> EtatDuDepot | None:
        """Return the data to serve if the files were looked at just now; never waits for the disk.

        Returns:
            None when the files must be looked at again: `etat` does it.
        """
        recent = time.monotonic() - self._regarde_a < DELAI_ENTRE_DEUX_REGARDS
        return self._etat if recent else None

    def etat(self) -> EtatDuDepot:
        """Return the data to serve, read again if a file changed."""
        courant = self._etat
        if (frais := self.etat_frais()) is not None:
            return frais
        if courant is not None and self._verrou.locked():
            return courant
        with self._verrou:
            return self._regarder()

    def _regarder(self) -> EtatDuDepot:
        marque = empreinte(self._dossier)
        if self._etat is None or marque != self._empreinte:
            ancien = self._etat.donnees if self._etat else None
            self._etat = self._relire(marque, ancien)
            self._empreinte = marque
            if ancien is not None and ancien is not self._etat.donnees:
                ancien.oublier()
        self._regarde_a = time.monotonic()
        return self._etat

    def _relire(self, marque: str, ancien: Donnees | None) -> EtatDuDepot:
        """Check and read the files; what fails while they change is told as such, and only then."""
        try:
            problemes = tuple(verifier(self._dossier))
            if problemes:
                return EtatDuDepot(ancien, problemes)
            return EtatDuDepot(charger(self._dossier, marque, self._lectures), ())
        except (OSError, ValueError, KeyError, DescripteurIllisible) as erreur:
            ont_change = empreinte(self._dossier) != marque
            dire = _changement_en_cours if ont_change else _lecture_impossible
            return EtatDuDepot(ancien, (dire(erreur),))


_DEPOTS: dict[Path, Depot] = {}
_VERROU_DES_DEPOTS = threading.Lock()


def depot() -> Depot:
    """Return the process's one repository for the folder in use."""
    dossier = dossier_des_donnees()
    with _VERROU_DES_DEPOTS:
        return _DEPOTS.setdefault(dossier, Depot(dossier))
