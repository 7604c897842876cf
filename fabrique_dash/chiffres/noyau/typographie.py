"""French typography of numbers, dates and counts, in one place.

Babel gives the numbers and the month names; « 1er », the plural of 0 and 1 and the spaces before
units are added here.
"""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from fabrique_dash.donnees.dates import dernier_jour, precision, premier_jour

INSECABLE = "\u00a0"
FINE = "\u202f"
_LANGUE = "fr_FR"
# A mark that can end a sentence, what closes around it, the space before the next word. Each mark
# is tried once, and gives nothing back. An ellipsis ends nothing for certain.
_FIN_DE_PHRASE = re.compile(
    r"(?<![.!?…])(?:\.|[!?]++)(?:[\u00a0\u202f ]?+[»”)\]])*+(?P<espace>\s++)(?=[\w«“(])"
)
_DERNIER_MOT = re.compile(r"\w+$")
# A full stop ends no sentence after these, nor after the initial of a name.
_ABREGE = re.compile(
    r"[^\W\d]|art|av|cf|chap|coll|dr|éd|env|etc|ex|fig|hab|mm|mme|no|pp|réf|ste?|vol", re.IGNORECASE
)


def nombre(valeur: float, decimales: int = 0) -> str:
    """Write a number: « 12 345 », « 3,5 » (U+202F between thousands, decimal comma).

    Args:
        valeur: the number.
        decimales: digits after the comma, at most.
    """
    motif = "#,##0" + ("." + "#" * decimales if decimales else "")
    return str(format_decimal(valeur, format=motif, locale=_LANGUE)).replace(INSECABLE, FINE)


def pluriel(quantite: float, singulier: str, au_pluriel: str = "") -> str:
    """Return the form of a word that goes with a quantity: 0 and 1 take the singular.

    Args:
        quantite: how many.
        singulier: form for 0, 1 and 1,5.
        au_pluriel: form from 2 on; when empty an s is added (an x after « eu » and « au »), unless
            the word ends in s, x or z.
    """
    if abs(quantite) < 2:
        return singulier
    if au_pluriel or singulier[-1] in "sxz":
        return au_pluriel or singulier
    return singulier + ("x" if singulier.endswith(("au", "eu")) else "s")


def compte(quantite: int, singulier: str, au_pluriel: str = "") -> str:
    """Write a count with its noun: « 0 séance », « 2 séances » (no-break space between)."""
    return f"{nombre(quantite)}{INSECABLE}{pluriel(quantite, singulier, au_pluriel)}"


def abrege(texte: str, longueur: int) -> str:
    """Cut a text after so many signs, and show that it is cut; a shorter one stays whole."""
    return texte if len(texte) <= longueur else f"{texte[:longueur].rstrip()}…"


def majuscule(texte: str) -> str:
    """Write the first letter of a text as a capital; the others stay as they are."""
    return texte[:1].upper() + texte[1:]


def jour_long(jour: date) -> str:
    """Write a day: « 1er novembre 2021 », « 15 octobre 2021 »."""
    numero = "1er" if jour.day == 1 else str(jour.day)
    return f"{numero}{INSECABLE}{format_date(jour, 'MMMM yyyy', locale=_LANGUE)}"


def mois_long(jour: date) -> str:
    """Write the month of a day: « octobre 2021 »."""
    return str(format_date(jour, "MMMM yyyy", locale=_LANGUE))


def date_reduite(texte: str) -> str:
    """Write a reduced ISO date as precisely as it is known: « octobre 2021 », « 2021 ».

    An empty date gives « date non documentée ».
    """
    if not texte:
        return "date non documentée"
    debut = premier_jour(texte)
    if precision(texte) == "jour":
        return jour_long(debut)
    return mois_long(debut) if precision(texte) == "mois" else str(debut.year)


def _meme_mois(debut: date, fin: date) -> bool:
    return (debut.year, debut.month) == (fin.year, fin.month)


def _jours(debut: date, fin: date) -> str:
    liaison = "et" if (fin - debut).days == 1 else "au"
    prefixe = "" if liaison == "et" else "du "
    if _meme_mois(debut, fin):
        numero = "1er" if debut.day == 1 else str(debut.day)
        return f"{prefixe}{numero} {liaison} {jour_long(fin)}"
    return f"{prefixe}{jour_long(debut)} {liaison} {jour_long(fin)}"


def periode(debut: str, fin: str = "") -> str:
    """Write a period between two reduced dates: « 17 et 18 novembre 2021 ».

    Args:
        debut: reduced ISO date, or empty.
        fin: reduced ISO date, or empty when the period is the one of `debut`.
    """
    if not debut or not fin or fin == debut:
        return date_reduite(debut)
    if precision(debut) == precision(fin) == "jour":
        return _jours(premier_jour(debut), dernier_jour(fin))
    return f"{_depuis(debut)} {'au' if precision(fin) == 'jour' else 'à'} {date_reduite(fin)}"


def _depuis(texte: str) -> str:
    mots = date_reduite(texte)
    if precision(texte) == "jour":
        return f"du {mots}"
    return f"d’{mots}" if mots[0] in "ao" else f"de {mots}"


def heure(texte: str) -> str:
    """Write « 16:00 » as « 16 h » and « 16:15 » as « 16 h 15 »."""
    heures, minutes = texte.split(":")
    suite = "" if minutes == "00" else f"{INSECABLE}{minutes}"
    return f"{int(heures)}{INSECABLE}h{suite}"


def guillemets(texte: str) -> str:
    """Put a text between French quotation marks."""
    return f"«{INSECABLE}{texte}{INSECABLE}»"


def enumeration(mots: list[str], liaison: str = "et") -> str:
    """Join words: « a, b et c »."""
    if len(mots) < 2:
        return "".join(mots)
    return f"{', '.join(mots[:-1])} {liaison} {mots[-1]}"


def premiere_phrase(texte: str) -> tuple[str, str]:
    """Cut a text after its first sentence; what can be doubted is not cut.

    Args:
        texte: one paragraph.

    Returns:
        The first sentence, and the rest; nothing in the latter when there is no other sentence.
    """
    ouverts = ici = 0
    for fin in _FIN_DE_PHRASE.finditer(texte):
        passe = texte[ici : fin.end()]
        ici = fin.end()
        ouverts += sum(passe.count(s) for s in "«“(") - sum(passe.count(s) for s in "»”)")
        if ouverts <= 0 and not texte[ici].islower() and not _est_abrege(texte, fin.start()):
            return texte[: fin.start("espace")], texte[ici:]
    return texte, ""


def _est_abrege(texte: str, fin: int) -> bool:
    """Tell whether the word that stands before a mark is shortened, or numbers what follows."""
    avant = texte[max(0, fin - 20) : fin]
    mot = _DERNIER_MOT.search(avant)
    if texte[fin] != "." or mot is None:
        return False
    return avant.isdigit() or _ABREGE.fullmatch(mot[0]) is not None
