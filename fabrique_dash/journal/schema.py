"""The schema of a journal, brought up to date when it is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import ProgrammingError

from fabrique_dash.journal.moteur import (
    PATIENCE,
    Journal,
    JournalIndisponible,
    adresse,
    adresse_de,
    creer_le_moteur,
    dossier_des_publications,
    journal_refuse,
)

REVISION = "0004"  # the last one of migrations/versions
_TABLE = "alembic_version"
_VERROU = 7_316_012  # any number, ours: one process migrates at a time
_TROP_RECENT = (
    "Le journal des changements vient d’une version plus récente du tableau de bord\u00a0: "
    "installez celle-ci, ou restaurez une sauvegarde plus ancienne."
)
_SANS_DROITS = (
    "Le journal des changements n’est pas disponible\u00a0: le rôle de FABRIQUE_JOURNAL n’a pas de "
    "droits sur ses tables. Après une restauration, les GRANT sont à refaire (docs/deployer.md)."
)


def ouvrir(nom: str | None = None, patience: float = PATIENCE) -> Journal:
    """Open a journal, made if it does not exist, its schema brought up to date.

    Args:
        nom: a database's URL or the path of a SQLite file; else what FABRIQUE_JOURNAL names.
        patience: seconds that a writer waits for another one.

    Raises:
        JournalIndisponible: it can't be opened, or comes from a more recent version.
    """
    url = adresse_de(nom) if nom else adresse()
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as erreur:
            raise JournalIndisponible(
                f"Le dossier du journal des changements ne peut pas être créé ({erreur.strerror})."
            ) from erreur
    journal = Journal(creer_le_moteur(url, patience), dossier_des_publications(url))
    preparer(journal)
    return journal


def existe() -> bool:
    """Tell whether there is a journal to open; without one, the dashboard is read-only."""
    if journal_refuse():
        return False
    url = adresse()
    if url.get_backend_name() != "sqlite":
        return True
    return bool(url.database) and Path(str(url.database)).exists()


def preparer(journal: Journal) -> None:
    """Bring the schema up to date, in one transaction; nothing is done if it already is.

    Raises:
        JournalIndisponible: it can't be, or the journal comes from a more recent version.
    """
    with journal.lire() as cx:
        if (lue := _revision(cx)) == REVISION:
            return
    if lue is not None and lue > REVISION:
        raise JournalIndisponible(_TROP_RECENT)
    with journal.ecrire() as cx:
        if cx.dialect.name == "postgresql":
            cx.execute(text(f"SELECT pg_advisory_xact_lock({_VERROU})"))
        if _revision(cx) != REVISION:
            _migrer(cx)


def _revision(cx: Connection) -> str | None:
    if not inspect(cx).has_table(_TABLE):
        return None
    try:
        lue: str | None = cx.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()
    except ProgrammingError as refus:  # of a base that was restored, its rights with it
        raise JournalIndisponible(_SANS_DROITS) from refus
    return lue


def _migrer(cx: Connection) -> None:
    from alembic import command  # half a second and a template engine: for a new schema only
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    configuration.attributes["connection"] = cx
    command.upgrade(configuration, REVISION)
