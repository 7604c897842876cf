"""The product's font in the pictures: its files, its widths, its declaration inside an SVG."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path

DOSSIER = Path(__file__).parents[1] / "polices"
FAMILLE = "Atkinson Hyperlegible Next"
FICHIERS = tuple(str(DOSSIER / nom) for nom in ("regular.ttf", "bold.ttf"))
_GRAISSES = {"regular": 400, "bold": 700}
# Where a program ignores the font of a picture it takes its own: a text has to fit all the same.
# The widest of the usual ones, DejaVu Sans, measured on French sentences.
_SECOURS = {"regular": 1.15, "bold": 1.21}
_CHASSE_INCONNUE = 0.7  # em: a character that the font lacks is drawn as a box, or by another one


@cache
def _chasses() -> dict[str, dict[str, float]]:
    lues: dict[str, dict[str, float]] = json.loads((DOSSIER / "chasses.json").read_text("utf-8"))
    return lues


def largeur(texte: str, corps: float, gras: bool = False, *, secours: bool = True) -> float:
    """Measure the room that a text takes, in pixels, in our font or in one that replaces it.

    Args:
        texte: one line.
        corps: font size in pixels.
        gras: whether it is bold.
        secours: whether a font that replaces ours must fit too.
    """
    style = "bold" if gras else "regular"
    chasses = _chasses()[style]
    return (
        corps
        * (_SECOURS[style] if secours else 1)
        * sum(chasses.get(signe, _CHASSE_INCONNUE) for signe in texte)
    )


def a_le_signe(signe: str) -> bool:
    """Tell whether the font can draw a sign."""
    return signe in _chasses()["regular"]


@cache
def declaration() -> str:
    """Write the CSS that carries the font inside an SVG: nothing is asked to anybody."""
    return "".join(
        f'@font-face{{font-family:"{FAMILLE}";font-weight:{graisse};src:url(data:font/woff2;'
        f"base64,{base64.b64encode((DOSSIER / f'{style}.woff2').read_bytes()).decode()})"
        ' format("woff2")}'
        for style, graisse in _GRAISSES.items()
    )
