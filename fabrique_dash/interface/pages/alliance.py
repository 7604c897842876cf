"""Blocks of the Alliance page: its chantiers, their calendar, its assemblies, its size."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite
from fabrique_dash.chiffres.tables.alliance import dates_de_l_alliance, tailles
from fabrique_dash.chiffres.tables.frise import EvenementDate
from fabrique_dash.chiffres.tables.reperes import CHANTIERS
from fabrique_dash.donnees.formes import Chantiers
from fabrique_dash.donnees.formes_de_la_vue import Divergence
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages import chantier, reperes
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.pli import plier, texte_long
from fabrique_dash.publication.morceaux.reprises import place, place_de_chaque
from fabrique_dash.publication.site.adresses import adresse
from fabrique_dash.publication.site.demande import Demande


@dataclass(frozen=True)
class Choix:
    """What the reader asked for; `chantier` and `acteur` are ids, empty when none is chosen."""

    chantier: str
    acteur: str
    natures: tuple[str, ...]


def filtres(demande: Demande) -> Choix:
    """Ask for a chantier, and for a person or an organisation, among those known."""
    gauche, droite = st.columns(2)
    with gauche:
        chantier = demander(demande, "chantier")
    with droite:
        acteur = demander(demande, "acteur")
    return Choix(chantier.un, acteur.un, demander(demande, "natures").choix)


def export(vue: Vue, choix: Choix) -> pd.DataFrame:
    """Return the dates shown, for the download."""
    return dates_de_l_alliance(vue, choix.chantier)


def chantiers(vue: Vue, choix: Choix) -> None:
    """Show the chantier asked for, or one card per chantier."""
    lignes = lignes_visibles(vue, "chantiers").sort_values("numero")
    if lignes.empty:
        st.markdown("Aucun chantier n’est connu à cette date.")
    elif choix.chantier:
        chantier.fiche(vue, choix.chantier)
        lignes = lignes[lignes["id"] == choix.chantier]
    else:
        reperes.identite(vue, CHANTIERS)
        poser(_cartes(vue))
    blocs.source(vue, lignes)


@par_vue
def _cartes(vue: Vue) -> Markup:
    cartes = joindre(
        html(
            '<article class="tp-carte"><h3>{id}</h3>{reprise}'
            "<p><strong>Porté par</strong> {porteurs}.</p>"
            "<div>{pourquoi}</div>{dates_du_chantier}</article>",
            id=blocs.nom_lie(vue, "chantier", c["id"]),
            reprise=place(vue, "chantiers", c["id"], objets(vue, "chantier")[c["id"]]),
            porteurs=c["porteurs"],
            pourquoi=texte_long(c["pourquoi"]),
            dates_du_chantier=_dates_du_chantier(vue, c),
        )
        for c in rangees(lignes_visibles(vue, "chantiers").sort_values("numero"), Chantiers)
    )
    return html('<div class="tp-grille tp-large">{}</div>', cartes)


def _dates_du_chantier(vue: Vue, chantier: Chantiers) -> Markup:
    """List the dates of a chantier, each with its state."""
    dates = dates_de_l_alliance(vue, chantier["id"])
    if dates.empty:
        return html('<p class="tp-note">Aucune date documentée.</p>')
    dits = fragments.liste(
        html("{}\u00a0: {} ({})", e["date"], blocs.nom_lie(vue, "evenement", e["id"]), e["etat"])
        + place(vue, "evenements", e["id"], f"{e['titre']}, {e['date']}")
        for e in rangees(dates, EvenementDate)
    )
    if len(dates) == 1:
        return html("<p><strong>Date</strong></p>{}", dits)
    # All of them are in the calendar that follows.
    return plier(html("<strong>{}</strong>", compte(len(dates), "date")), dits)


def calendrier(vue: Vue, choix: Choix) -> None:
    """List the dates of the Alliance and of its chantiers, month by month."""
    dates = dates_de_l_alliance(vue, choix.chantier)
    datees = dates[dates["premier"].notna()]
    if datees.empty:
        st.markdown("Aucune date n’est documentée à ce jour.")
        return
    blocs.evenements(vue, list(datees["id"]), par_mois=True)
    blocs.source(vue, datees)


@par_vue
def _les_assemblees(vue: Vue) -> pd.DataFrame:
    lignes = dates_de_l_alliance(vue)
    return lignes[lignes["genre"] == "assemblée"]


def assemblees(vue: Vue) -> None:
    """List the assemblies of the Alliance, and what sources disagree on about them."""
    lignes = _les_assemblees(vue)
    if lignes.empty:
        st.markdown("Aucune Assemblée des alliés n’est connue à cette date.")
        return
    desaccords = vue.divergences
    desaccords = desaccords[desaccords["sujet"].str.contains("Assemblée")]
    notes = joindre(
        html(
            '<p class="tp-note">{}{}</p>',
            d["ce_que_disent"],
            place(vue, "divergences", d["id"], d["sujet"]),
        )
        for d in rangees(desaccords, Divergence)
    )
    poser(html("{}{}", _tableau_des_assemblees(vue), notes))
    blocs.source(vue, lignes, desaccords)


@par_vue
def _tableau_des_assemblees(vue: Vue) -> Markup:
    lignes = _les_assemblees(vue)
    lignes = lignes.assign(
        adresse=[adresse(vue, "evenement", i) for i in lignes["id"]],
        ou=[
            ", ".join(filter(None, lieu))
            for lieu in zip(lignes["lieu"], lignes["mode"], strict=True)
        ],
    )
    colonnes = {
        "titre": "Assemblée",
        "date": "Date",
        "ou": "Lieu ou mode",
        "etat": "État",
        "contenu": "Objet",
        "statut": "Statut",
    }
    return fragments.tableau(
        lignes,
        colonnes,
        "Assemblées des alliés",
        liens={"titre": "adresse"},
        reprise=place_de_chaque(vue, "evenements", "titre"),
    )


def taille(vue: Vue) -> None:
    """Show the sizes that sources give of the Alliance, each at its date, without adding them."""
    comptes = tailles(vue)
    if not comptes:
        st.markdown("Aucune source connue à cette date ne compte les alliés.")
        return
    poser(_tableau_des_tailles(vue))
    poser(
        html(
            '<p class="tp-note">Ces comptes n’ont ni la même date ni la même unité\u00a0: ils ne '
            "s’additionnent pas et ne font pas une courbe.</p>"
        )
    )
    blocs.source(vue, pd.DataFrame([ligne for ligne, _ in comptes]))


@par_vue
def _tableau_des_tailles(vue: Vue) -> Markup:
    cases = [
        [
            html("{}{}", chiffre.libelle, place(vue, "alliance", ligne["id"], chiffre.libelle)),
            date_reduite(ligne["date"]),
            html("{} {}", chiffre.valeur_et_unite(), _badge(chiffre)),
            chiffre.manque,
            nommer(vue.donnees, chiffre.sources),
        ]
        for ligne, chiffre in tailles(vue)
    ]
    titres = ["Ce que dit la source", "Pour", "Bornes retenues", "À savoir", "Source"]
    return fragments.tableau_de_cases(titres, cases, "Taille de l’Alliance, selon les sources")


def _badge(taille: Chiffre) -> Markup:
    """Show the status of a size, unless its value says the same words."""
    dit = taille.valeur_et_unite() == taille.statut
    return Markup() if dit else fragments.badge(taille.statut)
