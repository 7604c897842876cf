"""The whole référentiel in one picture: four enjeux, and every title that each holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap

import plotly.graph_objects as go
from markupsafe import escape

from fabrique_dash.graphiques.socle.echappement import html, joindre, pour_un_script
from fabrique_dash.graphiques.socle.palette import Palette, palette
from fabrique_dash.graphiques.socle.style_plotly import figure_vide

_RACINE = "referentiel"
_HAUTEUR_MINIMALE, _HAUTEUR_PAR_TITRE = 560, 24.5  # pixels
_SIGNES_PAR_LIGNE = 16  # characters of a line inside a box
_SIGNES_D_UN_BANDEAU = 56  # the same in the band on top of an enjeu
_POLICE, _BANDEAU = 12, 26  # pixels


@dataclass(frozen=True)
class Boite:
    """One box of the picture.

    Attributes:
        id: its id.
        enjeu: id of the enjeu that holds it; empty when it is an enjeu.
        nature: what kind of thing it is; boxes of one kind have the same ground.
        mot: what it is, in words, written in the box.
        texte: its title.
    """

    id: str
    enjeu: str
    nature: str
    mot: str
    texte: str


def _texte(boite: Boite) -> str:
    if not boite.enjeu:
        return pour_un_script(escape(shorten(boite.texte, _SIGNES_D_UN_BANDEAU, placeholder="…")))
    lignes = [html("<b>{}</b>", boite.mot), *_lignes(boite.texte, _SIGNES_PAR_LIGNE)]
    return pour_un_script(joindre(lignes, html("<br>")))


def _entier(boite: Boite) -> str:
    """The whole title, cut in lines for the hover label."""
    lignes = _lignes(f"{boite.mot} — {boite.texte}", _SIGNES_D_UN_BANDEAU)
    return pour_un_script(joindre(lignes, html("<br>")))


def _lignes(texte: str, largeur: int) -> list[str]:
    return wrap(texte, largeur, break_long_words=False, break_on_hyphens=False)


def _fonds(boites: Sequence[Boite], couleurs: Palette) -> list[str]:
    """One ground per kind, in turn: its word is written in each box all the same."""
    tons = (couleurs.fond, couleurs.surface, couleurs.terre)
    natures = list(dict.fromkeys(b.nature for b in boites if b.enjeu))
    rangs = {nature: rang % len(tons) for rang, nature in enumerate(natures)}
    return [tons[rangs[b.nature]] if b.enjeu else couleurs.terre for b in boites]


def carte_du_referentiel(boites: Sequence[Boite], sombre: bool) -> go.Figure:
    """Draw boxes inside enjeux, all of the same weight: their size says nothing.

    Args:
        boites: enjeux, and what they hold, in order.
        sombre: whether the page's theme is dark.
    """
    couleurs = palette(sombre)
    titres = sum(bool(b.enjeu) for b in boites)
    hauteur = max(_HAUTEUR_MINIMALE, round(_HAUTEUR_PAR_TITRE * titres))
    figure = figure_vide(couleurs, hauteur)
    figure.add_trace(
        go.Treemap(
            ids=[_RACINE, *(b.id for b in boites)],
            parents=["", *(b.enjeu or _RACINE for b in boites)],
            labels=["Référentiel Villes pairs", *(_texte(b) for b in boites)],
            values=[0, *(1 if b.enjeu else 0 for b in boites)],
            branchvalues="remainder",
            sort=False,
            textinfo="label",
            hovertext=["", *(_entier(b) for b in boites)],
            hoverinfo="text",
            textfont={"size": _POLICE, "color": couleurs.texte},
            marker={
                "colors": [couleurs.fond, *_fonds(boites, couleurs)],
                "line": {"color": couleurs.trait, "width": 1},
                "pad": {"t": _BANDEAU, "l": 4, "r": 4, "b": 4},
            },
            tiling={"packing": "squarify", "pad": 3},
            pathbar={"visible": False},
        )
    )
    figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure
