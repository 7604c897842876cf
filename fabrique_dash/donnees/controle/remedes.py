"""What somebody meant who typed a value in a spreadsheet: the same value, as a table holds it.

Nothing is corrected here: a message says what to write, and only what the column would accept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta

_JOUR = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})(?: .*)?")
_JOUR_A_L_ENVERS = re.compile(r"([0-9]{4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,2})(?:[ T].*)?")
_MOIS = re.compile(r"([0-9]{1,2})[/. -]([0-9]{4})")
_JOUR_EN_LETTRES = re.compile(r"(?:(?:[a-z]+ )?([0-9]{1,2})(?:er)? )?([a-z]+)\.? ([0-9]{4})")
_AVEC_DES_BARRES = re.compile(r"(?:[0-9]{1,2}/)?[0-9]{1,2}/[0-9]{4}")
_MOIS_EN_LETTRES = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"),
    *("septembre", "octobre", "novembre", "decembre"),
)
_HEURE = re.compile(r"([0-9]{1,2}) ?[h:] ?([0-9]{2})?(?: ?(?:mn|min)|:[0-9]{2})?")
_RANG_DE_TABLEUR = re.compile(r"[3-7][0-9]{4}")  # days since 1899-12-30, from 1982 on
_ENTRE_CHIFFRES = re.compile(r"(?<=[0-9])[ '’_](?=[0-9])")
_ZERO_DECIMAL = re.compile(r"([0-9]+)[.,]0+")
_OUI, _NON = frozenset({"oui", "o", "yes", "x", "on"}), frozenset({"non", "n", "no", "off"})
_LONGUEUR = 60  # nobody's date, code or number is longer

Proposition = tuple[str, str]


def sans_accents(texte: str) -> str:
    """Return a text in lower case, without accents, with plain spaces and hyphens."""
    decompose = unicodedata.normalize("NFD", texte.casefold())
    lettres = "".join(c for c in decompose if not unicodedata.combining(c))
    return " ".join(lettres.replace("‐", "-").replace("’", "'").split())


def _date(annee: str, mois: str, jour: str) -> Iterator[Proposition]:
    try:
        juste = date(int(annee), int(mois), int(jour)).isoformat()
    except ValueError:
        return
    yield juste, f"écrire {juste}"


def date_en_chiffres(texte: str) -> str:
    """Read a day or a month that a French spreadsheet writes: « 15/10/2021 », « 10/2021 ».

    Returns:
        The ISO date, as precise; empty when it is no such date.
    """
    if not _AVEC_DES_BARRES.fullmatch(texte):
        return ""
    return next((juste for juste, _ in _dates(texte)), "")


def _dates(texte: str) -> Iterator[Proposition]:
    if trouve := _JOUR.fullmatch(texte):
        yield from _date(trouve[3], trouve[2], trouve[1])
    if trouve := _JOUR_A_L_ENVERS.fullmatch(texte):
        yield from _date(*trouve.groups())
    if (trouve := _MOIS.fullmatch(texte)) and 1 <= int(trouve[1]) <= 12:
        juste = f"{trouve[2]}-{int(trouve[1]):02}"
        yield juste, f"écrire {juste}"
    yield from _dates_en_lettres(sans_accents(texte))
    if _RANG_DE_TABLEUR.fullmatch(texte):
        juste = (date(1899, 12, 30) + timedelta(days=int(texte))).isoformat()
        yield juste, f"c’est le rang que le tableur donne à ce jour : écrire {juste}"


def _dates_en_lettres(texte: str) -> Iterator[Proposition]:
    trouve = _JOUR_EN_LETTRES.fullmatch(texte)
    if not trouve or trouve[2] not in _MOIS_EN_LETTRES:
        return
    mois = _MOIS_EN_LETTRES.index(trouve[2]) + 1
    if trouve[1]:
        yield from _date(trouve[3], str(mois), trouve[1])
    else:
        yield f"{trouve[3]}-{mois:02}", f"écrire {trouve[3]}-{mois:02}"


def _heures(texte: str) -> Iterator[Proposition]:
    if trouve := _HEURE.fullmatch(texte.lower()):
        juste = f"{int(trouve[1]):02}:{trouve[2] or '00'}"
        yield juste, f"écrire {juste}"


def _chiffres(texte: str) -> Iterator[Proposition]:
    sans_espaces = _ENTRE_CHIFFRES.sub("", texte)
    sans_decimales = _ZERO_DECIMAL.sub(r"\1", sans_espaces)
    avec_un_point = sans_decimales.replace(",", ".")
    joints = (sans_espaces, sans_decimales, avec_un_point, sans_decimales.replace(".", ""))
    for juste in dict.fromkeys(joints):
        if juste != texte:
            yield juste, f"écrire {juste}"
    if re.fullmatch("[0-9][0-9AB]*", sans_decimales):
        juste = f"0{sans_decimales}"
        yield juste, f"remettre le zéro : {juste}"


def _mots(texte: str) -> Iterator[Proposition]:
    simple = sans_accents(texte)
    if simple in _OUI | _NON:
        juste = "true" if simple in _OUI else "false"
        yield juste, f"écrire {juste}"
    for juste in (texte.upper(), texte.lower(), re.sub(r"[\W_]+", "-", simple).strip("-")):
        yield juste, f"écrire {juste}"
    yield f"https://{texte}", f"écrire l’adresse entière : https://{texte}"


def remede(texte: str, accepte: Callable[[str], bool]) -> str:
    """Say what to write instead of a value; empty when nothing that is accepted looks like it.

    Args:
        texte: the value.
        accepte: tells whether the column would accept a value.
    """
    if len(texte) > _LONGUEUR:
        return ""
    for propositions in (_dates, _heures, _chiffres, _mots):
        for juste, dit in propositions(texte):
            if accepte(juste):
                return dit
    return ""
