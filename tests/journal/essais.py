"""A small package and the short ways of the tests: open, propose, publish, read."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement, ecrire_la_cle
from fabrique_dash.journal.contenus import paquet_de, tete_de
from fabrique_dash.journal.dossiers import courant
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.publication import Issue, publier

TEXTE = Texte("Un essai", "Pour voir.")
THEMES = {"a": "Un", "b": "Deux", "c": "Trois"}


def _champ(nom: str, **plus: object) -> dict[str, Any]:
    return {"name": nom, "type": "string", **plus}


def ecrire_le_paquet(dossier: Path, themes: dict[str, str] | None = None) -> Path:
    """Write a package of two tables: `themes`, and `liens` that cite them."""
    dossier.mkdir(parents=True, exist_ok=True)
    cle = {"fields": "theme_id", "reference": {"resource": "themes", "fields": "id"}}
    tables: dict[str, dict[str, Any]] = {
        "themes": {"fields": [_champ("id"), _champ("libelle"), _champ("note")]},
        "liens": {
            "fields": [_champ("id"), _champ("theme_id"), _champ("quoi")],
            "foreignKeys": [cle],
        },
    }
    ressources = [
        {"name": nom, "path": f"{nom}.csv", "schema": {**schema, "primaryKey": "id"}}
        for nom, schema in tables.items()
    ]
    paquet = {"title": "Essai", "version": "1", "created": "2026-01-01", "resources": ressources}
    (dossier / "datapackage.json").write_text(json.dumps(paquet), "utf-8")
    choisis = THEMES if themes is None else themes
    ecrire_la_table(
        dossier, "themes", ["id", "libelle", "note"], [[*t, ""] for t in choisis.items()]
    )
    liens = [["1", "a", "x"], ["2", "a", "y"], ["3", "b", "z"]]
    ecrire_la_table(dossier, "liens", ["id", "theme_id", "quoi"], liens)
    return dossier


def ecrire_la_table(
    dossier: Path, nom: str, entete: Sequence[str], rangees: Sequence[Sequence[str]]
) -> None:
    """Write a table as it would be typed."""
    with (dossier / f"{nom}.csv").open("w", encoding="utf-8", newline="") as fichier:
        csv.writer(fichier, lineterminator="\n").writerows([entete, *rangees])


def sain(_: Path) -> list[Probleme]:
    """Find no fault, at once: what is tried is not the validation."""
    return []


def cle(identifiant: str) -> str:
    """Write the key of a row that has one column for a key."""
    return ecrire_la_cle([identifiant])


def libelle(theme: str, avant: str | None, apres: str | None) -> Changement:
    """Change the label of a theme."""
    return Changement("themes", cle(theme), "libelle", avant, apres)


def ecrire(journal: Journal, *changements: Changement, par: str = SYSTEME) -> Issue:
    """Propose changes, and publish them."""
    return publier(journal, proposer(journal, par, TEXTE, changements), SYSTEME, sain)


def themes(journal: Journal) -> dict[str, str]:
    """Return the labels of the themes, in their order, as the journal has them."""
    with journal.lire() as cx:
        tableau = paquet_de(cx)[1].tableau("themes")
        assert tableau is not None
        return {rangee["id"]: rangee["libelle"] for _, rangee in tableau}


def themes_servis(journal: Journal) -> dict[str, str]:
    """Return the labels of the themes, in their order, as the folder that is served has them."""
    dossier = courant(journal)
    assert dossier is not None
    with (dossier / "themes.csv").open(encoding="utf-8", newline="") as fichier:
        return {rangee["id"]: rangee["libelle"] for rangee in csv.DictReader(fichier)}


def numero(journal: Journal) -> int:
    """Return the number of the last publication."""
    with journal.lire() as cx:
        return tete_de(cx).n
