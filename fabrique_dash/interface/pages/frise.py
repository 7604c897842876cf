"""Blocks of the timeline page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.frise import FiltreFrise, dans_la_fenetre
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.frise_plotly import frise
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.figures import montrer
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.briques.sommaire import titre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.frise_demandee import filtre_de_la_frise
from fabrique_dash.publication.site.parametres import Filtre

_SANS_DATE = "Sans date"


def filtres(demande: Demande) -> FiltreFrise:
    """Ask for lanes, kinds, states and years."""
    demander(demande, "couloirs")
    with st.expander("Plus de filtres", icon=":material/tune:"):
        for cle in ("etats", "genres", "annees"):
            demander(demande, cle)
    return filtre_de_la_frise(demande)


def detail(vue: Vue, ouvert: Filtre) -> None:
    """Show the event that the address opens, with all that mentions it."""
    for ident in ouvert.choix:
        st.header(objets(vue, "evenement")[ident], anchor=False)
        blocs.evenements(vue, [ident])
        blocs.mentions_de(vue, "evenement", ident)
        derniere_modification(vue, "evenement", ident)
        blocs.lien(vue, "frise", "Toute la frise")


def legende() -> None:
    """Say what the marks mean."""
    poser(
        html(
            '<ul class="tp-legende">'
            '<li><span class="tp-pastille tp-pastille--disque"></span>tenu</li>'
            '<li><span class="tp-pastille tp-pastille--anneau"></span>à venir (annoncé)</li>'
            '<li><span class="tp-pastille tp-pastille--pointille"></span>sans confirmation</li>'
            "<li>Un trait couvre le mois ou l’année quand le jour n’est pas connu.</li></ul>"
        )
    )


def dessin(demande: Demande, toutes: pd.DataFrame) -> None:
    """Draw the dated events: those of the cohort's window, or the whole history if asked for."""
    vue = demande.vue
    histoire = demander(demande, "histoire").choix or demande["annees"].phrase
    dates = toutes if histoire or toutes.empty else dans_la_fenetre(vue, toutes)
    if len(dates) < len(toutes):
        poser(
            html(
                '<p class="tp-note">La frise s’ouvre sur le parcours\u00a0: {} sur {}. Tout est '
                "listé plus bas.</p>",
                compte(len(dates), "événement daté", "événements datés"),
                len(toutes),
            )
        )
    if dates.empty:
        st.info("Aucun événement daté ne répond à ces filtres.")
        return
    montrer(
        vue,
        lambda sombre: frise(dates, vue.jour, sombre),
        ("frise", tuple(dates["id"])),
        f"Frise de {compte(len(dates), 'événement daté', 'événements datés')}, "
        "par couloir. La même chose suit, mois par mois.",
        large=True,
    )


def par_mois(vue: Vue, dates: pd.DataFrame) -> None:
    """List the dated events by month; those known to the year only are told apart."""
    blocs.evenements(vue, list(dates["id"]), par_mois=True)


def titre_des_sans_date(lignes: pd.DataFrame) -> list[str]:
    """Return the title of `sans_date`; nothing when it would be empty."""
    return [] if lignes.empty else [_SANS_DATE]


def sans_date(vue: Vue, lignes: pd.DataFrame) -> None:
    """List apart the events whose date no source gives."""
    if lignes.empty:
        return
    titre(_SANS_DATE)
    st.markdown(
        "Les sources ne donnent pas leur date\u00a0: on ne peut les placer sur la frise, ni "
        "toujours dire si elles sont passées."
    )
    blocs.evenements(vue, list(lignes["id"]))
