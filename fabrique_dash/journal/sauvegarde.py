"""A copy of a SQLite journal, and the way back. PostgreSQL has its own: `pg_dump`."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete

from fabrique_dash.journal.abonnements import redemander_les_adresses
from fabrique_dash.journal.contenus import defauts_de_la_chaine
from fabrique_dash.journal.dossiers import suivre
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.schema import ouvrir, preparer
from fabrique_dash.journal.tables import IDENTITE, INVITATION, SESSION

_POSTGRESQL = (
    "Ce journal est dans PostgreSQL, qui a ses propres outils\u00a0: "
    "« pg_dump --format=custom » le sauvegarde, « pg_restore --clean » le restaure."
)


class SauvegardeImpossible(RuntimeError):
    """A journal can't be saved or restored so; the message is in French, nothing was changed."""


def _fichier(journal: Journal) -> Path:
    url = journal.moteur.url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise SauvegardeImpossible(_POSTGRESQL)
    return Path(url.database)


def _copier(origine: Path, destination: Path) -> None:
    with closing(sqlite3.connect(origine)) as de, closing(sqlite3.connect(destination)) as vers:
        de.backup(vers)


def sauvegarder(journal: Journal, destination: Path) -> None:
    """Copy a journal in a file, at once, while others write in it.

    Raises:
        SauvegardeImpossible: it is not SQLite, or the copy can't be made.
    """
    provisoire = destination.with_name(f".{destination.name}.en-cours")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        provisoire.unlink(missing_ok=True)
        _copier(_fichier(journal), provisoire)
        with open(provisoire, "rb") as fichier:
            os.fsync(fichier.fileno())
        os.replace(provisoire, destination)
    except (OSError, sqlite3.Error) as erreur:
        with suppress(OSError):
            provisoire.unlink()
        raise SauvegardeImpossible(f"La copie n’a pas pu être faite ({erreur}).") from erreur


def restaurer(journal: Journal, origine: Path) -> Path:
    """Put a saved journal in the place of the present one, and serve its last publication.

    A copy of the saved one is looked at first, and the present one is saved beside it. Sessions,
    invitations and accounts of elsewhere of then don't come back: who was shut out since would be
    let in again. Nor is an e-mail address used before it is confirmed again: its owner may have
    taken it back since.
    Accounts that were erased since do, as does all the rest.

    Args:
        journal: the present journal; its programmes may be running.
        origine: the saved one, left as it is.

    Returns:
        Where the present one was saved.

    Raises:
        SauvegardeImpossible: it is not SQLite, or the saved one is not sound.
    """
    present = _fichier(journal)
    with _copie(origine) as copie:
        _examiner(copie)
        _oublier_les_sessions(copie)
        instant = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        mis_de_cote = present.with_name(f"{present.stem}.avant-{instant}{present.suffix}")
        sauvegarder(journal, mis_de_cote)
        try:
            _copier(copie, present)
        except sqlite3.Error as erreur:
            raise SauvegardeImpossible(f"La copie n’a pas pu être faite ({erreur}).") from erreur
    journal.fermer()
    preparer(journal)
    suivre(journal)
    return mis_de_cote


@contextmanager
def _copie(origine: Path) -> Iterator[Path]:
    """Lend a copy of a saved journal: opening one writes beside it, and brings it up to date."""
    if not origine.is_file():
        raise SauvegardeImpossible(f"Le fichier {origine} n’existe pas.")
    with TemporaryDirectory() as dossier:
        copie = Path(dossier) / "journal.sqlite"
        try:
            shutil.copyfile(origine, copie)
            en_attente = origine.with_name(f"{origine.name}-wal")  # of a journal copied as files
            if en_attente.exists():
                shutil.copyfile(en_attente, copie.with_name(f"{copie.name}-wal"))
        except OSError as erreur:
            raise SauvegardeImpossible(f"La copie n’a pas pu être faite ({erreur}).") from erreur
        yield copie


def _examiner(copie: Path) -> None:
    """Look at a journal: the file, each content, and the chain of publications.

    Raises:
        SauvegardeImpossible: it is not sound; the message says what is wrong.
    """
    try:
        with closing(sqlite3.connect(copie)) as base:
            dit = base.execute("PRAGMA integrity_check").fetchone()[0]
        if dit != "ok":
            raise SauvegardeImpossible(f"Cette sauvegarde est abîmée ({dit}).")
        sauve = ouvrir(str(copie))
        with sauve.lire() as cx:
            defauts = defauts_de_la_chaine(cx)
        sauve.fermer()
    except (sqlite3.Error, JournalIndisponible) as erreur:
        raise SauvegardeImpossible(f"Ce fichier n’est pas un journal ({erreur}).") from erreur
    if defauts:
        raise SauvegardeImpossible(" ".join(defauts))


def _oublier_les_sessions(copie: Path) -> None:
    sauve = ouvrir(str(copie))
    with sauve.ecrire() as cx:
        for table in (SESSION, INVITATION, IDENTITE):
            cx.execute(delete(table))
        redemander_les_adresses(cx, sauve.maintenant())
    sauve.fermer()
