"""What the change log says of the data: read as text, never as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

JOURNAL = Path(__file__).resolve().parents[3] / "CHANGELOG.md"
_VERSION = re.compile(r"^## +(\S+)(?: +— +(.+))?$")


@dataclass(frozen=True)
class VersionDesDonnees:
    """What changed in the data with one version.

    Attributes:
        version: its number.
        date: its date as written, may be empty.
        changements: one text for each item of the list.
    """

    version: str
    date: str
    changements: tuple[str, ...]


@cache  # a file of the code, not of the data
def journal_des_donnees(fichier: Path = JOURNAL) -> tuple[VersionDesDonnees, ...]:
    """Read the sections « Données » of a change log, the latest version first.

    Args:
        fichier: a Markdown file; nothing is read from one that is absent.
    """
    if not fichier.is_file():
        return ()
    versions: list[tuple[str, str, list[str]]] = []
    dans_les_donnees = False
    for ligne in fichier.read_text(encoding="utf-8").splitlines():
        titre = _VERSION.match(ligne)
        if titre:
            versions.append((titre[1], titre[2] or "", []))
        if ligne.startswith("#"):
            dans_les_donnees = ligne.strip() == "### Données"
        elif dans_les_donnees and versions and ligne.startswith("- "):
            versions[-1][2].append(ligne[2:].strip())
        elif dans_les_donnees and versions and versions[-1][2] and ligne.strip():
            versions[-1][2][-1] += f" {ligne.strip()}"
    return tuple(VersionDesDonnees(v, d, tuple(c)) for v, d, c in versions if c)
