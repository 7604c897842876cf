"""The journal that this process serves, and how the repository of data reads from it."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from fabrique_dash.donnees.controle.a_part import verifier as controler
from fabrique_dash.donnees.controle.attendu import problemes_du_service
from fabrique_dash.donnees.depot import brancher, dossier_des_donnees
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.lectures import Publiee, Source
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.dossiers import courant, est_publie, publiee, suivre
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, adresse
from fabrique_dash.journal.schema import existe, ouvrir

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
    brancher(_SourceDuService(dossier_des_donnees()).source())


class _SourceDuService:
    """Looks for a journal at each look: one may be begun, or be out of reach, while pages are."""

    def __init__(self, secours: Path) -> None:
        self._secours = secours
        self._dernier = secours

    def source(self) -> Source:
        """Return it as the repository takes it."""
        return Source(self._dossier, self._est_verifie, self._publiee)

    def _dossier(self) -> Path:
        try:
            journal = journal_en_service()
        except JournalIndisponible:
            _JOURNAL.warning("Journal impossible à ouvrir", exc_info=True)
            return self._dernier
        self._dernier = source_de(journal, self._secours).dossier() if journal else self._secours
        return self._dernier

    def _present(self) -> Source | None:
        try:
            journal = journal_en_service()
        except JournalIndisponible:
            return None
        return source_de(journal, self._secours) if journal else None

    def _est_verifie(self, lu: Path) -> bool:
        return (source := self._present()) is not None and source.est_verifie(lu)

    def _publiee(self, lu: Path) -> Publiee | None:
        return source.publiee(lu) if (source := self._present()) else None


def source_de(journal: Journal, secours: Path) -> Source:
    """Return where the repository finds the last publication.

    Args:
        journal: the journal.
        secours: the folder to serve when nothing was published.
    """

    def dossier() -> Path:
        try:
            return suivre(journal) or secours
        except (OSError, JournalIndisponible):  # what was served still can be
            _JOURNAL.warning("Journal illisible ou dossier impossible à refaire", exc_info=True)
            return courant(journal) or secours

    def est_verifie(lu: Path) -> bool:
        try:
            return est_publie(journal, lu)
        except JournalIndisponible:
            return False

    def dite(lu: Path) -> Publiee | None:
        try:
            return publiee(journal, lu)
        except JournalIndisponible:
            return None

    return Source(dossier, est_verifie, dite)
