"""Sources: on what does all this rest?"""

import streamlit as st

from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages import sources

ouvert = cadre.ouvrir("sources")
vue = ouvert.vue

choix = demander(ouvert.demande, "source")
cadre.dire_les_filtres(ouvert)

sources.la_source(vue, choix)
sources.chiffres(vue)

st.header("Où les sources divergent", anchor=False)
sources.desaccords(vue, choix)

st.header("Ce qui manque", anchor=False)
sources.absents(vue, choix)

st.header("Combien est documenté", anchor=False)
sources.preuves(vue)

st.header("Les sources", anchor=False)
sources.liste(vue, choix)

cadre.fermer(
    ouvert,
    [Table("sources", lambda: sources.table_des_sources(vue, choix), "sources")],
)
