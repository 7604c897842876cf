"""What the letter is about: its period, and the figures that it is to tell."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.noyau.typographie import mois_long, periode
from fabrique_dash.donnees.dates import dernier_jour, premier_jour
from fabrique_dash.donnees.formes import Newsletters
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.lettre.demandee import chiffres_demandes
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.site.adresses import chemin, reglages
from fabrique_dash.publication.site.choix_des_pages import BORNES_DE_LA_LETTRE, periode_demandee
from fabrique_dash.publication.site.demande import Demande

_PERIODES_PROPOSEES = 9


def periode_choisie(demande: Demande) -> tuple[date, date]:
    """Ask for the period; at first, the month of the reference date and the one before.

    Returns:
        The first and the last day; an address may give them the other way round.
    """
    choisie = periode_demandee(demande)
    with st.container(horizontal=True):
        for cle in BORNES_DE_LA_LETTRE:
            demander(demande, cle)
    poser(_periodes_proposees(demande.vue))
    return choisie


@par_vue
def _periodes_proposees(vue: Vue) -> Markup:
    choix = [*_periodes_des_lettres(vue), *_paires_de_mois(vue)][:_PERIODES_PROPOSEES]
    liens = []
    for libelle, debut, fin in choix:
        jour = min(fin, vue.jour).isoformat()
        dates = {"date": jour, "debut": debut.isoformat(), "fin": fin.isoformat()}
        adresse = chemin("lettre", {**reglages(vue), **dates})
        liens.append(html("<li>{}</li>", fragments.lien(adresse, libelle)))
    if not liens:
        return html('<p class="tp-note">Le parcours n’a pas commencé à cette date.</p>')
    return html(
        '<nav class="tp-periodes" aria-label="Périodes proposées"><p class="tp-note">Périodes '
        "proposées, chacune avec la date de référence de son dernier jour\u00a0:</p>"
        "<ul>{}</ul></nav>",
        joindre(liens),
    )


def _periodes_des_lettres(vue: Vue) -> list[tuple[str, date, date]]:
    """Periods between the bounds that the sources give to the letters already out."""
    noms = objets(vue, "newsletter")
    bornees = [
        (noms[str(n["id"])].split("\u00a0: ")[0], n["pas_avant"], n["pas_apres"])
        for n in rangees(lignes_visibles(vue, "newsletters"), Newsletters)
        if n["cohorte_id"] == vue.cohorte and n["pas_avant"] and len(n["pas_apres"]) == 10
    ]
    return [
        (f"{nom} ({periode(avant, apres)})", premier_jour(avant), dernier_jour(apres))
        for nom, avant, apres in bornees
    ]


def _paires_de_mois(vue: Vue) -> list[tuple[str, date, date]]:
    """Months two by two since the cohort's start, up to the reference date."""
    debut = cohortes_suivies(vue.donnees).set_index("id")["debut"][vue.cohorte]
    premier = premier_jour(debut).replace(day=1) if debut else None
    paires: list[tuple[str, date, date]] = []
    while premier and max(premier, premier_jour(debut)) <= vue.jour:
        second = (premier + timedelta(days=32)).replace(day=1)
        apres = (second + timedelta(days=32)).replace(day=1)
        un = mois_long(premier)
        nom = un.split()[0] if premier.year == second.year else un
        paires.append((f"{nom}-{mois_long(second)}", premier, apres - timedelta(days=1)))
        premier = apres
    return paires


def chiffres_de_la_lettre(demande: Demande) -> tuple[str, ...]:
    """Return which figures the letter is to tell: the address first, then the session's basket."""
    panier = st.session_state.get("panier")
    panier = panier if isinstance(panier, list | tuple | set) else ()
    return chiffres_demandes(demande, map(str, panier))
