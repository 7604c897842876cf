"""`python -m bench.etats`: what the server's memory becomes as its data changes again and again.

A session that was closed keeps the state that it showed, for its files to be downloaded should it
come back: Streamlit lets it go when another one opens, two minutes later or more. States are so
alive for as many visits as there were in the last minutes; they go with the next ones.
"""

import argparse
import csv
import json
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.generations import PAUSE, VARIABLE
from bench.synthetique import DONNEES
from outils.serveur_local import DELAI, Serveur, servir
from outils.session_brute import parcourir_ensemble

PAGES = ("", "frise", "territoires")
ADRESSES = (
    *("/chiffres.json", "/chiffres.json?date=2021-11-30", "/chiffres.json?date=2022-06-30"),
    *("/agenda.ics", "/donnees/territoires.geojson", "/images/frise.svg", "/images/carte.svg"),
)
_TABLE, _COLONNE = "evenements.csv", "titre"


@dataclass(frozen=True)
class Essai:
    """A server, the folder that it serves, and where it tells how many states are alive."""

    serveur: Serveur
    dossier: Path
    generations: Path


@contextmanager
def essai() -> Iterator[Essai]:
    """Serve a copy of the data."""
    with tempfile.TemporaryDirectory() as provisoire:
        dossier, generations = Path(provisoire) / "data", Path(provisoire) / "generations"
        shutil.copytree(DONNEES, dossier)
        environnement = {"FABRIQUE_DONNEES": str(dossier), VARIABLE: str(generations)}
        with servir(lanceur="bench.generations", environnement=environnement) as serveur:
            yield Essai(serveur, dossier, generations)


def _lire(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=DELAI) as reponse:
        return bytes(reponse.read())


def _empreinte(url: str) -> str:
    return str(json.loads(_lire(f"{url}/sante"))["donnees"]["empreinte"])


def changer(dossier: Path, numero: int) -> None:
    """Give an event another title, as somebody who corrects the table would."""
    fichier = dossier / _TABLE
    with fichier.open(encoding="utf-8", newline="") as flux:
        rangees = list(csv.DictReader(flux))
    rangees[numero % len(rangees)][_COLONNE] += f" ({numero})"
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        ecriture = csv.DictWriter(flux, list(rangees[0]), lineterminator="\n")
        ecriture.writeheader()
        ecriture.writerows(rangees)


def attendre_la_suite(url: str, avant: str) -> None:
    """Wait until another state of the data is served.

    Raises:
        TimeoutError: the server keeps the former one.
    """
    limite = time.monotonic() + DELAI
    while _empreinte(url) == avant:
        if time.monotonic() > limite:
            raise TimeoutError("Le serveur garde les données d’avant.")
        time.sleep(PAUSE)


def visiter(url: str) -> None:
    """Open a few pages, and read a few addresses."""
    for page in PAGES:
        if not all(p.reussi for p in parcourir_ensemble(url, page, 1)):
            raise RuntimeError(f"Le script de « {page} » a échoué.")
    for adresse in ADRESSES:
        _lire(url + adresse)


def memoire(pid: int) -> float:
    """Return what a process holds in memory, in MB."""
    for ligne in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if ligne.startswith("VmRSS:"):
            return int(ligne.split()[1]) / 1000
    raise RuntimeError(f"Le processus {pid} ne tourne plus.")


def dire(ouvert: Essai, quand: str) -> None:
    """Print the memory and the states alive."""
    vivantes = ouvert.generations.read_text(encoding="utf-8")
    megaoctets = memoire(ouvert.serveur.pid)
    print(f"{quand} : {megaoctets:.0f} Mo, états vivants : {vivantes}", flush=True)


def mesurer(changements: int, dites: Sequence[int]) -> None:
    """Change the data so many times, and tell the memory at the start and after some of them."""
    with essai() as ouvert:
        url = ouvert.serveur.url
        visiter(url)
        dire(ouvert, "au début")
        for numero in range(1, changements + 1):
            avant = _empreinte(url)
            changer(ouvert.dossier, numero)
            attendre_la_suite(url, avant)
            visiter(url)
            if numero in dites:
                dire(ouvert, f"après {numero}")


if __name__ == "__main__":
    analyse = argparse.ArgumentParser(prog="python -m bench.etats", description=__doc__)
    analyse.add_argument("--changements", type=int, default=38, help="états successifs")
    choix = analyse.parse_args()
    mesurer(choix.changements, (1, 5, 10, 20, 30, choix.changements))
