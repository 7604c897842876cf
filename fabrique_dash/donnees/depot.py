"""The data that the application serves: loaded once, read again when a file changes.

The last good data stays up when the new one is faulty: whoever edits a CSV sees what is wrong
on screen, and nobody loses the dashboard.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from fabrique_dash.donnees.controle.a_part import verifier
from fabrique_dash.donnees.controle.attendu import problemes_du_service
from fabrique_dash.donnees.descripteur import NOM_FICHIER, Descripteur, lire_descripteur
from fabrique_dash.donnees.lecture import lire_table
from fabrique_dash.donnees.lectures import Lectures, Publiee, Source, toujours
from fabrique_dash.donnees.memoire import Memoire, Vues
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.reference import Reference

VARIABLE = "FABRIQUE_DONNEES"
DOSSIER_PAR_DEFAUT = Path(__file__).resolve().parents[2] / "data"
_SUFFIXES = {".csv", ".json", ".geojson", ".parquet"}
_JOURNAL = logging.getLogger(__name__)
DELAI_ENTRE_DEUX_REGARDS = 1.0  # seconds: a burst of sessions asks the disk once


@dataclass(frozen=True, eq=False)
class Donnees:
    """One good state of the package.

    All that is served comes from here: the files may vanish. What is computed from it is kept in
    `memoire` and `vues`, which go with it.

    Attributes:
        dossier: folder that it was read from.
        empreinte: identifies the state of the files.
        descripteur: what describes the tables.
        tables: the tables, by name.
        contours: outline files, by name; text is lighter than what is made of it.
        modifie_le: when the files last changed, or were published, in UTC, to the second.
        memoire_de_reference: where what is computed from `reference` alone is kept.
        publiee: the publication of the journal that it is; None without a journal.
        apercu: the proposal that it previews, made on that publication; empty of what is served.
    """

    dossier: Path
    empreinte: str
    descripteur: Descripteur
    tables: dict[str, pd.DataFrame]
    contours: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    modifie_le: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    memoire: Memoire = field(default_factory=Memoire, repr=False)
    memoire_de_reference: Memoire = field(default_factory=Memoire, repr=False)
    vues: Vues[Any] = field(default_factory=Vues, repr=False)  # of `Vue`, which knows this class
    publiee: Publiee | None = None
    apercu: str = ""

    @cached_property
    def reference(self) -> Reference:
        """The tables and outlines that nobody edits by hand."""
        tables = {
            nom: self.tables[nom]
            for nom, t in self.descripteur.tables.items()
            if t.de_reference and nom in self.tables
        }
        return Reference(tables, self.contours, self.memoire_de_reference)

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


def _fichiers(dossier: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files of a package with their state; nothing of what can't be looked at."""
    for parent, dossiers, noms in os.walk(dossier):  # it follows no link, and raises nothing
        dossiers.sort()
        for chemin in sorted(os.path.join(parent, nom) for nom in noms):
            if os.path.splitext(chemin)[1] in _SUFFIXES:
                with suppress(OSError):  # taken away since it was listed, or a link to itself
                    yield chemin, os.stat(chemin)


def empreinte(dossier: Path) -> str:
    """Identify the state of a folder's files by name, size and time of change, without reading."""
    resume = hashlib.sha256(os.fsencode(dossier))
    for chemin, etat in _fichiers(dossier):
        resume.update(os.fsencode(chemin) + f"|{etat.st_size}|{etat.st_mtime_ns}".encode())
    return resume.hexdigest()[:16]


def charger(dossier: Path, marque: str, lectures: Lectures | None = None) -> Donnees:
    """Read a package that is known to be valid; every file but those of `lectures`."""
    descripteur = lire_descripteur(dossier)
    lues = lectures or Lectures()
    tables = {
        nom: lues.lire(dossier, table.chemin, table, partial(lire_table, dossier, table))
        for nom, table in descripteur.tables.items()
    }
    contours = {
        nom: lues.lire(dossier, chemin, None, (dossier / chemin).read_bytes)
        for nom, chemin in descripteur.contours.items()
    }
    dernier = max(etat.st_mtime for _, etat in _fichiers(dossier))
    instant = datetime.fromtimestamp(int(dernier), UTC)
    de_reference = (tables[nom] for nom, t in descripteur.tables.items() if t.de_reference)
    memoire = lues.memoire_de([*de_reference, *contours.values()])
    return Donnees(
        dossier, marque, descripteur, tables, contours, instant, memoire_de_reference=memoire
    )


_EN_COURS = Probleme(
    NOM_FICHIER,
    0,
    "",
    "",
    "les fichiers ont changé pendant leur lecture",
    "attendre la fin de la copie ; la page se remettra à jour d’elle-même",
)


def _imprevu(erreur: Exception) -> Probleme:
    return Probleme(
        NOM_FICHIER,
        0,
        "",
        type(erreur).__name__,
        "ces données n’ont pas pu être lues jusqu’au bout",
        "rétablir la dernière version correcte ; le détail est dans le journal du serveur",
    )


Exigence = Callable[[Descripteur], Iterable[Probleme]]
Epreuve = Callable[[Donnees], object]


def _rien(_: object) -> tuple[()]:
    return ()


class Depot:
    """Serves one folder, and looks at it again when its files change.

    The only mutable object of the package: it holds the last good state. Safe between threads;
    while one of them reads new files the others go on with the last good data.
    """

    def __init__(self, dossier: Path | Source, exige: Exigence = _rien) -> None:
        """Prepare to serve a folder; nothing is read before the first call of `etat`.

        Args:
            dossier: the folder, or what gives it.
            exige: lists what the descriptor of a valid package lacks to be served.
        """
        self._source = dossier if isinstance(dossier, Source) else toujours(dossier)
        self._exige = exige
        self._eprouver: Epreuve = _rien
        self._verrou = threading.Lock()
        self._lectures = Lectures()
        self._etat: EtatDuDepot | None = None
        self._empreinte = ""
        self._regarde_a = float("-inf")

    def eprouver_avec(self, epreuve: Epreuve) -> EtatDuDepot:
        """Have each new state of the data pass a trial before it is served; return the first.

        Args:
            epreuve: makes what visitors ask for; what it raises leaves the last good data up.
        """
        self._eprouver = epreuve
        return self.etat()

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

    def revoir(self) -> EtatDuDepot:
        """Look at the files now, for who has just changed them; wait for a look under way."""
        with self._verrou:
            return self._regarder()

    def a_part(self, dossier: Path) -> Donnees:
        """Read a valid package beside the one that is served; their common files are shared."""
        return charger(dossier, empreinte(dossier), self._lectures.copie())

    def _regarder(self) -> EtatDuDepot:
        dossier = self._source.dossier()
        marque = empreinte(dossier)
        if self._etat is None or marque != self._empreinte:
            ancien = self._etat.donnees if self._etat else None
            self._etat = self._relire(dossier, marque, ancien)
            self._empreinte = "" if _EN_COURS in self._etat.problemes else marque
            if ancien is not None and ancien is not self._etat.donnees:
                ancien.oublier()
        self._regarde_a = time.monotonic()
        return self._etat

    def _relire(self, dossier: Path, marque: str, ancien: Donnees | None) -> EtatDuDepot:
        """Check and read the files; what fails while they change is told as such, and only then."""
        try:
            verifie = self._source.est_verifie(dossier)
            problemes = () if verifie else tuple(verifier(dossier))
            if not problemes:
                nouvelles, problemes = self._admettre(dossier, marque)
                if nouvelles is not None:
                    return EtatDuDepot(nouvelles, ())
        except Exception as erreur:  # whatever the files hold, what was good stays up
            _JOURNAL.warning("Données refusées", exc_info=True)
            problemes = (_imprevu(erreur),)
        if empreinte(dossier) != marque:
            problemes = (_EN_COURS,)
        return EtatDuDepot(ancien, problemes or (_EN_COURS,))

    def _admettre(self, dossier: Path, marque: str) -> tuple[Donnees | None, tuple[Probleme, ...]]:
        """Read valid files; None with the reasons when the dashboard can't show them."""
        lues = charger(dossier, marque, self._lectures)
        publiee = self._source.publiee(dossier)
        # Its own time, not that of the files: every process that serves it says the same.
        instant = publiee.le.replace(microsecond=0) if publiee else lues.modifie_le
        nouvelles = replace(lues, publiee=publiee, modifie_le=instant)
        manques = tuple(self._exige(nouvelles.descripteur))
        if manques or empreinte(dossier) != marque:
            return None, manques
        try:
            self._eprouver(nouvelles)
        except Exception:
            nouvelles.oublier()
            raise
        return nouvelles, ()


_DEPOTS: dict[Path, Depot] = {}
_VERROU_DES_DEPOTS = threading.Lock()


def depot() -> Depot:
    """Return the process's one repository for the folder in use."""
    dossier = dossier_des_donnees()
    with _VERROU_DES_DEPOTS:
        return _DEPOTS.setdefault(dossier, Depot(dossier, problemes_du_service))


def brancher(source: Source) -> None:
    """Have `depot` serve what a source gives, in the place of the folder in use.

    Args:
        source: where the files are, now and at each look.
    """
    with _VERROU_DES_DEPOTS:
        _DEPOTS[dossier_des_donnees()] = Depot(source, problemes_du_service)
