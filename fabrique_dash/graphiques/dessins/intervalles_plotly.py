"""Figures side by side, drawn as the intervals that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import escape

from fabrique_dash.chiffres.calculs.groupes import nom_du_groupe
from fabrique_dash.chiffres.catalogue import PAR_GROUPE
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, pour_un_script
from fabrique_dash.graphiques.socle.palette import SYMBOLES, palette
from fabrique_dash.graphiques.socle.style_plotly import figure_vide

_HAUTEUR_DE_LIGNE = 62


@dataclass(frozen=True)
class Ligne:
    """One row of the chart: a name, the rank that gives colour and shape, and the figure."""

    nom: str
    rang: int
    chiffre: Chiffre

    @property
    def etiquette(self) -> str:
        """The name, harmless: Plotly reads HTML, links included, in the names of an axis."""
        return pour_un_script(escape(self.nom))


def lignes_des_groupes(vue: Vue, mesure: str, groupes: Sequence[str]) -> list[Ligne]:
    """Compute one figure of each given group, a row each.

    Args:
        vue: the point of view.
        mesure: name of a figure of `PAR_GROUPE`.
        groupes: ids of groups.
    """
    rangs = vue.groupes.set_index("id")["rang"]
    calcul = PAR_GROUPE[mesure]
    return [Ligne(nom_du_groupe(vue, g), int(rangs[g]), calcul(vue, g)) for g in groupes]


def _trace(ligne: Ligne, couleur: str, fond: str) -> go.Scatter:
    chiffre = ligne.chiffre
    haut = chiffre.maximum
    bas = chiffre.minimum if chiffre.minimum is not None else haut
    symbole = SYMBOLES[ligne.rang % len(SYMBOLES)]
    return go.Scatter(
        x=[bas, haut],
        y=[ligne.etiquette, ligne.etiquette],
        mode="lines+markers+text",
        line={"color": couleur, "width": 8},
        marker={
            "symbol": [symbole, symbole],
            "size": 17,
            "color": couleur if chiffre.exact else fond,
            "line": {"color": couleur, "width": 3},
        },
        text=["", pour_un_script(escape(chiffre.valeur()))],
        textposition="top center" if bas == haut else "top left",
        cliponaxis=False,
        hovertemplate=pour_un_script(
            html("{}\u00a0: {}<extra></extra>", ligne.nom, chiffre.valeur_et_unite())
        ),
        showlegend=False,
    )


def intervalles(lignes: Sequence[Ligne], sombre: bool) -> go.Figure:
    """Draw one interval per row; a figure that is not documented is said so, never drawn as 0.

    Args:
        lignes: rows, the first on top.
        sombre: whether the page's theme is dark.
    """
    couleurs = palette(sombre)
    figure = figure_vide(couleurs, hauteur=90 + _HAUTEUR_DE_LIGNE * len(lignes))
    bornes = [ligne.chiffre.maximum or 0 for ligne in lignes]
    for ligne in lignes:
        if ligne.chiffre.maximum is not None:
            figure.add_trace(_trace(ligne, couleurs.groupe(ligne.rang), couleurs.fond))
        else:
            figure.add_annotation(
                x=0,
                y=ligne.etiquette,
                text=ligne.chiffre.valeur(),
                xanchor="left",
                xshift=8,
                showarrow=False,
                font={"color": couleurs.discret},
            )
    figure.update_yaxes(
        categoryorder="array", categoryarray=[ligne.etiquette for ligne in reversed(lignes)]
    )
    figure.update_yaxes(type="category", range=[-0.6, len(lignes) - 0.4])
    figure.update_xaxes(range=[0, max(bornes, default=1) * 1.12 or 1], tickformat=",.0f")
    return figure
