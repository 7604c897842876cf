"""What child processes do in the crash tests: they are killed, so they only use what is given.

Loaded once by the process that forks them (`tests.journal.processus`).
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fabrique_dash.journal.brouillons import noter_le_contenu
from fabrique_dash.journal.dossiers import suivre
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, adresse_de, creer_le_moteur
from fabrique_dash.journal.propositions import proposer
from fabrique_dash.journal.publication import publier
from tests.journal.essais import TEXTE, ecrire, libelle, sain, themes

# Drivers are loaded when first named: before the forks, rather than in each of them.
for _nom in ("postgresql://", "sqlite://"):
    creer_le_moteur(adresse_de(_nom))
MORT = 77  # exit code of a child that died where it was told to


def ouvrir(nom: str, dossier: Path) -> Journal:
    return Journal(creer_le_moteur(adresse_de(nom)), dossier)


def publier_sans_fin(dire: Connection, nom: str, dossier: Path, brouillon: tuple[str, str]) -> None:
    """Publish and keep drafts until killed; say each number, and each draft, once it is kept."""
    journal = ouvrir(nom, dossier)
    fait = int(themes(journal)["a"].replace("Un", "0"))
    while True:
        noter_le_contenu(journal, *brouillon, {"fait": fait + 1})
        dire.send(("brouillon", fait + 1))
        issue = ecrire(journal, libelle("a", str(fait) if fait else "Un", str(fait + 1)))
        fait += 1
        dire.send(("publication", issue.publication, str(fait)))


@contextmanager
def _mourir_au(k: int, journal: Journal) -> Iterator[list[int]]:
    """End the process just before its k-th writing on the disk, so just after the one before."""
    faits = [0]

    def compter(faire: Callable[..., Any]) -> Callable[..., Any]:
        def fait(*arguments: Any, **options: Any) -> Any:
            faits[0] += 1
            if faits[0] == k:
                os._exit(MORT)
            return faire(*arguments, **options)

        return fait

    noms = ("fsync", "replace", "rename", "symlink", "link", "mkdir")
    vrais = {n: getattr(os, n) for n in noms}
    for n, vrai in vrais.items():
        setattr(os, n, compter(vrai))
    dialecte = journal.moteur.dialect
    dialecte.do_commit = compter(dialecte.do_commit)  # type: ignore[method-assign]
    try:
        yield faits
    finally:
        for n, vrai in vrais.items():
            setattr(os, n, vrai)


def mourir_en_publiant(
    dire: Connection, nom: str, dossier: Path, k: int, avant: str, voulu: str
) -> None:
    """Publish one change, and die at the k-th writing; say how many there are if there is none."""
    journal = ouvrir(nom, dossier)
    with _mourir_au(k, journal) as faits:
        ecrire(journal, libelle("a", avant, voulu))
    dire.send(faits[0])


def mourir_en_commencant(dire: Connection, nom: str, dossier: Path, k: int, livre: Path) -> None:
    """Begin a journal, and die at the k-th writing; say how many there are if there is none."""
    journal = ouvrir(nom, dossier)
    with _mourir_au(k, journal) as faits:
        commencer(journal, livre, SYSTEME, sain)
    dire.send(faits[0])


def publier_disque_plein(dire: Connection, nom: str, dossier: Path, octets: int) -> None:
    """Publish when no file may grow beyond a size; say what was answered."""
    journal = ouvrir(nom, dossier)
    mien = proposer(journal, SYSTEME, TEXTE, [libelle("a", "Un", "x" * 4000)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
    try:
        dire.send(publier(journal, mien, SYSTEME, sain).publication)
    except (JournalIndisponible, OSError) as erreur:
        dire.send(f"{type(erreur).__name__} {erreur}")


def publier_tant(
    dire: Connection, nom: str, dossier: Path, theme: str, marque: str, fois: int
) -> None:
    """Add one's mark to a cell, again and again, starting over when somebody else came first."""
    journal = ouvrir(nom, dossier)
    heurts = 0
    for _ in range(fois):
        while True:
            avant = themes(journal)[theme]
            if ecrire(journal, libelle(theme, avant, avant + marque)).publication:
                break
            heurts += 1
    dire.send(heurts)


def suivre_le_journal(dire: Connection, nom: str, dossier: Path) -> None:
    """Have the last publication served, and say which folder that is."""
    dire.send(suivre(ouvrir(nom, dossier)))
