"""A data folder with ten times the territories, made from the real one by its own descriptor."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

from outils.serveur_local import RACINE

DONNEES = RACINE / "data"
FACTEUR = 10
PIVOT = "territoires"
RANGS_PAR_COPIE = 1000
# The rules of the programme compare this announced number with the rows of the table.
NOMBRE_ANNONCE = ("cohortes", "territoires_attendus")

Ligne = dict[str, str]
Ressource = dict[str, Any]


def _colonnes_vers_le_pivot(ressource: Ressource) -> list[str]:
    cles = ressource.get("schema", {}).get("foreignKeys", [])
    return [str(c["fields"]) for c in cles if c["reference"]["resource"] == PIVOT]


def _copier(ligne: Ligne, ressource: Ressource, renvois: list[str], numero: int) -> Ligne:
    """Copy a row: what must be unique in the package or in its cohort takes the copy's number."""
    copie = dict(ligne)
    pivot = ressource["name"] == PIVOT
    cle = ressource["schema"].get("primaryKey", "id")
    for champ in ressource["schema"]["fields"]:
        nom = champ["name"]
        if not copie.get(nom):
            continue
        if nom == cle or nom in renvois:
            copie[nom] += f"-{numero}"
        elif pivot and nom == "nom":
            copie[nom] += f" {numero}"
        elif pivot and champ["type"] == "integer":
            copie[nom] = str(int(copie[nom]) + numero * RANGS_PAR_COPIE)
    return copie


def _lire(fichier: Path) -> tuple[list[str], list[Ligne]]:
    with fichier.open(encoding="utf-8", newline="") as flux:
        lecteur = csv.DictReader(flux)
        return list(lecteur.fieldnames or []), list(lecteur)


def _ecrire(fichier: Path, colonnes: list[str], lignes: list[Ligne]) -> None:
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        ecriture = csv.DictWriter(flux, colonnes, lineterminator="\n")
        ecriture.writeheader()
        ecriture.writerows(lignes)


def _multiplier(dossier: Path, ressource: Ressource) -> None:
    renvois = _colonnes_vers_le_pivot(ressource)
    if ressource["name"] != PIVOT and not renvois:
        return
    fichier = dossier / ressource["path"]
    colonnes, lignes = _lire(fichier)
    a_copier = [ligne for ligne in lignes if not renvois or any(ligne[c] for c in renvois)]
    for numero in range(1, FACTEUR):
        lignes += [_copier(ligne, ressource, renvois, numero) for ligne in a_copier]
    _ecrire(fichier, colonnes, lignes)


def _annoncer(dossier: Path, ressource: Ressource) -> None:
    table, colonne = NOMBRE_ANNONCE
    if ressource["name"] != table:
        return
    fichier = dossier / ressource["path"]
    colonnes, lignes = _lire(fichier)
    for ligne in lignes:
        ligne[colonne] = str(int(ligne[colonne]) * FACTEUR) if ligne[colonne] else ""
    _ecrire(fichier, colonnes, lignes)


def dossier_dix_fois(destination: Path, origine: Path = DONNEES) -> Path:
    """Write a data folder into `destination` and return it, ready for FABRIQUE_DONNEES."""
    shutil.copytree(
        origine,
        destination,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("*.py", "__pycache__"),
    )
    paquet = json.loads((destination / "datapackage.json").read_text(encoding="utf-8"))
    for ressource in paquet["resources"]:
        _multiplier(destination, ressource)
        _annoncer(destination, ressource)
    return destination
