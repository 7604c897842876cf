"""Where the journal is, and how it is read and written: SQLite or PostgreSQL, the same calls.

Whatever the database says when it can't be used comes out as `JournalIndisponible`, in French.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

VARIABLE = "FABRIQUE_JOURNAL"
VARIABLE_DES_PUBLICATIONS = "FABRIQUE_PUBLICATIONS"
DOSSIER_PAR_DEFAUT = Path(__file__).resolve().parents[2] / ".fabrique"
NOM_PAR_DEFAUT = "journal.sqlite"
AUCUN = "aucun"  # FABRIQUE_JOURNAL may say that there is to be none
PATIENCE = 10.0  # seconds that a writer waits for another one

_PILOTE = "postgresql+psycopg"
_RAISONS = (
    ("locked", "un autre programme y écrit, réessayez dans un instant"),
    ("lock timeout", "un autre programme y écrit, réessayez dans un instant"),
    ("readonly", "son fichier ou son dossier n’est ouvert qu’en lecture"),
    ("read-only", "il n’est ouvert qu’en lecture"),
    ("permission denied", "son dossier n’est ouvert qu’en lecture"),
    ("full", "le disque est plein"),
    ("no space left", "le disque est plein"),
    ("quota", "le disque est plein"),
    ("file too large", "le disque refuse d’écrire ou de lire"),
    ("disk i/o", "le disque refuse d’écrire ou de lire"),
    ("unable to open", "son fichier ne peut pas être ouvert"),
    ("connection", "la base de données ne répond pas"),
    ("malformed", "son fichier est abîmé\u00a0: restaurez une sauvegarde"),
    ("not a database", "son fichier n’est pas un journal"),
)
_INCONNUE = "la base de données a refusé"
_SANS_JOURNAL = f"Il n’y a pas de journal\u00a0: {VARIABLE} vaut «\u00a0{AUCUN}\u00a0»."


class JournalIndisponible(RuntimeError):
    """The journal can't be read or written now; the message is in French, nothing was changed."""


def _maintenant() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, eq=False)
class Journal:
    """An open journal.

    Attributes:
        moteur: its connections; safe between threads.
        dossier: where its publications are written, each in its folder.
        horloge: gives the time; what orders history is never it.
    """

    moteur: Engine = field(repr=False)
    dossier: Path
    horloge: Callable[[], datetime] = _maintenant

    def maintenant(self) -> str:
        """Return the time as it is recorded: UTC, ISO 8601, to the microsecond."""
        return ecrire_l_instant(self.horloge())

    @contextmanager
    def lire(self) -> Iterator[Connection]:
        """Open a reading: one state of the journal, that no writer waits for.

        Raises:
            JournalIndisponible: the database can't be read.
        """
        with _en_francais(), self.moteur.connect() as vierge:
            options = {"lecture": True}
            if self.moteur.dialect.name != "sqlite":
                options["isolation_level"] = "REPEATABLE READ"  # type: ignore[assignment]
            with vierge.execution_options(**options).begin():
                yield vierge

    @contextmanager
    def ecrire(self) -> Iterator[Connection]:
        """Open a transaction: committed whole at the end, or not at all if anything is raised.

        Raises:
            JournalIndisponible: the database can't be written.
        """
        with _en_francais(), self.moteur.begin() as cx:
            yield cx

    def fermer(self) -> None:
        """Close its connections; it opens others if it is used again."""
        self.moteur.dispose()


def ecrire_l_instant(instant: datetime) -> str:
    """Write an instant so that texts are in the order of time."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


@contextmanager
def _en_francais() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):  # ours to deal with, or our fault
        raise
    except DBAPIError as erreur:
        raise JournalIndisponible(_phrase(str(erreur.orig))) from erreur


@contextmanager
def sur_le_disque() -> Iterator[None]:
    """Say in French, as of the database, what keeps files of the journal from being written.

    Raises:
        JournalIndisponible: the disk refused.
    """
    try:
        yield
    except OSError as erreur:
        raise JournalIndisponible(_phrase(str(erreur))) from erreur


def _phrase(erreur: str) -> str:
    dit = erreur.lower()
    raison = next((r for signe, r in _RAISONS if signe in dit), _INCONNUE)
    return f"Le journal des changements n’est pas disponible\u00a0: {raison}."


def adresse() -> URL:
    """Return the database that FABRIQUE_JOURNAL names, or the file `.fabrique/journal.sqlite`.

    Raises:
        JournalIndisponible: it says that there is to be no journal.
    """
    if journal_refuse():
        raise JournalIndisponible(_SANS_JOURNAL)
    return adresse_de(os.environ.get(VARIABLE) or str(DOSSIER_PAR_DEFAUT / NOM_PAR_DEFAUT))


def journal_refuse() -> bool:
    """Tell whether FABRIQUE_JOURNAL says that there is to be no journal, whatever is there."""
    return os.environ.get(VARIABLE) == AUCUN


def adresse_de(nom: str) -> URL:
    """Read a database's URL, or the path of a SQLite file."""
    if "://" not in nom:
        return URL.create("sqlite", database=str(Path(nom).absolute()))
    url = make_url(nom)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername=_PILOTE)
    return url


def dossier_des_publications(url: URL) -> Path:
    """Return where publications are written: FABRIQUE_PUBLICATIONS, or beside a SQLite file."""
    if choisi := os.environ.get(VARIABLE_DES_PUBLICATIONS):
        return Path(choisi).absolute()
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).parent
    return DOSSIER_PAR_DEFAUT


def creer_le_moteur(url: URL, patience: float = PATIENCE) -> Engine:
    """Prepare the connections to a database; none is opened yet.

    Args:
        url: the database, as `adresse_de` gives it.
        patience: seconds that a writer waits for another one.
    """
    if url.get_backend_name() == "sqlite":
        return _moteur_sqlite(url, patience)
    options = f"-c lock_timeout={round(patience * 1000)} -c timezone=UTC"
    connexion = {"options": options, "connect_timeout": 10}
    return create_engine(url, connect_args=connexion, pool_pre_ping=True, hide_parameters=True)


def _moteur_sqlite(url: URL, patience: float) -> Engine:
    moteur = create_engine(url, hide_parameters=True)  # an error is logged: it would hold names

    @event.listens_for(moteur, "connect")
    def _regler(connexion: sqlite3.Connection, _: object) -> None:
        connexion.isolation_level = None  # else the driver begins transactions, and too late
        for pragma in (
            f"busy_timeout = {round(patience * 1000)}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",  # « INSERT OR REPLACE » meets the triggers too
        ):
            connexion.execute(f"PRAGMA {pragma}")

    @event.listens_for(moteur, "begin")
    def _commencer(cx: Connection) -> None:
        # A writer takes its place at once: one that had read first could only fail.
        lecture = cx.get_execution_options().get("lecture", False)
        cx.exec_driver_sql("BEGIN" if lecture else "BEGIN IMMEDIATE")

    return moteur
