"""Block of the page Parcours: one step in detail."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte, periode
from fabrique_dash.chiffres.suivi.parcours import (
    DE_L_ENSEMBLE,
    Couple,
    couples,
    evenements_aux_memes_dates,
)
from fabrique_dash.donnees.formes_de_la_vue import Etape
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.pages.parcours.matrice import DIT_DE_TOUS
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse


def detail(vue: Vue, ident: str, territoires: frozenset[str] | None) -> None:
    """Show the chosen step: what it is, when, who has which state, events, mentions.

    Args:
        vue: the point of view.
        ident: id of the step; empty for none.
        territoires: ids of the territories to tell of; None for all.
    """
    if not ident:
        return
    etape = rangee(vue.etapes, ident, Etape)
    st.header(f"Étape\u00a0{etape['ordre']}\u00a0: {_texte_simple(etape['libelle'])}", anchor=False)
    poser(_presentation(vue, ident, territoires))
    siennes = _couples(vue, ident, territoires)
    blocs.source(vue, vue.etapes[vue.etapes["id"] == ident], siennes)
    _evenements(vue, etape)
    blocs.mentions_de(vue, "etape", ident, sauf=frozenset({"territoire"}))
    derniere_modification(vue, "etape", ident)


def _couples(vue: Vue, ident: str, territoires: frozenset[str] | None) -> pd.DataFrame:
    lignes = couples(vue)
    lignes = lignes[lignes["etape_id"] == ident]
    return lignes if territoires is None else lignes[lignes["territoire_id"].isin(territoires)]


def _texte_simple(texte: str) -> str:
    """Escape what Streamlit would read as Markdown in a heading."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-!|$~:" else c for c in texte)


@par_vue
def _presentation(vue: Vue, ident: str, territoires: frozenset[str] | None) -> Markup:
    etape = rangee(vue.etapes, ident, Etape)
    siennes = _couples(vue, ident, territoires)
    etats = joindre(
        html("<dt>{}</dt><dd>{}</dd>", _titre(str(etat), str(portee)), _qui(vue, tels))
        for (etat, portee), tels in siennes.groupby(["etat", "portee"], sort=False)
    )
    return html(
        '<div class="tp-carte"><p>{description}</p>'
        "<p><strong>Phase</strong>\u00a0: {phase}. "
        "<strong>Période</strong>\u00a0: {periode} "
        "{badge}{reprise}</p>"
        '<h3>Qui en est où</h3><dl class="tp-definitions">{etats}</dl></div>',
        description=etape["description"],
        phase=etape["phase"],
        periode=_periode(etape),
        badge=fragments.badge(etape["statut_date"]),
        reprise=place(vue, "etapes", ident, etape["libelle"]),
        etats=etats,
    )


def _titre(etat: str, portee: str) -> str:
    suite = f", {DIT_DE_TOUS} sans les nommer" if portee == DE_L_ENSEMBLE else ""
    return f"{etat.capitalize()}{suite}"


def _periode(etape: Etape) -> str:
    return periode(etape["debut"], etape["fin"]) if etape["debut"] else "non documentée"


def _qui(vue: Vue, lignes: pd.DataFrame) -> Markup:
    liens = joindre(
        (
            fragments.lien(adresse(vue, "territoire", c["territoire_id"]), c["territoire"])
            for c in rangees(lignes, Couple)
        ),
        ", ",
    )
    return html("{}\u00a0: {}", compte(len(lignes), "territoire"), liens)


def _evenements(vue: Vue, etape: Etape) -> None:
    poser(html("<h3>Événements du programme aux mêmes dates</h3>"))
    proches = evenements_aux_memes_dates(vue, etape["id"])
    if proches.empty:
        st.markdown(
            "Aucun\u00a0: les sources ne rattachent pas les événements aux étapes, et "
            + (
                "aucun événement connu ne tombe dans cette période."
                if etape["debut"]
                else "la période de celle-ci n’est pas documentée."
            )
        )
        return
    poser(
        html(
            '<p class="tp-note">Les sources ne rattachent pas les événements aux étapes\u00a0: '
            "ceux-ci sont rapprochés par leurs dates.</p>"
        )
    )
    blocs.evenements(vue, list(proches["id"]))
