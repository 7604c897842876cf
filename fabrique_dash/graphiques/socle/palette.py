"""Colours and shapes: a group is told by both, and by its name."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.donnees.etats import Etat
from fabrique_dash.graphiques.socle.echappement import html


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; the same as in `.streamlit/config.toml` (a test compares them)."""

    groupes: tuple[str, ...]
    fond: str
    surface: str
    texte: str
    discret: str
    trait: str
    terre: str
    accent: str

    def groupe(self, rang: int) -> str:
        """Colour of the group at a rank; a sixth group starts again with another shape."""
        return self.groupes[rang % len(self.groupes)]


CLAIR = Palette(
    groupes=("#332288", "#785EF0", "#009E73", "#B45309", "#5B5B5B"),
    fond="#FAF7F1",
    surface="#F0EBE1",
    texte="#1F1B2D",
    discret="#5C5666",
    trait="#8C8474",
    terre="#F5F1E8",
    accent="#332288",
)
SOMBRE = Palette(
    groupes=("#D8D2FF", "#9080FF", "#3DD6A5", "#E07B2A", "#77747F"),
    fond="#15131F",
    surface="#221F31",
    texte="#ECE8F4",
    discret="#B3AEC2",
    trait="#7D7894",
    terre="#2C283D",
    accent="#B9AEFF",
)


def palette(sombre: bool) -> Palette:
    """Return the colours of the dark or of the light theme."""
    return SOMBRE if sombre else CLAIR


# Shapes drawn in a square from -1 to 1, the y axis pointing down.
FORMES = (
    html('<circle r="0.92"/>'),
    html('<rect x="-0.82" y="-0.82" width="1.64" height="1.64"/>'),
    html('<path d="M0 -1 L0.98 0.8 L-0.98 0.8 Z"/>'),
    html('<path d="M0 -1.06 L1.06 0 L0 1.06 L-1.06 0 Z"/>'),
    html('<path d="M-0.5 -0.9 L0.5 -0.9 L1 0 L0.5 0.9 L-0.5 0.9 L-1 0 Z"/>'),
    html('<path d="M0 -1.1 L0.3 -0.3 L1.1 0 L0.3 0.3 L0 1.1 L-0.3 0.3 L-1.1 0 L-0.3 -0.3 Z"/>'),
)
# Plotly's names of the same shapes, in the same order.
SYMBOLES = ("circle", "square", "triangle-up", "diamond", "hexagon", "star-diamond")

# A state is told by a Plotly symbol, a glyph in text, and a word: never by colour alone.
SYMBOLE_D_ETAT = {
    Etat.TENU: "circle",
    Etat.A_VENIR: "circle-open",
    Etat.SANS_CONFIRMATION: "diamond-open-dot",
    Etat.SANS_DATE: "x-thin-open",
}
GLYPHE_D_ETAT = {
    Etat.TENU: "●",
    Etat.A_VENIR: "○",
    Etat.SANS_CONFIRMATION: "◈",
    Etat.SANS_DATE: "×",
}


def forme(rang: int) -> Markup:
    """SVG shape of the group at a rank, of unit size, without colour."""
    return FORMES[rang % len(FORMES)]
