"""Territoires: what is known of one territory, and who is like it?"""

import streamlit as st

from fabrique_dash.chiffres.fiche.histoire import PARCOURS
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.histoire import derniere_modification
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages.territoires import territoires

ouvert = cadre.ouvrir("territoires")
vue = ouvert.vue

if vue.territoires.empty:
    cadre.dire_les_filtres(ouvert)
    cadre.fermer(ouvert, [])
    st.stop()

territoire = demander(ouvert.demande, "territoire").un
cadre.dire_les_filtres(ouvert)
sur_cette_page(*territoires.parties(vue, territoire))

territoires.tete(vue, territoire)

with partie(PARCOURS):
    territoires.suivi(vue, territoire)

territoires.rubriques(vue, territoire)
blocs.mentions_de(vue, "territoire", territoire)
derniere_modification(vue, "territoire", territoire)

territoires.integrer_ailleurs(vue, territoire)
cadre.fermer(ouvert, territoires.fichiers(vue, territoire))
