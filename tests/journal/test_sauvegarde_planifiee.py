"""`deploiement/sauvegarder`, which a timer runs each night, on a file and on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text

from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from outils.serveur_postgresql import programmes
from tests.journal.essais import ecrire, libelle, numero

RACINE = Path(__file__).resolve().parents[2]


def _lancer(*commande: str, **variables: str) -> str:
    bin_ = programmes()
    chemin = f"{bin_}:/usr/bin:/bin" if bin_ else "/usr/bin:/bin"
    fait = subprocess.run(
        commande, env={"PATH": chemin, **variables}, capture_output=True, text=True, check=False
    )
    assert fait.returncode == 0, fait.stdout + fait.stderr
    return fait.stdout


def _remettre(journal: Journal, copie: Path) -> str:
    """Put a copy back beside the journal; return its name."""
    url = journal.moteur.url
    if url.get_backend_name() == "sqlite":
        return str(copie)
    neuve = f"{url.database}_remise"
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as cx:
        cx.execute(text(f"CREATE DATABASE {neuve}"))
    adresse = url.set(database=neuve)
    _lancer(
        *("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--exit-on-error"),
        f"--dbname={adresse.set(drivername='postgresql').render_as_string(hide_password=False)}",
        str(copie),
    )
    return adresse.render_as_string(hide_password=False)


def test_it_copies_all_that_was_published_and_forgets_old_copies(
    journal: Journal, tmp_path: Path
) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    dossier = tmp_path / "des sauvegardes"
    dossier.mkdir()
    for ancien in ("journal-20200101T000000Z.sqlite", "autre"):
        (dossier / ancien).write_bytes(b"")
        os.utime(dossier / ancien, (0, 0))
    url = journal.moteur.url
    nom = url.render_as_string(hide_password=False)
    dit = _lancer(
        str(RACINE / "deploiement" / "sauvegarder"),
        str(dossier),
        PYTHON=sys.executable,
        FABRIQUE_JOURNAL=str(url.database) if url.get_backend_name() == "sqlite" else nom,
    )
    restes = {fichier.name for fichier in dossier.iterdir()} - {"autre"}
    (copie,) = (dossier / fichier for fichier in restes)
    assert str(copie) in dit and copie.stat().st_mode & 0o077 == 0
    remis = ouvrir(_remettre(journal, copie))
    assert numero(remis) == numero(journal) == 2
    remis.fermer()
