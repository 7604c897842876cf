"""Groupes: what do the groups share, and what tells them apart?"""

import streamlit as st

from fabrique_dash.chiffres.comparaison import matrice_des_themes, points_communs
from fabrique_dash.interface import cadre, groupes
from fabrique_dash.interface.telechargements import fichiers_de_table
from fabrique_dash.publication.chiffres import table_des_chiffres

ouvert = cadre.ouvrir("groupes")
vue = ouvert.vue

choix = groupes.filtre(vue)
cadre.dire_les_filtres(ouvert, [choix], groupes.resultat(vue, choix))
chiffres = groupes.chiffres_par_groupe(vue, choix)

st.subheader("Ce qui préoccupe chaque groupe", anchor=False)
groupes.matrice(vue, matrice_des_themes(vue, choix.choix))

st.subheader("Côte à côte", anchor=False)
groupes.cote_a_cote(vue, choix)

st.subheader("Au moins, au plus", anchor=False)
mesure = groupes.graphique(vue, choix)

st.subheader("Tous les chiffres", anchor=False)
groupes.tableau(vue, chiffres)

st.subheader("Deux à deux", anchor=False)
groupes.communs(vue, points_communs(vue, choix.choix))

cadre.fermer(
    ouvert,
    [choix, mesure],
    fichiers_de_table(
        "groupes",
        vue.jour,
        lambda: table_des_chiffres(vue.donnees, [c for siens in chiffres.values() for c in siens]),
    ),
)
