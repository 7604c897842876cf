"""A CSV as a French spreadsheet writes it: its encoding, its separator, its rows."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import PurePath

from fabrique_dash.donnees.classeurs.modele import Classeur, Feuille, Rangee, refus
from fabrique_dash.donnees.fichiers import FichierIllisible, lire_csv

_SEPARATEURS = ";\t,"
_CONSIGNE = re.compile(r'"?sep=([;,\t|])"?(?:\r?\n|$)', re.IGNORECASE)
# What a text never holds: whatever is not text, read as if it were, does.
_COMMANDES = re.compile("[\x00-\x08\x0e-\x1f]")
# Our own CSV for Excel puts an apostrophe before what a spreadsheet would run.
_PROTEGE = re.compile(r"'(?=[=+\-@\t\n])")
# What a browser, or Windows, adds to the name of a file that is there twice.
_COPIE = re.compile(r"(?: - Copie)?(?: ?\([0-9]+\))?$", re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WINDOWS = "cp1252"
_ENREGISTRER = "l’enregistrer de nouveau en « CSV UTF-8 »"


def lire_le_csv(nom: str, octets: bytes) -> Classeur:
    """Read a CSV: UTF-8, UTF-16 with its mark, or Windows-1252; « ; », a tab or « , ».

    Args:
        nom: name of the file.
        octets: the file.

    Raises:
        FichierRefuse: no table can be read of it.
    """
    entier, encodage = _texte(nom, octets)
    consigne = _CONSIGNE.match(entier)
    texte = entier[consigne.end() if consigne else 0 :].lstrip("\r\n")
    avant = len(entier[: len(entier) - len(texte)].splitlines())  # lines that hold no row
    try:
        lu = lire_csv(
            io.StringIO(texte, newline=""), consigne[1] if consigne else _separateur(texte)
        )
    except FichierIllisible as erreur:
        raise refus(nom, *erreur.message, ligne=avant + erreur.ligne) from erreur
    rangees = [(1, lu.entete), *((lu.ligne(n), cases) for n, cases in enumerate(lu.rangees))]
    gardees = [
        Rangee(avant + ligne, tuple(_nue(case) for case in cases))
        for ligne, cases in rangees
        if any(map(str.strip, cases))
    ]
    pauvre = encodage == _WINDOWS or octets.isascii()
    sien = _COPIE.sub("", PurePath(nom).stem)
    feuille = Feuille(sien, tuple(gardees), (), nom, pauvre)
    return Classeur(nom, (feuille,))


def _nue(case: str) -> str:
    return case[1:] if _PROTEGE.match(case) else case


def _texte(nom: str, octets: bytes) -> tuple[str, str]:
    """Return what a file says, and its encoding."""
    texte, encodage = _decode(octets)
    if not encodage:
        raise refus(nom, "l’encodage du fichier n’est pas connu", _ENREGISTRER)
    if _COMMANDES.search(texte):
        dit = "le fichier contient des caractères qu’aucun texte n’a"
        raise refus(nom, f"{dit}\u00a0: ce n’est pas un CSV", _ENREGISTRER)
    return texte, encodage


def _decode(octets: bytes) -> tuple[str, str]:
    encodages = ("utf-16",) if octets.startswith(_UTF_16) else ("utf-8-sig", _WINDOWS)
    for encodage in encodages:
        try:
            return octets.decode(encodage), encodage
        except UnicodeDecodeError:
            continue
    return "", ""


def _separateur(texte: str) -> str:
    """Return the sign that separates most of the header: it holds names, not sentences."""
    entete = next((ligne for ligne in texte.splitlines() if ligne.strip(_SEPARATEURS + " ")), "")
    return max(_SEPARATEURS, key=entete.count)
