"""Prove that a legitimate correction of `data/` reddens the tests of the facts, and no other.

In a copy of the tracked files, one of the four territories that no source names is named, as
README says to do it; then the tests are run there. The name is that of a trial: the copy is
thrown away. Options given to this command go to pytest, instead of those of `OPTIONS`.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from outils.serveur_local import RACINE

TERRITOIRE = "territoire-7"
FAITS = "tests/verite/test_faits.py"
OPTIONS = ["-m", "not navigateur and not serveur"]
_LIEU = "01001"  # any commune will do
_SOURCE = "S0"

Ligne = dict[str, str]


def _recrire(fichier: Path, changer: Callable[[list[Ligne]], None]) -> None:
    with fichier.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux))
    changer(lignes)
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        ecriture = csv.DictWriter(flux, list(lignes[0]), lineterminator="\n")
        ecriture.writeheader()
        ecriture.writerows(lignes)


def _nommer(lignes: list[Ligne]) -> None:
    for ligne in lignes:
        if ligne["id"] == TERRITOIRE:
            ligne |= {"nom": "Territoire de l’essai", "type_territoire": "commune"}
            ligne |= {"code_insee": _LIEU, "statut": "documenté", "statut_type": "documenté"}
            ligne |= {"preuve": "Une source de l’essai le nomme.", "force_preuve": "directe"}
            ligne["inference"] = ""


def _ajouter(**cases: str) -> Callable[[list[Ligne]], None]:
    def changer(lignes: list[Ligne]) -> None:
        usuelles = {"territoire_id": TERRITOIRE, "source_id": _SOURCE, "statut": "documenté"}
        lignes.append(dict.fromkeys(lignes[0], "") | usuelles | cases)

    return changer


def nommer_un_territoire(donnees: Path) -> None:
    """Name one of the four territories in a folder of data, with its perimeter and its group."""
    _recrire(donnees / "territoires.csv", _nommer)
    perimetre = {"hypothese": "a", "libelle_hypothese": "la commune", "nature": "commune"}
    _recrire(donnees / "perimetres.csv", _ajouter(id=f"{TERRITOIRE}-a", code=_LIEU, **perimetre))
    _recrire(donnees / "rattachements.csv", _ajouter(id=f"{TERRITOIRE}-alpien", groupe_id="alpien"))


def _copier_le_depot(destination: Path) -> None:
    liste = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, check=True)
    for nom in filter(None, liste.stdout.decode().split("\0")):
        if (RACINE / nom).is_file():
            (destination / nom).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(RACINE / nom, destination / nom)


def _lancer(copie: Path, *arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=copie, check=False).returncode


def essayer(copie: Path, options: list[str]) -> str:
    """Correct the data of a fresh copy of the files, and run the tests there.

    Returns:
        What is wrong, in French; empty when the correction reddens the facts and nothing else.
    """
    _copier_le_depot(copie)
    nommer_un_territoire(copie / "data")
    if _lancer(copie, "fabrique_dash", "verifier"):
        return "la correction de l’essai n’est pas valide"
    if _lancer(copie, "pytest", FAITS, "--tb=no") == 0:
        return f"{FAITS} ne voit pas la correction"
    if _lancer(copie, "pytest", "tests", "--ignore=tests/verite", *options):
        return "une correction de data/ rougit des tests qui ne devraient pas la voir"
    return ""


def main() -> int:
    """Run the trial, and return 1 if it fails."""
    with TemporaryDirectory() as copie:
        faute = essayer(Path(copie), sys.argv[1:] or OPTIONS)
    print(faute or "Nommer un territoire dans data/ ne rougit que tests/verite/.")
    return int(bool(faute))


if __name__ == "__main__":
    sys.exit(main())
