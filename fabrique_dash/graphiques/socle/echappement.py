"""The one way for text from data into HTML, SVG, a popup or a tooltip."""

from __future__ import annotations

import html

# Leaflet popups made by folium are JavaScript template strings: « ${…} » would run even after
# html.escape, and back-ticks or backslashes would end or alter the string.
_JAVASCRIPT = {"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;"}


def texte_sur(valeur: object) -> str:
    """Make a value harmless as text or attribute of HTML, SVG and folium's JavaScript.

    Args:
        valeur: anything that comes from the data or from the URL.
    """
    sur = html.escape(str(valeur), quote=True)
    for dangereux, entite in _JAVASCRIPT.items():
        sur = sur.replace(dangereux, entite)
    return sur
