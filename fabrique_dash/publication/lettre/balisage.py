"""The light markup of the letter's texts: **bold**, [link](https://…), and a backslash to undo it.

Texts from the data are made plain by `neutralise`; only what an editor types can be bold or a link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNES = re.compile(r"([\\*\[\]])")
# A mark ends before the next one starts, and gives nothing back: each sign is read once, however
# many marks are opened and left so.
_MARQUES = re.compile(
    r"\\(?P<signe>[\\*\[\]])"
    r"|\*\*(?P<gras>(?:\\.|[^*\\])++)\*\*"
    r"|\[(?P<libelle>(?:\\.|[^\[\]\\])++)\]\((?P<adresse>https?://[^\s()<>\"']++)\)"
)
_ESPACES = re.compile(r"[^\S\u00a0\u202f]+")
# Invisible characters that turn the order of the text round, or carry nothing.
_INVISIBLES = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Morceau:
    """A run of text, bold or not, that leads somewhere or not."""

    texte: str
    gras: bool = False
    adresse: str = ""


def propre(texte: str) -> str:
    """Put a text on one line and take its invisible characters away; no-break spaces stay."""
    return _ESPACES.sub(" ", _INVISIBLES.sub("", texte)).strip()


def neutralise(valeur: object) -> str:
    """Make a text from the data plain: nothing in it is read as markup."""
    return _SIGNES.sub(r"\\\1", propre(str(valeur)))


def _sans_barres(texte: str) -> str:
    return re.sub(r"\\([\\*\[\]])", r"\1", texte)


def morceaux(texte: str) -> list[Morceau]:
    """Cut a text into runs; what is not well-formed markup stays as it was typed."""
    runs: list[Morceau] = []
    ici, simple = 0, ""
    for marque in _MARQUES.finditer(texte):
        simple += texte[ici : marque.start()]
        ici = marque.end()
        if marque["signe"]:
            simple += marque["signe"]
            continue
        if simple:
            runs.append(Morceau(simple))
            simple = ""
        if marque["gras"]:
            runs.append(Morceau(_sans_barres(marque["gras"]), gras=True))
        else:
            runs.append(Morceau(_sans_barres(marque["libelle"]), adresse=marque["adresse"]))
    simple += texte[ici:]
    return [*runs, Morceau(simple)] if simple else runs


def texte_nu(texte: str) -> str:
    """Return a text without its markup; a link is followed by its address."""
    return "".join(f"{m.texte} ({m.adresse})" if m.adresse else m.texte for m in morceaux(texte))
