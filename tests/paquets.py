"""The frozen package of the tests, and what is made from it by code: copied, damaged, grown."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
PAQUET = RACINE / "tests" / "paquet"
PAQUET_REEL = RACINE / "data"  # for tests/verite/ only: its rows are corrected, as sources are read
COHORTE = "2021-2022"
_INUTILES = shutil.ignore_patterns("*.py", "*.md", "*.txt", "__pycache__")


def lire(dossier: Path, table: str) -> list[dict[str, str]]:
    """Read the rows of a CSV table as text."""
    with (dossier / f"{table}.csv").open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def identifiants(table: str) -> list[str]:
    """List the ids of a table of the package: what tests collect must not start a workshop."""
    return [ligne["id"] for ligne in lire(PAQUET, table)]


def ecrire(dossier: Path, table: str, lignes: list[dict[str, str]]) -> None:
    """Write the rows of a CSV table; all have the same columns."""
    with (dossier / f"{table}.csv").open("w", encoding="utf-8", newline="") as fichier:
        redacteur = csv.DictWriter(fichier, list(lignes[0]), lineterminator="\n")
        redacteur.writeheader()
        redacteur.writerows(lignes)


def changer(dossier: Path, table: str, position: int, **cases: str) -> None:
    """Change cells of the row at `position` (0 is the first; -1 the last)."""
    lignes = lire(dossier, table)
    lignes[position].update(cases)
    ecrire(dossier, table, lignes)


def changer_ou(dossier: Path, table: str, cle: str, **cases: str) -> None:
    """Change cells of the row whose id is `cle`."""
    changer(dossier, table, position_de(dossier, table, cle), **cases)


def position_de(dossier: Path, table: str, cle: str) -> int:
    """Return the position of the row whose id is `cle` (0 is the first)."""
    return [ligne["id"] for ligne in lire(dossier, table)].index(cle)


def ajouter(dossier: Path, table: str, lignes: Iterable[dict[str, str]]) -> None:
    """Add rows to a CSV table; the cells left out are empty, the source is S0."""
    existantes = lire(dossier, table)
    usuels = {"source_id": "S0", "statut": "documenté"}
    defauts = {nom: usuels.get(nom, "") for nom in existantes[0]}
    ecrire(dossier, table, existantes + [defauts | ligne for ligne in lignes])


def changer_descripteur(dossier: Path, changement: Any) -> None:
    """Apply a function to the descriptor's JSON, in place."""
    chemin = dossier / "datapackage.json"
    contenu = json.loads(chemin.read_text("utf-8"))
    changement(contenu)
    chemin.write_text(json.dumps(contenu, ensure_ascii=False), "utf-8")


def ressource(descripteur: dict[str, Any], nom: str) -> dict[str, Any]:
    """Return one resource of a descriptor's JSON."""
    return next(r for r in descripteur["resources"] if r["name"] == nom)


def copier(origine: Path, destination: Path) -> Path:
    """Copy a package, without the scripts and notes that go with it."""
    return Path(shutil.copytree(origine, destination, ignore=_INUTILES))


def ecrire_minimal(dossier: Path, lignes: list[list[str]]) -> None:
    """Write, or write again, a package of one table `themes`, quick to validate.

    The table is replaced at once, and each writing is a second later than the one before.
    """
    champs = [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "libelle", "type": "string"},
        {"name": "ordre", "type": "integer"},
    ]
    table = {"name": "themes", "path": "themes.csv", "schema": {"fields": champs}}
    paquet = {"title": "Essai", "version": "1", "created": "2026-01-01", "resources": [table]}
    descripteur, chemin = dossier / "datapackage.json", dossier / "themes.csv"
    if not descripteur.exists():
        descripteur.write_text(json.dumps(paquet), "utf-8")
    ancien = chemin.stat().st_mtime_ns if chemin.exists() else 0
    provisoire = dossier / "themes.tmp"
    with provisoire.open("w", encoding="utf-8", newline="") as fichier:
        csv.writer(fichier, lineterminator="\n").writerows(lignes)
    os.utime(provisoire, ns=(ancien + 10**9, ancien + 10**9))
    provisoire.replace(chemin)
