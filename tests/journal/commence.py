"""A journal that holds the frozen package, begun once, and copied for each test that writes."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.schema import ouvrir
from tests.journal.essais import sain

_FICHIER = "journal.sqlite"


@dataclass(frozen=True)
class Commence:
    """A journal with one publication, left as it is.

    Attributes:
        donnees: the folder of data that it began from.
        base: its own folder.
    """

    donnees: Path
    base: Path

    def copier(self, base: Path) -> str:
        """Copy the journal in a new folder; return its name."""
        shutil.copytree(self.base, base, symlinks=True, copy_function=_copier_ou_lier)
        return str(base / _FICHIER)


def _copier_ou_lier(origine: str, copie: str) -> None:
    """Copy a journal; what it has published never changes, and is the same files."""
    if origine.endswith(_FICHIER):
        shutil.copy(origine, copie)
    else:
        os.link(origine, copie)


def commencer_un_journal(donnees: Path, base: Path) -> Commence:
    """Begin a journal from a folder of data."""
    journal = ouvrir(str(base / _FICHIER))
    commencer(journal, donnees, SYSTEME, sain)
    journal.fermer()
    return Commence(donnees, base)
