"""Block of the page Parcours: what changed since an earlier reference date."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.libelles import table_de_nature, titre_de_nature
from fabrique_dash.chiffres.noyau.typographie import compte, date_reduite
from fabrique_dash.chiffres.suivi.changements import ChangementDit, Quoi, bilan, changements
from fabrique_dash.donnees.dates import PREMIER_JOUR, mois_plus_tot, premier_jour
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies
from fabrique_dash.donnees.vue import vue as vue_de
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.filtres.controles import LARGEUR, demander
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import adresse, chemin, reglages
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.parametres import Filtre
from fabrique_dash.publication.site.parametres_des_pages import depuis_du_parcours
from fabrique_dash.publication.site.references import renvois

_CLE_DEPUIS = "depuis"
_TITRES = {
    Quoi.TENU: "Ce qui a été tenu",
    Quoi.GLISSE: "Ce qui a glissé\u00a0: date passée, sans confirmation",
    Quoi.ANNONCE: "Ce qui a été annoncé",
    Quoi.CONNU: "Ce qui est devenu connu",
}


def depuis(demande: Demande) -> Filtre:
    """Ask for the date to compare with, none at first; quick choices keep the other filters."""
    choix = demande.preciser(depuis_du_parcours(demande.vue))
    aide = "Compare avec ce qu’on pouvait savoir ce jour-là."
    demander(demande, _CLE_DEPUIS, aide=aide, largeur=LARGEUR)
    poser(_raccourcis(demande, choix))
    return choix


def _raccourcis(demande: Demande, choix: Filtre) -> Markup:
    parametres = {**reglages(demande.vue), **demande.sauf(_CLE_DEPUIS)}
    liens = [
        fragments.lien(chemin("parcours", {**parametres, _CLE_DEPUIS: quand.isoformat()}), libelle)
        for libelle, quand in _dates_proposees(demande.vue).items()
    ]
    if choix.choix:
        liens.append(fragments.lien(chemin("parcours", parametres), "ne plus comparer"))
    return html('<p class="tp-note">Choix rapides\u00a0: {}</p>', joindre(liens, " · "))


def _dates_proposees(vue: Vue) -> dict[str, date]:
    cohortes = cohortes_suivies(vue.donnees).set_index("id")
    debut = str(cohortes.loc[vue.cohorte, "debut"])
    proposees = {
        "un mois plus tôt": mois_plus_tot(vue.jour, 1),
        "trois mois plus tôt": mois_plus_tot(vue.jour, 3),
    }
    if debut and premier_jour(debut) < vue.jour:
        proposees["depuis le lancement"] = premier_jour(debut)
    return {mot: quand for mot, quand in proposees.items() if quand >= PREMIER_JOUR}


def changes(vue: Vue, choix: Filtre) -> pd.DataFrame | None:
    """Return what changed since the chosen date; None when none is chosen."""
    if not choix.choix:
        return None
    return _depuis(vue, choix.choix[0])


def _depuis(vue: Vue, jour_iso: str) -> pd.DataFrame:
    return changements(vue_de(vue.donnees, vue.cohorte, date.fromisoformat(jour_iso)), vue)


def ce_qui_a_change(vue: Vue, choix: Filtre, lignes: pd.DataFrame | None) -> None:
    """Show what changed since the chosen date: held, slipped, announced, known."""
    if lignes is None:
        st.markdown(
            "Choisissez une date plus ancienne\u00a0: ce qui a été tenu, ce qui a glissé et ce qui "
            "est devenu connu entre les deux s’affiche ici."
        )
        return
    dit = bilan(lignes, date.fromisoformat(choix.choix[0]), vue.jour)
    if lignes.empty:
        st.markdown(dit)
        return
    poser(html("<p>{}</p>", dit) + _en_html(vue, choix.choix[0]))
    blocs.source(vue, lignes)


@par_vue
def _en_html(vue: Vue, depuis: str) -> Markup:
    lignes = _depuis(vue, depuis)
    morceaux = []
    for quoi, titre in _TITRES.items():
        tels = lignes[lignes["quoi"] == quoi.value]
        if not tels.empty:
            corps = _par_nature(vue, tels) if quoi is Quoi.CONNU else _liste(vue, tels)
            morceaux.append(html("<h3>{}</h3>{}", titre, corps))
    return joindre(morceaux)


def _par_nature(vue: Vue, lignes: pd.DataFrame) -> Markup:
    """What became known is long: one fold per kind, its count in sight."""
    return joindre(
        html(
            '<details class="tp-pli"><summary>{titre_de_nature} '
            '<span class="tp-note">{compte}</span></summary>'
            "{liste}</details>",
            titre_de_nature=titre_de_nature(vue, str(nature)),
            compte=compte(len(tels), "ligne"),
            liste=_liste(vue, tels),
        )
        for nature, tels in lignes.groupby("nature", sort=False)
    )


def _liste(vue: Vue, lignes: pd.DataFrame) -> Markup:
    citees = renvois(vue)
    puces = joindre(
        html(
            '<li><span class="tp-note">{date_reduite}</span> <span>{lien} {origine}</span></li>',
            date_reduite=date_reduite(c["date"]),
            lien=fragments.lien(adresse(vue, c["place_nature"], c["place_id"]), c["libelle"]),
            origine=fragments.origine([c["source_id"]], [c["statut"]], citees)
            + place(vue, table_de_nature(c["nature"]), c["id"], c["libelle"]),
        )
        for c in rangees(lignes, ChangementDit)
    )
    return html('<ul class="tp-changements">{}</ul>', puces)
