"""Reading a file that somebody sent as the server does it: in a process of its own, bounded.

The process may take little more memory than it has when it begins, and ends with the file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from fabrique_dash.donnees.atelier import TravailImpossible, atelier_des_fichiers
from fabrique_dash.donnees.classeurs.archive import examiner_l_archive, examiner_la_taille
from fabrique_dash.donnees.classeurs.modele import Classeur, exiger_peu, refus

DELAI = 20.0  # seconds: a workbook of all the tables takes one
MEMOIRE = 400 * 2**20  # bytes, besides what the process has when it begins
_CSV = ".csv"
_TROP = "le fichier demande trop de temps ou de mémoire pour être lu"
_ALLEGER = "n’y garder que les feuilles, les lignes et les colonnes à reprendre"
_PAGES_EN_MEMOIRE = "/proc/self/statm"  # of Linux; elsewhere nothing bounds an address space


def lire_le_fichier(nom: str, octets: bytes) -> Classeur:
    """Look at a file, then read it; nothing of it is kept but its texts.

    Args:
        nom: its name, as the person has it.
        octets: the file.

    Raises:
        FichierRefuse: it is refused; it says why, and what to do.
    """
    examiner(nom, octets)
    try:
        return atelier_des_fichiers().faire(_lire, nom, octets, MEMOIRE, delai=DELAI)
    except (TravailImpossible, MemoryError) as erreur:
        raise refus(nom, _TROP, _ALLEGER) from erreur


def examiner(nom: str, octets: bytes) -> None:
    """Look at a file before anything reads it.

    Raises:
        FichierRefuse: it is refused.
    """
    examiner_la_taille(nom, octets)
    if not _est_un_csv(nom):
        examiner_l_archive(nom, octets)


def lire_ici(nom: str, octets: bytes) -> Classeur:
    """Read a file that was looked at, in this process, which nothing bounds.

    Raises:
        FichierRefuse: it can't be read.
    """
    return exiger_peu(_lecteur(nom)(nom, octets))


def _lecteur(nom: str) -> Callable[[str, bytes], Classeur]:
    # Their libraries take half a second: pages do without them, and each without the other's.
    if _est_un_csv(nom):
        from fabrique_dash.donnees.classeurs.csv_francais import lire_le_csv

        return lire_le_csv
    from fabrique_dash.donnees.classeurs.lecture import lire_le_classeur

    return lire_le_classeur


def _est_un_csv(nom: str) -> bool:
    return PurePath(nom).suffix.lower() == _CSV


def _lire(nom: str, octets: bytes, memoire: int) -> Classeur:
    lire = _lecteur(nom)  # loaded before the bound, which is on what the file itself takes
    _borner(memoire)
    return exiger_peu(lire(nom, octets))


def _borner(memoire: int) -> None:
    try:
        with open(_PAGES_EN_MEMOIRE, encoding="ascii") as lu:
            pages = int(lu.read().split()[0])
    except OSError:
        return
    import resource  # of Unix alone

    borne = pages * resource.getpagesize() + memoire
    resource.setrlimit(resource.RLIMIT_AS, (borne, borne))
