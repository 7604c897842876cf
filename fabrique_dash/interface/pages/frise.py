"""Blocks of the timeline page."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.frise import COULOIRS, FiltreFrise, evenements_dates
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.frise_plotly import frise
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.figures import montrer
from fabrique_dash.interface.briques.images import liste
from fabrique_dash.interface.filtres.dates import annees
from fabrique_dash.interface.filtres.filtres import Filtre, objet_de_l_adresse, plusieurs

_ETATS = {e.value: e.value.capitalize() for e in Etat if e is not Etat.NON_MONTRE}
_RIEN = ("",)  # no event has it: a filter left empty keeps nothing, as its words say
_AU_PLURIEL = {Etat.TENU.value: "tenus", Etat.SANS_DATE.value: "sans date documentée"}


@par_vue
def _etendue(vue: Vue) -> tuple[dict[str, str], int, int]:
    """Kinds of the visible events, by id, and the first and last years they touch."""
    tous = evenements_dates(vue)
    genres = {g: g.capitalize() for g in sorted(tous["genre"].unique())}
    dates = tous.dropna(subset=["premier"])
    annees_touchees = [d.year for d in [*dates["premier"], *dates["dernier"]]] or [vue.jour.year]
    return genres, min(annees_touchees), max(annees_touchees)


def filtres(vue: Vue) -> tuple[list[Filtre], FiltreFrise]:
    """Ask for lanes, kinds, states and years."""
    genres, premiere, derniere = _etendue(vue)
    par_couloir = plusieurs("couloirs", "Couloirs", COULOIRS)
    with st.expander("Plus de filtres", icon=":material/tune:"):
        par_etat = plusieurs("etats", "États", _ETATS)
        par_genre = plusieurs("genres", "Genres", genres)
        par_annee, (premiere, derniere) = annees("annees", "Années", premiere, derniere)
    filtre = FiltreFrise(
        couloirs=par_couloir.choix or _RIEN,
        genres=par_genre.choix or _RIEN,
        etats=par_etat.choix or _RIEN,
        annees=(premiere, derniere),
    )
    return [par_couloir, par_etat, par_genre, par_annee], filtre


def pour_l_image(filtre: FiltreFrise) -> dict[str, str]:
    """Write a choice as the parameters of the picture."""
    listes = {"couloirs": filtre.couloirs, "genres": filtre.genres, "etats": filtre.etats}
    parametres = {nom: liste(choix) for nom, choix in listes.items()}
    return parametres | ({"annees": "{}-{}".format(*filtre.annees)} if filtre.annees else {})


def evenement_ouvert(vue: Vue) -> Filtre:
    """Return the event that the address opens, if any."""
    return objet_de_l_adresse("evenement", "Événement", objets(vue, "evenement"))


def detail(vue: Vue, ouvert: Filtre) -> None:
    """Show the event that the address opens, with all that mentions it."""
    for ident in ouvert.choix:
        st.header(objets(vue, "evenement")[ident], anchor=False)
        blocs.evenements(vue, [ident])
        blocs.mentions_de(vue, "evenement", ident)
        blocs.lien(vue, "frise", "Toute la frise")


def resultat(retenus: pd.DataFrame) -> str:
    """Say how many events are shown, by state."""
    if retenus.empty:
        return "Aucun événement"
    nombres = Counter(retenus["etat"])
    detail = ", ".join(
        f"{nombres[e]} {e if nombres[e] < 2 else _AU_PLURIEL.get(e, e)}"
        for e in _ETATS
        if e in nombres
    )
    return f"{compte(len(retenus), 'événement')} ({detail})"


def legende() -> None:
    """Say what the marks mean."""
    st.html(
        '<ul class="tp-legende">'
        '<li><span class="tp-pastille tp-pastille--disque"></span>tenu</li>'
        '<li><span class="tp-pastille tp-pastille--anneau"></span>à venir (annoncé)</li>'
        '<li><span class="tp-pastille tp-pastille--pointille"></span>sans confirmation</li>'
        "<li>Un trait couvre le mois ou l’année quand le jour n’est pas connu.</li></ul>"
    )


def dessin(vue: Vue, dates: pd.DataFrame) -> None:
    """Draw the dated events."""
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


def sans_date(vue: Vue, lignes: pd.DataFrame) -> None:
    """List apart the events whose date no source gives."""
    if lignes.empty:
        return
    st.header("Sans date", anchor=False)
    st.markdown(
        "Les sources ne donnent pas leur date\u00a0: on ne peut les placer sur la frise, ni "
        "toujours dire si elles sont passées."
    )
    blocs.evenements(vue, list(lignes["id"]))
