"""The journal that this process serves, and how the repository of data reads from it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from fabrique_dash.donnees.controle.a_part import verifier as controler
from fabrique_dash.donnees.controle.attendu import problemes_du_service
from fabrique_dash.donnees.depot import brancher, depot, dossier_des_donnees
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.lectures import Publiee, Source
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.dossiers import COURANT, est_publie, publiee, suivre
from fabrique_dash.journal.ecoute import Ecoute
from fabrique_dash.journal.moteur import (
    Journal,
    JournalIndisponible,
    adresse,
    dossier_des_publications,
)
from fabrique_dash.journal.schema import existe, ouvrir

T = TypeVar("T")
_JOURNAL = logging.getLogger(__name__)
TEMOIN = "tp_session"  # the cookie that holds the token of a session
_OUVERTS: dict[str, Journal] = {}
_VERROU = threading.Lock()


def journal_en_service() -> Journal | None:
    """Return this process's journal, opened once; None where there is none: all is read-only.

    Raises:
        JournalIndisponible: there is one, and it can't be opened.
    """
    if not existe():
        return None
    nom = adresse().render_as_string(hide_password=False)
    with _VERROU:
        if nom not in _OUVERTS:
            _OUVERTS[nom] = ouvrir()
        return _OUVERTS[nom]


def verifier(dossier: Path) -> list[Probleme]:
    """Check a package as `make donnees` does, in the workshop, and whether pages can show it.

    Args:
        dossier: its folder.
    """
    return controler(dossier) or problemes_du_service(lire_descripteur(dossier))


def brancher_le_journal() -> None:
    """Have the repository serve what the journal publishes, as soon as there is one."""
    brancher(source(dossier_des_donnees()))


@contextmanager
def ecouter_le_journal() -> Iterator[None]:
    """Have the repository see at once what other processes publish, where the journal tells."""
    ecoute = Ecoute(journal_en_service, lambda: depot().revoir())
    ecoute.ouvrir()
    try:
        yield
    finally:
        ecoute.fermer()


def source(secours: Path, present: Callable[[], Journal | None] = journal_en_service) -> Source:
    """Return where the repository finds the last publication.

    Args:
        secours: the folder to serve as long as nothing was published.
        present: gives the journal, at each look: one may be begun, or be out of reach, while pages
            are served.
    """
    dite = _SourceDuJournal(secours, present)
    return Source(dite.dossier, dite.est_verifie, dite.publiee)


class _SourceDuJournal:
    """What was served still is, when the journal can't be opened, read or followed.

    It is then looked for at each look, and said once only.
    """

    def __init__(self, secours: Path, present: Callable[[], Journal | None]) -> None:
        self._secours = secours
        self._present = present
        self._dernier: Path | None = None
        self._panne: type[Exception] | None = None

    def dossier(self) -> Path:
        """Return the folder to serve."""
        try:
            journal = self._present()
            self._dernier = (journal and suivre(journal)) or self._secours
            self._panne = None
        except Exception as erreur:  # a base restored without its rights, a full disk, anything
            if type(erreur) is not self._panne:
                _JOURNAL.warning("Journal illisible ou dossier impossible à refaire", exc_info=True)
            self._panne = type(erreur)
        return self._dernier or _lien_deja_la() or self._secours

    def est_verifie(self, lu: Path) -> bool:
        """Tell whether a folder was checked when it was published."""
        return bool(self._lire(lambda journal: est_publie(journal, lu)))

    def publiee(self, lu: Path) -> Publiee | None:
        """Tell which publication a folder is."""
        return self._lire(lambda journal: publiee(journal, lu))

    def _lire(self, lire: Callable[[Journal], T | None]) -> T | None:
        """Ask the journal; None without one, or when it can't be opened or read."""
        try:
            journal = self._present()
            return None if journal is None else lire(journal)
        except (JournalIndisponible, SQLAlchemyError):
            if self._panne is None:  # else it was said
                _JOURNAL.warning("Journal impossible à ouvrir ou à lire", exc_info=True)
            return None


def _lien_deja_la() -> Path | None:
    """Return what was served before this process began, if the journal does not answer yet.

    By its link, and not by the folder's own name: once the journal answers it is read again, as
    the publication that it is.
    """
    try:
        lien = dossier_des_publications(adresse()) / COURANT
    except JournalIndisponible:  # there is to be none
        return None
    return lien if lien.is_dir() else None
