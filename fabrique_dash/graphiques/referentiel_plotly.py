"""The whole référentiel in one picture: enjeux, what each holds, every title in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.graphiques.palette import Palette, palette
from fabrique_dash.graphiques.style_plotly import mise_en_page

_HAUTEUR = 1_060
_SIGNES_PAR_LIGNE = 21  # characters of a line inside a box
_SIGNES_D_UN_TITRE = 60  # the same in the band on top of an enjeu


@dataclass(frozen=True)
class Boite:
    """One box of the picture: its id, the id of the box that holds it, its text, its depth."""

    id: str
    parent: str
    texte: str
    niveau: int


def _coupe(boite: Boite) -> str:
    largeur = _SIGNES_D_UN_TITRE if boite.niveau < 2 else _SIGNES_PAR_LIGNE
    return "<br>".join(texte_sur(ligne) for ligne in wrap(boite.texte, largeur))


def _couleur(boite: Boite, couleurs: Palette, rangs: dict[str, int]) -> str:
    if boite.niveau == 0:
        return couleurs.fond
    if boite.niveau == 1:
        return couleurs.terre
    # Kinds take two grounds in turn: each also has its name on top of its boxes.
    return (
        couleurs.surface if rangs.get(boite.id, rangs.get(boite.parent, 0)) % 2 else couleurs.fond
    )


def carte_du_referentiel(boites: Sequence[Boite], sombre: bool) -> go.Figure:
    """Draw nested boxes, all leaves of the same weight: their size says nothing.

    Args:
        boites: the boxes, the one that holds all first (depth 0), then enjeux (1), kinds (2),
            titles (3).
        sombre: whether the page's theme is dark.
    """
    couleurs = palette(sombre)
    rangs: dict[str, int] = {}
    freres: dict[str, int] = {}
    for boite in boites:
        if boite.niveau == 2:
            rangs[boite.id] = freres.get(boite.parent, 0)
            freres[boite.parent] = rangs[boite.id] + 1
    porteuses = {boite.parent for boite in boites}
    figure = go.Figure(
        go.Treemap(
            ids=[b.id for b in boites],
            parents=[b.parent for b in boites],
            labels=[_coupe(b) for b in boites],
            values=[0 if b.id in porteuses else 1 for b in boites],
            branchvalues="remainder",
            sort=False,
            textinfo="label",
            hoverinfo="label",
            textfont={"size": 13, "color": couleurs.texte},
            marker={
                "colors": [_couleur(b, couleurs, rangs) for b in boites],
                "line": {"color": couleurs.trait, "width": 1},
                "pad": {"t": 24, "l": 4, "r": 4, "b": 4},
            },
            tiling={"packing": "squarify", "pad": 3},
            pathbar={"visible": False},
        )
    )
    mise_en_page(figure, couleurs, hauteur=_HAUTEUR)
    figure.update_layout(margin={"l": 0, "r": 0, "t": 4, "b": 4})
    return figure
