"""The journal that this process serves, and how the repository of data reads from it."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from fabrique_dash.donnees.controle.a_part import verifier as controler
from fabrique_dash.donnees.controle.attendu import problemes_du_service
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.lectures import Source
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.dossiers import courant, est_publie, suivre
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, adresse
from fabrique_dash.journal.schema import existe, ouvrir

_JOURNAL = logging.getLogger(__name__)
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

    return Source(dossier, est_verifie)
