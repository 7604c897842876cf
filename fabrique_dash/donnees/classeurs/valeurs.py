"""From what a French spreadsheet writes to what the package writes: the same value, or the text.

Nothing is guessed: what has one meaning is put as the package writes it; the rest stays as it is,
and the check of the data says what is wrong with it.
"""

from __future__ import annotations

import re

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


def est_la_meme(champ: Champ, une: str, autre: str) -> bool:
    """Tell whether two texts of a cell are one value: « 1.50 » and « 1.5 » are.

    Args:
        champ: its column.
        une: the first text.
        autre: the second.
    """
    if une == autre or not une or not autre or champ.type == "string":
        return une == autre
    try:
        return lire(code_propre(une), champ.type) == lire(code_propre(autre), champ.type)
    except ValueError:
        return False
