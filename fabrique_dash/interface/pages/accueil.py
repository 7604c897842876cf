"""Blocks of the home page."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.chiffres.tables.frise import prochain_et_dernier
from fabrique_dash.donnees.formes import FaitsCohorte
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.annee_html import ligne_de_l_annee
from fabrique_dash.graphiques.dessins.frise_svg import frise_condensee
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.sommaire import titre
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux import fragments
from fabrique_dash.publication.morceaux.reprises import place
from fabrique_dash.publication.site.adresses import chemin, reglages

_EN_BREF = "Le programme en bref"
_FAITS_D_ABORD = 4  # its name, what it aims at, how it is accompanied: the table's order

_PORTES = (
    (
        "Référents",
        (("parcours", "Voir qui en est où"), ("frise", "Suivre la frise")),
    ),
    (
        "Territoires",
        (("territoires", "Ouvrir ma fiche"), ("carte", "Ouvrir la carte")),
    ),
    (
        "Rédaction de la lettre",
        (("chiffres", "Copier un chiffre"), ("lettre", "Écrire la lettre")),
    ),
)


def premier_ecran(vue: Vue) -> None:
    """Draw the announced months on one line once launched, and the doors; then their sources."""
    ligne = ligne_de_l_annee(vue)
    poser(joindre((ligne, _portes(vue))))
    if ligne:
        with st.expander("Sources de la ligne"):
            blocs.source(vue, vue.seances)


def rendez_vous(vue: Vue) -> None:
    """Show the last held and the next announced event of the cohort."""
    prochain, dernier = prochain_et_dernier(vue)
    st.markdown("**Dernier tenu**")
    if dernier is None:
        st.markdown("Aucun rendez-vous daté de la cohorte n’est tenu à cette date.")
    else:
        blocs.evenements(vue, [dernier["id"]])
    st.markdown("**Prochain annoncé**")
    if prochain is None:
        st.markdown(
            "Les sources n’annoncent aucun rendez-vous de la cohorte après le "
            f"{jour_long(vue.jour)}."
        )
    else:
        blocs.evenements(vue, [prochain["id"]])
    blocs.lien(vue, "frise", "Toute la frise")


def frise(vue: Vue) -> None:
    """Draw the condensed timeline, if there is anything dated to draw."""
    if vue.seances["debut"].any():
        blocs.dessin(frise_condensee(vue), defile=True)
        blocs.source(vue, vue.seances)


def titre_des_faits(vue: Vue) -> list[str]:
    """Return the title of `en_bref`; nothing when it would be empty."""
    return [] if _faits(vue).empty else [_EN_BREF]


def en_bref(vue: Vue) -> None:
    """Say what the programme is and aims at, then its other facts under a fold."""
    faits = _faits(vue)
    if faits.empty:
        return
    titre(_EN_BREF)
    poser(_liste_des_faits(vue, 0, _FAITS_D_ABORD))
    blocs.source(vue, faits.head(_FAITS_D_ABORD))
    if len(faits) <= _FAITS_D_ABORD:
        return
    with st.expander("Les autres faits connus"):
        poser(_liste_des_faits(vue, _FAITS_D_ABORD, len(faits)))
        blocs.source(vue, faits.iloc[_FAITS_D_ABORD:])


@par_vue
def _faits(vue: Vue) -> pd.DataFrame:
    lignes = vue.connus("faits_cohorte")
    siens = (lignes["cohorte_id"] == vue.cohorte) & (lignes["valeur"] != "")
    return lignes[siens].sort_values("ordre")


@par_vue
def _liste_des_faits(vue: Vue, debut: int, fin: int) -> Markup:
    return fragments.definitions(
        (
            f["libelle"],
            html("{}{}", f["valeur"], fragments.badge_si_faible(f["statut"]))
            + place(vue, "faits_cohorte", f["id"], f["libelle"]),
        )
        for f in rangees(_faits(vue).iloc[debut:fin], FaitsCohorte)
    )


@par_vue
def _portes(vue: Vue) -> Markup:
    return html(
        '<nav class="tp-portes" aria-label="Vous êtes…">{}</nav>',
        joindre(_porte(vue, pour, liens) for pour, liens in _PORTES),
    )


def _porte(vue: Vue, pour: str, liens: tuple[tuple[str, str], ...]) -> Markup:
    return html(
        "<div><strong>{}</strong>{}</div>",
        pour,
        joindre(fragments.lien(chemin(cle, reglages(vue)), libelle) for cle, libelle in liens),
    )
