"""Parcours: who is where, and what is to be looked at first?"""

import streamlit as st

from fabrique_dash.interface.briques.telechargements import Table, fichier_classeur
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages.parcours import (
    a_regarder,
    changements,
    matrice,
)
from fabrique_dash.interface.pages.parcours import (
    etape as parcours_etape,
)
from fabrique_dash.publication.tables.parcours import classeur_du_parcours, table_des_cases

ouvert = cadre.ouvrir("parcours")
vue = ouvert.vue

choix = matrice.filtres(vue)
etape = parcours_etape.choisir(vue)
phrase = st.container()  # the sentence also tells the choices made further down
lignes = matrice.retenus(vue, choix)
territoires = matrice.territoires_retenus(vue, choix)
parcours_etape.detail(vue, etape, territoires)

st.header("À regarder d’abord", anchor=False)
delai = a_regarder.delai()
a_voir = a_regarder.a_voir(vue, delai, territoires)
a_regarder.a_regarder(vue, a_voir)

st.header("Qui en est où", anchor=False)
page = matrice.matrice(vue, choix)
matrice.chiffres(vue)

st.header("Ce qui a changé", anchor=False)
autres = [*choix.tous, etape, delai, page]
depuis = changements.depuis(vue, autres)
changes = changements.changes(vue, depuis)
changements.ce_qui_a_change(vue, depuis, changes)

filtres = [*autres, depuis]
with phrase:
    cadre.dire_les_filtres(ouvert, filtres, matrice.resultat(lignes))
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
