"""Parcours: who is where, and what is to be looked at first?"""

import streamlit as st

from fabrique_dash.interface import (
    cadre,
    parcours,
    parcours_changements,
    parcours_etape,
    parcours_suivi,
)
from fabrique_dash.interface.telechargements import Table, fichier_classeur
from fabrique_dash.publication.parcours import (
    classeur_du_parcours,
    table_des_cases,
)

ouvert = cadre.ouvrir("parcours")
vue = ouvert.vue

choix = parcours.filtres(vue)
etape = parcours_etape.choisir(vue)
phrase = st.container()  # the sentence also tells the choices made further down
lignes = parcours.retenus(vue, choix)
territoires = parcours.territoires_retenus(vue, choix)
parcours_etape.detail(vue, etape, territoires)

st.header("À regarder d’abord", anchor=False)
delai = parcours_suivi.delai()
a_voir = parcours_suivi.a_voir(vue, delai, territoires)
parcours_suivi.a_regarder(vue, a_voir)

st.header("Qui en est où", anchor=False)
page = parcours.matrice(vue, choix)
parcours.chiffres(vue)

st.header("Ce qui a changé", anchor=False)
autres = [*choix.tous, etape, delai, page]
depuis = parcours_changements.depuis(vue, autres)
changes = parcours_changements.changes(vue, depuis)
parcours_changements.ce_qui_a_change(vue, depuis, changes)

filtres = [*autres, depuis]
with phrase:
    cadre.dire_les_filtres(ouvert, filtres, parcours.resultat(lignes))
mots = [f.phrase for f in filtres if f.phrase]
cadre.fermer(
    ouvert,
    filtres,
    [
        fichier_classeur(
            "Parcours",
            vue.jour,
            lambda: classeur_du_parcours(vue, lignes, a_voir, changes, mots),
        ),
        Table("parcours", lambda: table_des_cases(lignes), "avancement"),
    ],
)
