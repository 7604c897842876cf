"""What all Plotly figures share: fonts, grounds, grids, French numbers."""

from __future__ import annotations

import plotly.graph_objects as go

from fabrique_dash.graphiques.socle.palette import Palette

POLICE = "Atkinson Hyperlegible Next, Source Sans, sans-serif"
SEPARATEURS = ",\u202f"  # decimal comma, thin space between thousands


def figure_vide(couleurs: Palette, hauteur: int) -> go.Figure:
    """Make a figure that has the house's look, and nothing on it yet.

    Args:
        couleurs: the theme's colours.
        hauteur: height in pixels.
    """
    figure = go.Figure()
    figure.update_layout(
        height=hauteur,
        margin={"l": 8, "r": 12, "t": 40, "b": 40},
        font={"family": POLICE, "size": 14, "color": couleurs.texte},
        paper_bgcolor=couleurs.fond,
        plot_bgcolor=couleurs.fond,
        separators=SEPARATEURS,
        hoverlabel={
            "bgcolor": couleurs.surface,
            "bordercolor": couleurs.trait,
            "font": {"family": POLICE, "color": couleurs.texte},
        },
        dragmode=False,
    )
    figure.update_xaxes(gridcolor=couleurs.terre, linecolor=couleurs.trait, automargin=True)
    figure.update_yaxes(gridcolor=couleurs.terre, linecolor=couleurs.trait, automargin=True)
    return figure
