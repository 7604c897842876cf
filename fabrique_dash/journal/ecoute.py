"""Being told of a publication that another process made: PostgreSQL says it as it is recorded.

Looking at the journal now and then stays: it is all there is with SQLite, and what remains when
the connection is cut, or when a pool of connections between them does not carry notices.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from fabrique_dash.journal.moteur import Journal, JournalIndisponible

if TYPE_CHECKING:
    import psycopg

CANAL = "fabrique_publication"
_COUPEE = "L’écoute du journal a été coupée."
_JOURNAL = logging.getLogger(__name__)
_COUPURES = (JournalIndisponible, DBAPIError, OSError)
_ATTENTE = 15.0  # seconds without a notice after which the connection is tried
_REPRISES = (0.2, 1.0, 5.0)  # seconds before it is opened again; then always the last


def annoncer(cx: Connection, n: int) -> None:
    """Have the other processes told of a publication when its transaction is recorded.

    Args:
        cx: the transaction.
        n: the number of the publication.
    """
    if cx.dialect.name == "postgresql":
        cx.execute(text("SELECT pg_notify(:canal, :n)"), {"canal": CANAL, "n": str(n)})


class Ecoute:
    """Listens in a thread of its own, and has the data looked at again at each notice.

    What was published while the connection was cut is seen as it comes back.
    """

    def __init__(self, present: Callable[[], Journal | None], revoir: Callable[[], object]) -> None:
        """Prepare; nothing is opened before `ouvrir`.

        Args:
            present: gives the journal; asked again after each cut.
            revoir: looks at what there is to serve.
        """
        self._present, self._revoir = present, revoir
        self._fin = threading.Event()
        self.a_l_ecoute = threading.Event()  # whether a connection listens now

    def ouvrir(self) -> None:
        """Begin to listen; nobody waits for the thread at the end of the process."""
        threading.Thread(target=self._veiller, name="ecoute-du-journal", daemon=True).start()

    def fermer(self) -> None:
        """Stop; the thread ends within the next notice or trial of its connection."""
        self._fin.set()

    def _veiller(self) -> None:
        echecs, dite = 0, False
        while not self._fin.is_set():
            self.a_l_ecoute.clear()
            try:
                journal = self._present()
                if journal is None or journal.moteur.dialect.name != "postgresql":
                    return
                self._ecouter(journal)
            except Exception as erreur:  # whatever it is, looking now and then goes on
                if self.a_l_ecoute.is_set():
                    echecs, dite = 0, False
                else:
                    echecs += 1
                if not dite:  # it may last: said once, and its trace only if it is a surprise
                    dite = True
                    surprise = not isinstance(erreur, _COUPURES)
                    _JOURNAL.warning("Journal sans écoute pour l’instant", exc_info=surprise)
                self._fin.wait(_REPRISES[min(max(echecs - 1, 0), len(_REPRISES) - 1)])

    def _ecouter(self, journal: Journal) -> None:
        """Listen until the end.

        Raises:
            JournalIndisponible, DBAPIError: the connection can't be opened, or was cut.
        """
        import psycopg  # for those who listen only

        with journal.moteur.connect().execution_options(isolation_level="AUTOCOMMIT") as cx:
            pilote = cx.connection.driver_connection
            assert isinstance(pilote, psycopg.Connection)
            cx.detach()  # it is this thread's for ever: the pool makes another
            try:
                self._attendre(pilote)
            except psycopg.Error as erreur:
                cx.invalidate()  # else it is rolled back, which fails, at length, in the logs
                raise JournalIndisponible(_COUPEE) from erreur

    def _attendre(self, pilote: psycopg.Connection) -> None:
        pilote.execute(f"LISTEN {CANAL}")
        self.a_l_ecoute.set()
        self._revoir()
        while not self._fin.is_set():
            if list(pilote.notifies(timeout=_ATTENTE, stop_after=1)):
                self._revoir()
            else:
                pilote.execute("SELECT 1")
