"""Where the repository finds the files of a package, and what it keeps of those it has read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import is_not
from pathlib import Path
from typing import Any

from fabrique_dash.donnees.memoire import Memoire


@dataclass(frozen=True)
class Publiee:
    """A publication of the journal: its number, and when it was made, in UTC."""

    n: int
    le: datetime


def _jamais(_: Path) -> None:
    return None


@dataclass(frozen=True)
class Source:
    """Where the files to serve are, when this may change.

    Attributes:
        dossier: gives the folder, asked once a look: a reading never mixes two of them.
        est_verifie: tells whether a folder was checked before, by these very rules.
        publiee: tells which publication a folder is; None of one that nobody published.
    """

    dossier: Callable[[], Path]
    est_verifie: Callable[[Path], bool]
    publiee: Callable[[Path], Publiee | None] = _jamais


def toujours(dossier: Path) -> Source:
    """Return the source that gives one folder, whose files anybody may change."""
    return Source(lambda: dossier, lambda _: False)


class Lectures:
    """Files already read that have not changed since."""

    def __init__(self) -> None:
        self._lues: dict[str, tuple[object, Any]] = {}
        self._de_reference: tuple[tuple[object, ...], Memoire] = (), Memoire()

    def copie(self) -> Lectures:
        """Return the same files, to read others beside without forgetting these."""
        autres = Lectures()
        autres._lues = dict(self._lues)
        autres._de_reference = self._de_reference
        return autres

    def lire(self, dossier: Path, chemin: str, quoi: object, lire: Callable[[], Any]) -> Any:
        """Return what a file gives, read again if it is not the same, or to be read otherwise.

        Another folder may hold the very same file, by a link: it is not read again.
        """
        etat = (dossier / chemin).stat()
        signature = (quoi, etat.st_size, etat.st_mtime_ns, etat.st_ino)
        deja = self._lues.get(chemin)
        if deja is None or deja[0] != signature:
            deja = self._lues[chemin] = signature, lire()
        return deja[1]

    def memoire_de(self, lues: Iterable[object]) -> Memoire:
        """Return where results on these files are kept: the same until one is read again."""
        gardees, memoire = self._de_reference
        nouvelles = tuple(lues)
        if len(gardees) != len(nouvelles) or any(map(is_not, gardees, nouvelles)):
            memoire = Memoire()
            self._de_reference = nouvelles, memoire
        return memoire
