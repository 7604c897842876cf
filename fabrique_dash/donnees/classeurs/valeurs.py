"""From what a French spreadsheet writes to what the package writes: the same value, or the text.

Nothing is guessed: what has one meaning is put as the package writes it; the rest stays as it is,
and the check of the data says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from fabrique_dash.donnees.cellules import code_propre, ecrire, est_un_code, lire, propre
from fabrique_dash.donnees.controle.remedes import date_en_chiffres
from fabrique_dash.donnees.descripteur import Champ

_DECIMALE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+),[0-9]+")
_PAR_MILLE = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+")


def valeur_du_paquet(champ: Champ, texte: str) -> str:
    """Return a cell as the package writes it.

    A day or a month written with figures keeps its precision: « 15/10/2021 », « 10/2021 ». A
    decimal comma, spaces between thousands, « VRAI » have one meaning. A code that lost its first
    zero stays as it is: nobody knows that it had one.

    Args:
        champ: its column.
        texte: what it holds.
    """
    if not est_un_code(champ):
        return propre(texte)
    code = code_propre(texte)
    if champ.type == "date" or champ.est_une_date_reduite:
        return date_en_chiffres(code) or code
    if champ.type in ("integer", "number"):
        return _nombre(code)
    if champ.type == "boolean":
        return _booleen(code)
    return code


def _nombre(code: str) -> str:
    if _DECIMALE.fullmatch(code) or _PAR_MILLE.fullmatch(code):
        return code.replace(" ", "").replace(",", ".")
    return code


def _booleen(code: str) -> str:
    try:
        return ecrire(lire(code, "boolean"))
    except ValueError:
        return code


def est_la_meme(champ: Champ, avant: str, texte: str) -> bool:
    """Tell whether a cell still holds what it held: « 1.5 » is « 1.50 ».

    A CSV in Windows-1252 has no narrow space, and no emoji: a spreadsheet writes « ? » instead.

    Args:
        champ: its column.
        avant: what it held.
        texte: what it holds.
    """
    if avant == texte or not avant or not texte:
        return avant == texte
    if champ.type == "string":
        return "?" in texte and bool(re.fullmatch(_sans_ses_signes(avant), texte))
    try:
        return lire(code_propre(avant), champ.type) == lire(code_propre(texte), champ.type)
    except ValueError:
        return False


def a_perdu_des_signes(avant: str, texte: str) -> bool:
    """Tell whether a text that was changed has « ? » where it had what Windows-1252 has not.

    Args:
        avant: what the cell held.
        texte: what it holds, in a file in Windows-1252.
    """
    perdus = any(not _est_de_windows(signe) for signe in avant)
    return perdus and texte.count("?") > avant.count("?")


def _sans_ses_signes(texte: str) -> str:
    """Return the pattern of a text once in Windows-1252; a sign may be two for a spreadsheet.

    Its « ? » are counted with them: a pattern has then one way to be tried.
    """
    suites = groupby(texte, key=lambda s: s == "?" or not _est_de_windows(s))
    return "".join(_points(list(s)) if perdus else re.escape("".join(s)) for perdus, s in suites)


def _points(signes: Sequence[str]) -> str:
    perdus = sum(signe != "?" for signe in signes)
    return rf"\?{{{len(signes)},{len(signes) + perdus}}}"


def _est_de_windows(signe: str) -> bool:
    return signe.isascii() or bool(signe.encode("cp1252", "ignore"))
