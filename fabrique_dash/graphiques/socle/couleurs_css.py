"""Colours for HTML and SVG shown in the page: the browser picks light or dark by itself."""

from __future__ import annotations

from fabrique_dash.graphiques.socle.palette import CLAIR, SOMBRE, forme


def couleur_de_groupe(rang: int) -> str:
    """CSS colour of the group at a rank, in both themes."""
    return f"light-dark({CLAIR.groupe(rang)},{SOMBRE.groupe(rang)})"


def pastille_de_groupe(rang: int, certain: bool = True) -> str:
    """Small SVG of a group's shape and colour, hollow when the group is not certain."""
    style = "certain" if certain else "incertain"
    return (
        '<svg class="tp-forme" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true" '
        f'style="color:{couleur_de_groupe(rang)}">'
        f'<g class="tp-marque tp-marque--{style}">{forme(rang)}</g></svg>'
    )
