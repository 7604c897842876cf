"""Colours for HTML and SVG shown in the page: the browser picks light or dark by itself."""

from __future__ import annotations

from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.graphiques.socle.palette import CLAIR, SOMBRE, forme


def couleur_de_groupe(rang: int) -> str:
    """CSS colour of the group at a rank, in both themes."""
    return f"light-dark({CLAIR.groupe(rang)},{SOMBRE.groupe(rang)})"


def pastille_de_groupe(rang: int, certain: bool = True) -> Markup:
    """Small SVG of a group's shape and colour, hollow when the group is not certain."""
    style = "certain" if certain else "incertain"
    return html(
        '<svg class="tp-forme" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true" '
        'style="color:{couleur}">'
        '<g class="tp-marque tp-marque--{style}">{forme}</g></svg>',
        couleur=couleur_de_groupe(rang),
        style=style,
        forme=forme(rang),
    )
