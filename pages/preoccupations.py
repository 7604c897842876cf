"""Préoccupations: what preoccupies the groups, and who else faces it?"""

import streamlit as st

from fabrique_dash.chiffres.tables.preoccupations import table_des_preoccupations
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import ateliers, preoccupations

ouvert = cadre.ouvrir("preoccupations")
vue = ouvert.vue

demande = ouvert.demande
preoccupations.filtres(demande)
cadre.dire_les_filtres(ouvert)
preoccupations.fiche_choisie(vue, demande["preoccupation"].un, demande["theme"].un)

if not vue.preoccupations.empty:
    st.header("Les groupes et les thèmes", anchor=False)
    preoccupations.matrice(vue)

    st.header("Le même thème ailleurs", anchor=False)
    preoccupations.memes_themes(vue)

    st.header("Comment elles sont ressorties", anchor=False)
    ateliers.methode(vue)

cadre.fermer(
    ouvert,
    [Table("preoccupations", lambda: table_des_preoccupations(vue), "preoccupations")],
)
