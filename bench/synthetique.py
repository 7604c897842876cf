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
# The rules of the programme compare this announced number with the rows of the table.
NOMBRE_ANNONCE = ("cohortes", "territoires_attendus")

Ligne = dict[str, str]
Ressource = dict[str, Any]


def _champs(ressource: Ressource) -> list[dict[str, Any]]:
    champs: list[dict[str, Any]] = ressource["schema"]["fields"]
    return champs


def _colonnes_vers_le_pivot(ressource: Ressource) -> list[str]:
    cles = ressource.get("schema", {}).get("foreignKeys", [])
    return [str(c["fields"]) for c in cles if c["reference"]["resource"] == PIVOT]


def _copier(ligne: Ligne, numero: int, ressource: Ressource, renvois: list[str]) -> Ligne:
    """Copy a row: everything that must be unique or bounded moves with the copy's number."""
    copie = dict(ligne)
    cle = ressource["schema"].get("primaryKey", "id")
    for champ in _champs(ressource):
        nom, contraintes = champ["name"], champ.get("constraints", {})
        if not copie.get(nom):
            continue
        if nom == cle or nom in renvois:
            copie[nom] += f"-{numero}"
        elif champ["type"] == "integer" and "maximum" in contraintes:
            copie[nom] = str(int(copie[nom]) + numero * contraintes["maximum"] // FACTEUR)
        elif contraintes.get("unique") and champ["type"] == "string":
            copie[nom] += f" {numero}"
    return copie


def _elargir_les_bornes(ressource: Ressource) -> None:
    for champ in _champs(ressource):
        contraintes = champ.get("constraints", {})
        if champ["type"] == "integer" and "maximum" in contraintes:
            contraintes["maximum"] *= FACTEUR


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
    _elargir_les_bornes(ressource)
    a_copier = [ligne for ligne in lignes if not renvois or any(ligne[c] for c in renvois)]
    for numero in range(1, FACTEUR):
        lignes += [_copier(ligne, numero, ressource, renvois) for ligne in a_copier]
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


def dossier_dix_fois(destination: Path) -> Path:
    """Write the data folder into `destination` and return it, ready for FABRIQUE_DONNEES."""
    shutil.copytree(
        DONNEES,
        destination,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("*.py", "__pycache__"),
    )
    descripteur = destination / "datapackage.json"
    paquet = json.loads(descripteur.read_text(encoding="utf-8"))
    for ressource in paquet["resources"]:
        _multiplier(destination, ressource)
        _annoncer(destination, ressource)
    descripteur.write_text(json.dumps(paquet, ensure_ascii=False, indent=2), encoding="utf-8")
    return destination
