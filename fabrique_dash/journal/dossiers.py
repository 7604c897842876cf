"""The publications as folders, and the link `courant` that says which one is served.

The journal decides; folders are made from it, again if that was cut. A folder has its number and
the beginning of its seal for a name: two journals, or one that was restored, never share one.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from fabrique_dash import __version__
from fabrique_dash.donnees.lectures import Publiee
from fabrique_dash.journal.contenus import Tete, contenu_de, manifeste_de, tete_de
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.paquet import Manifeste
from fabrique_dash.journal.tables import PUBLICATION

COURANT = "courant"
PUBLICATIONS = "publications"
_ESSAIS = "essais"
_VERROU = ".verrou"
_EN_COURS = ".en-cours-"
_GARDES = 5  # folders that somebody may still be reading
_AGE_D_UN_ESSAI = 3600.0  # seconds after which nobody is checking it any more


def nom_du_dossier(tete: Tete) -> str:
    """Return the name of a publication's folder."""
    return f"{tete.n:06d}-{tete.chaine[:12]}"


def courant(journal: Journal) -> Path | None:
    """Return the folder that is served now, the link resolved; None if there is none."""
    try:
        dossier = journal.dossier / os.readlink(journal.dossier / COURANT)
    except OSError:
        return None
    return dossier if dossier.is_dir() else None


def suivre(journal: Journal) -> Path | None:
    """Make the last publication's folder if needed, have it served, and return it.

    What was cut is done again; nothing is done when it is there. Old folders go away.

    Returns:
        The folder; None if nothing was published.

    Raises:
        JournalIndisponible: the journal can't be read.
        OSError: the folder can't be written; the one that is served stays.
    """
    with journal.lire() as cx:
        tete = tete_de(cx)
    if tete.n == 0:
        return None
    servi = courant(journal)
    if servi is not None and servi.name == nom_du_dossier(tete):
        return servi
    journal.dossier.mkdir(parents=True, exist_ok=True)
    with _seul(journal.dossier):
        return _materialiser(journal)


def _materialiser(journal: Journal) -> Path:
    racine = journal.dossier / PUBLICATIONS
    racine.mkdir(exist_ok=True)
    for reste in racine.glob(f"{_EN_COURS}*"):
        shutil.rmtree(reste, ignore_errors=True)
    with journal.lire() as cx:
        tete = tete_de(cx)
        dossier = racine / nom_du_dossier(tete)
        if not dossier.is_dir():
            provisoire = racine / f"{_EN_COURS}{secrets.token_hex(4)}"
            manifeste = manifeste_de(cx, tete.n)
            ecrire(provisoire, manifeste, lambda sha: contenu_de(cx, sha), courant(journal))
            _graver(provisoire)
            os.rename(provisoire, dossier)
            _graver_le_dossier(racine)
    _basculer(journal.dossier, dossier)
    _ranger(journal, racine, dossier)
    return dossier


def _basculer(base: Path, dossier: Path) -> None:
    """Have a folder served, at once: a reader sees the one before or this one."""
    neuf = base / f".{COURANT}-{secrets.token_hex(4)}"
    os.symlink(dossier.relative_to(base), neuf)
    os.replace(neuf, base / COURANT)
    _graver_le_dossier(base)


def _ranger(journal: Journal, racine: Path, servi: Path) -> None:
    noms = sorted(d.name for d in racine.iterdir() if d.is_dir() and d.name != servi.name)
    for nom in noms[: -(_GARDES - 1)]:
        shutil.rmtree(racine / nom, ignore_errors=True)
    for reste in journal.dossier.glob(f".{COURANT}-*"):
        with suppress(OSError):
            reste.unlink()
    for essai in (journal.dossier / _ESSAIS).glob("*"):
        with suppress(OSError):
            if time.time() - essai.stat().st_mtime > _AGE_D_UN_ESSAI:
                shutil.rmtree(essai, ignore_errors=True)


def ecrire(
    dossier: Path, manifeste: Manifeste, contenu: Callable[[str], bytes], ancien: Path | None
) -> None:
    """Write a package in a new folder.

    A file that an older folder has already is the same file, by a link: its date and its number
    say that it need not be read again.

    Args:
        dossier: the folder to make.
        manifeste: its files.
        contenu: gives the bytes of a SHA-256.
        ancien: the folder of another publication, if any.
    """
    dossier.mkdir(parents=True)
    for chemin, sha in manifeste.items():
        voulu = dossier / chemin
        voulu.parent.mkdir(parents=True, exist_ok=True)
        if ancien is None or not _reprendre(ancien / chemin, voulu, sha):
            voulu.write_bytes(contenu(sha))


def _reprendre(existant: Path, voulu: Path, sha: str) -> bool:
    try:
        if _sha256(existant) == sha:
            os.link(existant, voulu)
            return True
    except OSError:  # no such file, or no link on this disk
        pass
    return False


def _sha256(chemin: Path) -> str:
    return sha256(chemin.read_bytes()).hexdigest()


def _graver(dossier: Path) -> None:
    """Have a folder and all it holds on the disk before anything names it."""
    for parent, _, noms in os.walk(dossier, topdown=False):
        for nom in noms:
            _graver_le_fichier(os.path.join(parent, nom))
        _graver_le_dossier(Path(parent))


def _graver_le_fichier(chemin: str) -> None:
    with open(chemin, "rb") as fichier:
        if os.fstat(fichier.fileno()).st_nlink == 1:  # else an older publication did it
            os.fsync(fichier.fileno())


def _graver_le_dossier(dossier: Path) -> None:
    descripteur = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


@contextmanager
def _seul(dossier: Path) -> Iterator[None]:
    """Wait for the processes and threads that make a folder; a killed one lets go."""
    import fcntl  # Windows has none: no journal there, and the rest works

    with open(dossier / _VERROU, "w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        yield


@contextmanager
def essai(journal: Journal) -> Iterator[Path]:
    """Lend a path for a candidate package; what is written there is taken away at the end."""
    racine = journal.dossier / _ESSAIS
    racine.mkdir(parents=True, exist_ok=True)
    dossier = racine / secrets.token_hex(8)
    try:
        yield dossier
    finally:
        shutil.rmtree(dossier, ignore_errors=True)


def _nommee(cx: Connection, dossier: Path) -> Any:
    """Return the row of the publication that a folder's name names; None if there is none."""
    n = dossier.name.partition("-")[0]
    if not n.isdecimal():
        return None
    ligne = cx.execute(select(PUBLICATION).where(PUBLICATION.c.n == int(n))).first()
    if ligne is None or nom_du_dossier(Tete(ligne.n, ligne.chaine)) != dossier.name:
        return None
    return ligne


def publiee(journal: Journal, dossier: Path) -> Publiee | None:
    """Tell which publication a folder is; None if it is none of this journal.

    Raises:
        JournalIndisponible: the journal can't be read.
    """
    with journal.lire() as cx:
        ligne = _nommee(cx, dossier)
    return None if ligne is None else Publiee(ligne.n, datetime.fromisoformat(ligne.le))


def est_publie(journal: Journal, dossier: Path) -> bool:
    """Tell whether a folder holds, to the byte, what this version of the code has checked.

    Raises:
        JournalIndisponible: the journal can't be read.
    """
    with journal.lire() as cx:
        ligne = _nommee(cx, dossier)
        if ligne is None or ligne.version != __version__:
            return False
        manifeste = manifeste_de(cx, ligne.n)
    try:
        return all(_sha256(dossier / chemin) == sha for chemin, sha in manifeste.items())
    except OSError:
        return False
