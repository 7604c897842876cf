"""The one way to write HTML and SVG: a template in the code, and values that are escaped into it.

Markup is `markupsafe.Markup`, which no plain text is: what puts markup on a page asks for one, and
what is not one is escaped, so that nobody has to remember to do it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from typing import cast

from markupsafe import Markup, escape

# Leaflet popups made by folium are JavaScript template strings: « ${…} » would run even after
# HTML's escape, and back-ticks or backslashes would end or alter the string.
_JAVASCRIPT = str.maketrans({"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;"})

_A_ECHAPPER = re.compile("[&<>\"']")
_NOMBRES = (int, float)


def html(gabarit: str, /, *valeurs: object, **nommees: object) -> Markup:
    """Write HTML or SVG from a template, with its values as text or inside quoted attributes.

    Args:
        gabarit: markup written in the code, never computed (a test reads the code for that), with
            the places of its values as `str.format` knows them.
        valeurs: values by position; `Markup` goes as it is, anything else is escaped.
        nommees: values by name.
    """
    for nom, valeur in nommees.items():
        nommees[nom] = _sur(valeur)
    return _declare(gabarit.format(*map(_sur, valeurs), **nommees))


def joindre(morceaux: Iterable[str], entre: str = "") -> Markup:
    """Join pieces of markup; what is not markup, among them or between them, is escaped.

    Args:
        morceaux: the pieces.
        entre: what goes between two of them.
    """
    surs = [m if type(m) is Markup else escape(m) for m in morceaux]
    return _declare(str(escape(entre) if entre else "").join(surs))


def remplir(balisage: Markup, place: re.Pattern[str], faire: Callable[..., Markup]) -> Markup:
    """Put markup in places that were marked in other markup.

    Args:
        balisage: where the places are.
        place: what marks them: it begins with a `<`, which no value can hold.
        faire: makes what goes in a place, from the values that were written in it.
    """
    return _declare(place.sub(lambda m: faire(*map(unescape, m.groups())), str(balisage)))


def feuille_de_style(css: str) -> Markup:
    """Make the inside of a `<style>`, where nothing is escaped.

    Args:
        css: written in the code.

    Raises:
        ValueError: it could end its element.
    """
    if "<" in css:
        raise ValueError(f"Une feuille de style ne contient pas de balise\u00a0: {css[:80]}")
    return Markup(css)


def pour_un_script(balisage: Markup) -> str:
    """Write markup for a script of others, which holds it inside one of its own strings.

    Args:
        balisage: it reads the same afterwards; the signs that JavaScript knows are entities.
    """
    return str(balisage).translate(_JAVASCRIPT)


def _declare(balisage: str) -> Markup:
    # What `Markup(balisage)` does of a text, without asking first if it is one: a table has
    # thousands of cells.
    return str.__new__(Markup, balisage)


def _sur(valeur: object) -> object:
    """Make a value harmless: most are by themselves, and cost no more than a look."""
    genre = type(valeur)
    if genre is Markup or (genre is str and _A_ECHAPPER.search(cast(str, valeur)) is None):
        return valeur
    # The template may say how many decimals of a number to write.
    return valeur if isinstance(valeur, _NOMBRES) else escape(valeur)
