"""What is erased in its time, while the server runs: nobody has to come by, nor any timer."""

from __future__ import annotations

import logging

from anyio import sleep, to_thread

from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.rangement_des_courriels import effacer_ce_qui_est_vieux
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.journal.suites_des_erreurs import entretenir_le_journal

_PAUSE = 3600.0  # seconds
_JOURNAL = logging.getLogger(__name__)


def entretenir() -> None:
    """Erase what was kept long enough; what fails is told, and tried again at the next turn."""
    try:
        journal = journal_en_service()
        if journal is not None:
            entretenir_le_journal(journal)
            effacer_ce_qui_est_vieux(journal)
    except Exception as erreur:  # whatever it is, pages are served
        surprise = not isinstance(erreur, JournalIndisponible)
        _JOURNAL.warning("Ce qui est à effacer du journal attend", exc_info=surprise)


async def veiller(pause: float = _PAUSE) -> None:
    """Do it at once, then every so many seconds until cancelled.

    Args:
        pause: seconds between two turns.
    """
    while True:
        await to_thread.run_sync(entretenir, abandon_on_cancel=True)
        await sleep(pause)
