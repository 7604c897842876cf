"""What a cell says: the one reading of texts, numbers, booleans and days.

The validation and the server both read through this module, so that neither can accept what the
other refuses. What no reader sees is dealt with here too, once, at the door.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date

from fabrique_dash.donnees.descripteur import Champ

Valeur = str | int | float | bool
# XML can't hold these, a feed or a picture would be cut there; a line break alone has a meaning.
_FINS_DE_LIGNE = re.compile(r"\r\n?")
_COMMANDES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_SANS_LARGEUR = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_INVISIBLES = re.compile(f"[{_SANS_LARGEUR}]")
_BORDS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + _SANS_LARGEUR
# Any sign for which a text is not as it is read: looked for in a whole column at once.
_A_REPRENDRE = re.compile(_COMMANDES.pattern + f"|\r|[{_SANS_LARGEUR}]")

_ENTIER = re.compile(r"[+-]?[0-9]{1,18}")
_NOMBRE = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?")
_JOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEENS = {"true": True, "vrai": True, "1": True, "false": False, "faux": False, "0": False}
_ERREUR_DE_TABLEUR = re.compile(
    r"#(?:NOM\?|NAME\?|REF!|N/A|VALEUR!|VALUE!|DIV/0!|NUL!|NULL!|NOMBRE!|NUM!|CALC!|CHAMP!|FIELD!"
    r"|PROPAGATION!|SPILL!|CONNECT!|BLOCKED!|BLOQU[EÉ]!|UNKNOWN!|INCONNU!|OCCUP[EÉ]!|BUSY!|#+)"
    r"|Err:[0-9]{3}"
)


def est_un_code(champ: Champ) -> bool:
    """Tell whether the cells of a column hold a code, a number or a choice, not free text."""
    return champ.type != "string" or bool({"enum", "pattern"} & champ.contraintes.keys())


def propre(texte: str) -> str:
    """Read a free text: composed accents, no control character, nothing unseen at its ends.

    Line breaks stay, and so does what joins the parts of an emoji.
    """
    simple = _COMMANDES.sub(" ", _FINS_DE_LIGNE.sub("\n", texte))
    # A joiner after an emoji's last part is unseen, but a variation selector is not taken away.
    return unicodedata.normalize("NFC", simple).strip(_BORDS)


def code_propre(texte: str) -> str:
    """Read a code: as a free text, and its spaces are plain ones, and nothing in it is unseen."""
    vus = _INVISIBLES.sub("", propre(texte))
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in vus).strip()


def est_propre(texte: str) -> bool:
    """Tell whether a text, or many joined by line breaks, has nothing that reading changes.

    What stands at the ends of each is not looked at.
    """
    return (texte.isascii() or unicodedata.is_normalized("NFC", texte)) and not _A_REPRENDRE.search(
        texte
    )


def est_une_erreur_de_tableur(texte: str) -> bool:
    """Tell whether a cell holds what a spreadsheet writes when a formula fails."""
    return bool(_ERREUR_DE_TABLEUR.fullmatch(texte))


def _entier(texte: str) -> int:
    if not _ENTIER.fullmatch(texte):
        raise ValueError(texte)
    return int(texte)


def _nombre(texte: str) -> float:
    if not _NOMBRE.fullmatch(texte) or not math.isfinite(nombre := float(texte)):
        raise ValueError(texte)
    return nombre


def _booleen(texte: str) -> bool:
    try:
        return _BOOLEENS[texte.lower()]
    except KeyError:
        raise ValueError(texte) from None


def _jour(texte: str) -> str:
    if not _JOUR.fullmatch(texte):
        raise ValueError(texte)
    return date.fromisoformat(texte).isoformat()


_LECTURES: dict[str, Callable[[str], Valeur]] = {
    "string": str,
    "integer": _entier,
    "number": _nombre,
    "boolean": _booleen,
    "date": _jour,
}


def lire(texte: str, type_champ: str) -> Valeur:
    """Read the text of a cell, which is not empty and has been through `code_propre`.

    Args:
        texte: the text.
        type_champ: « string », « integer », « number », « boolean » or « date ».

    Raises:
        ValueError: the text is not of this type, or is a spreadsheet's error.
    """
    if est_une_erreur_de_tableur(texte):
        raise ValueError(texte)
    return _LECTURES[type_champ](texte)


def ecrire(valeur: Valeur) -> str:
    """Write a value the one way that `lire` reads back and that every Table Schema tool reads."""
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    return repr(valeur) if isinstance(valeur, float) else str(valeur)
