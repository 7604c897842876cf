"""The timeline: lanes, honest about what each date is worth."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
from markupsafe import escape

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.chiffres.tables.frise import COULOIRS, EvenementPlace, placer
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.graphiques.socle.echappement import html, joindre, pour_un_script
from fabrique_dash.graphiques.socle.palette import SYMBOLE_D_ETAT, Palette, palette
from fabrique_dash.graphiques.socle.style_plotly import figure_vide

_HAUTEUR_DE_RANG = 24
_LONGUEUR_DE_NOM = 44
_PLEINS = {Etat.TENU.value}
_MARGE_DU_NOM = 0.4  # share of the axis before which a name goes to the right of its mark


def _bulle(e: EvenementPlace) -> str:
    lieu = html("<br>{}", e["lieu"]) if e["lieu"] else ""
    titre, quand, etat = e["titre"], e["date"], e["etat"]
    return pour_un_script(html("<b>{}</b><br>{} — {}{}", titre, quand, etat, lieu))


def _nom(e: EvenementPlace) -> str:
    """Name an event beside its mark, where there is room; shortened if it must be."""
    if not e["nomme"]:
        return ""
    titre = e["titre"]
    court = titre if len(titre) <= _LONGUEUR_DE_NOM else f"{titre[: _LONGUEUR_DE_NOM - 1]}…"
    return pour_un_script(escape(f"\u2002{court}\u2002"))


def _traits(places: pd.DataFrame, etat: str, couleurs: Palette) -> go.Scatter | None:
    """Draw as a line what lasts, or what is known to the month or to the year only."""
    longs = places[~places["bref"]]
    if longs.empty:
        return None
    x: list[date | None] = []
    y: list[float | None] = []
    for e in rangees(longs, EvenementPlace):
        x += [e["premier"], e["dernier"] + timedelta(days=1), None]
        y += [e["y"], e["y"], None]
    plein = etat in _PLEINS
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={
            "color": couleurs.accent,
            "width": 11 if plein else 3,
            "dash": None if plein else "dot",
        },
        hoverinfo="skip",
        showlegend=False,
    )


def _marques(places: pd.DataFrame, etat: str, couleurs: Palette) -> go.Scatter:
    milieux = [p + (d - p) / 2 for p, d in zip(places["premier"], places["dernier"], strict=True)]
    return go.Scatter(
        x=milieux,
        y=places["y"],
        mode="markers",
        marker={
            "symbol": SYMBOLE_D_ETAT[Etat(etat)],
            "size": 13,
            "opacity": [1 if bref or etat not in _PLEINS else 0 for bref in places["bref"]],
            "color": couleurs.accent,
            "line": {"width": 2, "color": couleurs.fond if etat in _PLEINS else couleurs.accent},
        },
        customdata=[_bulle(e) for e in rangees(places, EvenementPlace)],
        hovertemplate=str(html("%{{customdata}}<extra></extra>")),
        name=etat,
        showlegend=False,
    )


def _noms(places: pd.DataFrame, a_droite: list[bool], couleurs: Palette) -> go.Scatter:
    """Write the names at the end of their lines, on the side where there is room."""
    lignes = rangees(places, EvenementPlace)
    bouts = [e["dernier"] if d else e["premier"] for e, d in zip(lignes, a_droite, strict=True)]
    return go.Scatter(
        x=bouts,
        y=places["y"],
        mode="text",
        text=[_nom(e) for e in lignes],
        textposition=["middle right" if d else "middle left" for d in a_droite],
        textfont={"color": couleurs.texte, "size": 13},
        hoverinfo="skip",
        showlegend=False,
    )


def _au_debut(places: pd.DataFrame, jour: date) -> list[bool]:
    """Tell which events are near the start of the axis: no name has room on their left."""
    debut, fin = min([*places["premier"], jour]), max([*places["dernier"], jour])
    seuil = debut + (fin - debut) * _MARGE_DU_NOM
    return [premier < seuil for premier in places["premier"]]


def frise(evenements: pd.DataFrame, jour: date, sombre: bool) -> go.Figure:
    """Draw dated events on lanes, with a line at the reference date.

    Args:
        evenements: dated rows of `chiffres.frise.evenements_dates`, at least one.
        jour: the reference date.
        sombre: whether the page's theme is dark.
    """
    couleurs = palette(sombre)
    places, noms = placer(evenements, tuple(COULOIRS))
    rangs = float(places["y"].max())
    figure = figure_vide(couleurs, hauteur=int(110 + (rangs + 1) * _HAUTEUR_DE_RANG))
    for etat, siens in places.groupby("etat"):
        trait = _traits(siens, str(etat), couleurs)
        if trait is not None:
            figure.add_trace(trait)
        figure.add_trace(_marques(siens, str(etat), couleurs))
    figure.add_trace(_noms(places, _au_debut(places, jour), couleurs))
    figure.update_yaxes(
        tickvals=list(noms.values()),
        ticktext=[joindre(COULOIRS[c].split(" et "), html("<br>et ")) for c in noms],
        range=[-0.8, rangs + 0.8],
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(tickformat="%m/%Y", hoverformat="%d/%m/%Y", side="top")
    figure.add_vline(x=jour, line={"color": couleurs.texte, "width": 2, "dash": "dash"})
    figure.add_annotation(
        x=jour,
        y=-0.02,
        yref="paper",
        yanchor="top",
        text=f"État au {jour_long(jour)}",
        showarrow=False,
        font={"color": couleurs.texte, "size": 13},
    )
    return figure
