"""Groupes: what do the groups share, and what tells them apart?"""

import streamlit as st

from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import groupes
from fabrique_dash.publication.ailleurs.chiffres import table_des_chiffres
from fabrique_dash.publication.images.images import IMAGES

ouvert = cadre.ouvrir("groupes")
vue = ouvert.vue

choix = groupes.filtre(ouvert.demande)
montre = ouvert.demande["groupe"]
cadre.dire_les_filtres(ouvert)

groupes.detail(vue, montre)
st.header("Ce qui préoccupe chaque groupe", anchor=False)
groupes.matrice(vue, choix.choix)

st.header("Côte à côte", anchor=False)
groupes.cote_a_cote(vue, choix)

st.header("Au moins, au plus", anchor=False)
groupes.graphique(ouvert.demande, choix)

st.header("Tous les chiffres", anchor=False)
groupes.tableau(vue, choix)

st.header("Deux à deux", anchor=False)
groupes.communs(vue, choix.choix)

de_la_matrice = ouvert.demande.pour_une_image(IMAGES["matrice"].filtres)
des_intervalles = ouvert.demande.pour_une_image(IMAGES["intervalles"].filtres)
integrer(vue, [("matrice", de_la_matrice), ("intervalles", des_intervalles)])
cadre.fermer(
    ouvert,
    [
        Table(
            "groupes",
            lambda: table_des_chiffres(vue.donnees, groupes.chiffres_des_groupes(vue, choix.choix)),
        ),
        *fichiers_d_images(vue, "matrice", de_la_matrice),
        *fichiers_d_images(vue, "intervalles", des_intervalles),
    ],
)
