"""Préoccupations: what preoccupies the groups, and who else faces it?"""

import streamlit as st

from fabrique_dash.chiffres.tables.preoccupations import table_des_preoccupations
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import preoccupations

ouvert = cadre.ouvrir("preoccupations")
vue = ouvert.vue

choix = preoccupations.filtres(vue)
cadre.dire_les_filtres(ouvert, choix, preoccupations.resultat(vue))
preoccupations.fiche_choisie(vue, *choix)

if not vue.preoccupations.empty:
    st.header("Les groupes et les thèmes", anchor=False)
    preoccupations.matrice(vue)

    st.header("Le même thème ailleurs", anchor=False)
    preoccupations.memes_themes(vue)

    st.header("Comment elles sont ressorties", anchor=False)
    preoccupations.methode(vue)

cadre.fermer(
    ouvert,
    choix,
    [Table("preoccupations", lambda: table_des_preoccupations(vue), "preoccupations")],
)
