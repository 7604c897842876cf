"""A PostgreSQL server for a test or a measure: a socket in a folder, and nothing kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UTILISATEUR = "postgres"  # initdb refuses root
_RAPIDE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
ABSENT = "PostgreSQL est absent\u00a0: « make postgresql » l’installe (Debian)"


def programmes() -> Path | None:
    """Return the folder of the server's programmes; None if there is none."""
    trouve = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(trouve).parent if trouve else versions[-1].parent if versions else None


def _comme_il_faut(commande: list[str]) -> list[str]:
    return ["runuser", "-u", _UTILISATEUR, "--", *commande] if os.geteuid() == 0 else commande


def _lancer(commande: list[str], dossier: Path) -> None:
    fait = subprocess.run(
        _comme_il_faut(commande), cwd=dossier, capture_output=True, text=True, check=False
    )
    assert fait.returncode == 0, fait.stdout + fait.stderr


@contextmanager
def serveur(bin_: Path) -> Iterator[str]:
    """Start a server, and yield its URL without a database; it is stopped at the end."""
    dossier = Path(tempfile.mkdtemp(prefix="fabrique-pg-", dir="/tmp"))  # a socket's path is short
    if os.geteuid() == 0:
        shutil.chown(dossier, _UTILISATEUR)
    donnees = dossier / "donnees"
    commun = ["-D", str(donnees)]
    creation = [*commun, "-A", "trust", "-U", "essai", "-E", "UTF8", "--locale=C.UTF-8"]
    reglages = ("listen_addresses=''", f"unix_socket_directories={dossier}", *_RAPIDE)
    options = " ".join(f"-c {reglage}" for reglage in reglages)
    try:
        _lancer([str(bin_ / "initdb"), *creation, "--no-sync"], dossier)
        # Its output goes to a file: a pipe would be held open by the server.
        journal = ["-l", str(dossier / "serveur.log")]
        _lancer([str(bin_ / "pg_ctl"), *commun, *journal, "-w", "-o", options, "start"], dossier)
        try:
            yield f"postgresql+psycopg://essai@/{{}}?host={dossier}"
        finally:
            _lancer([str(bin_ / "pg_ctl"), *commun, "-w", "-m", "immediate", "stop"], dossier)
    finally:
        shutil.rmtree(dossier, ignore_errors=True)
