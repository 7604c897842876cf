"""Reading a workbook, in a process that may take little memory and little time.

Texts come out as they are, numbers as they show, days as the package writes them and no more
precise than they show; a hidden sheet does not come out.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import openpyxl

from fabrique_dash.donnees.cellules import ecrire
from fabrique_dash.donnees.classeurs import dessous
from fabrique_dash.donnees.classeurs.modele import (
    LIGNES_AU_PLUS,
    LISEZ_MOI,
    LISTES,
    Accident,
    Classeur,
    Feuille,
    FichierRefuse,
    Rangee,
    refus,
)

_CHIFFRES = 15  # those that a spreadsheet keeps of a number
# In the format of a date: what it shows as it is, and what says a colour or a language.
_LITTERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
# A carriage return, or another command, as Excel writes it in its XML.
_COMMANDE = re.compile("_x00([01][0-9A-F])_", re.IGNORECASE)
_ILLISIBLE = "le classeur ne peut pas être lu"
_REFAIRE = "l’ouvrir dans un tableur, et l’enregistrer de nouveau au format .xlsx"
_PIEGE = "le classeur contient une déclaration qu’aucun tableur n’écrit"
_STRICT = "c’est un classeur au format « Strict Open XML »"
_PAS_STRICT = "l’enregistrer au format « Classeur Excel (.xlsx) », puis le déposer de nouveau"
_HOMONYMES = "deux de ses feuilles ont le même nom"
_VISIBLE = "visible"


def lire_le_classeur(nom: str, octets: bytes) -> Classeur:
    """Read a workbook whose archive was looked at.

    Args:
        nom: name of the file.
        octets: the file.

    Raises:
        FichierRefuse: it can't be read.
        MemoryError: it would take too much of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            dessous.refuser_les_declarations(archive)
            if dessous.est_strict(archive):
                raise refus(nom, _STRICT, _PAS_STRICT)
            caches = dessous.accidents(archive)
        return _lire(nom, octets, caches)
    except (FichierRefuse, MemoryError):
        raise
    except dessous.Piege as erreur:
        raise refus(nom, _PIEGE, _REFAIRE) from erreur
    except Exception as erreur:  # whatever a part of it that is no XML, or another XML, comes to
        raise refus(nom, _ILLISIBLE, _REFAIRE) from erreur


def _lire(nom: str, octets: bytes, caches: dict[str, tuple[Accident, ...]]) -> Classeur:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out, none of which is a value
        livre = openpyxl.load_workbook(
            io.BytesIO(octets), read_only=True, data_only=True, keep_links=False
        )
        if len(set(livre.sheetnames)) < len(livre.sheetnames):
            raise refus(nom, _HOMONYMES, _REFAIRE)
        dit, feuilles, cachees = {}, [], []
        for feuille in livre.worksheets:
            if feuille.title == LISEZ_MOI:
                dit = {r.cases[0]: r.cases[1] for r in _rangees(feuille) if len(r.cases) > 1}
            elif feuille.title == LISTES:  # some programmes show what was hidden
                continue
            elif feuille.sheet_state != _VISIBLE:
                cachees.append(feuille.title)
            else:
                siens = caches.get(feuille.title, ())
                feuilles.append(Feuille(feuille.title, tuple(_rangees(feuille)), siens))
    return Classeur(nom, tuple(feuilles), dit, tuple(cachees))


def _rangees(feuille: Any) -> Iterator[Rangee]:
    """Return the rows that hold something, until there are too many for the file to be taken."""
    return islice(_toutes_les_rangees(feuille), LIGNES_AU_PLUS + 1)


def _toutes_les_rangees(feuille: Any) -> Iterator[Rangee]:
    feuille.reset_dimensions()  # what a file says of them may be wrong
    for ligne, cases in enumerate(feuille.iter_rows(), 1):
        if textes := _textes(cases):
            yield Rangee(ligne, tuple(textes))


def _textes(cases: Iterable[Any]) -> list[str]:
    """Return the texts of a row, up to the last cell that holds something."""
    textes = ["" if case.value is None else _texte(case) for case in cases]
    while textes and not textes[-1].strip():
        textes.pop()
    return textes


def _texte(case: Any) -> str:
    valeur = case.value
    if isinstance(valeur, bool):
        return ecrire(valeur)
    if isinstance(valeur, datetime | date):
        return _jour(valeur, case.number_format)
    if isinstance(valeur, time):
        return f"{valeur:%H:%M}"
    if isinstance(valeur, float):
        entier = valeur.is_integer() and abs(valeur) < 10**_CHIFFRES
        return str(int(valeur)) if entier else f"{valeur:.{_CHIFFRES}g}"
    return _COMMANDE.sub(lambda trouve: chr(int(trouve[1], 16)), str(valeur))


def _jour(valeur: datetime | date, forme: str | None) -> str:
    """Write a day, or the month or the year when its format shows no more."""
    jour = valeur.date() if isinstance(valeur, datetime) else valeur
    if isinstance(valeur, datetime) and valeur.time() != time():
        return valeur.isoformat(" ", "minutes")
    dit = _LITTERAL.sub("", forme or "").lower()
    if "d" in dit or "j" in dit or "y" not in dit:
        return jour.isoformat()
    return f"{jour:%Y-%m}" if "m" in dit else f"{jour:%Y}"
