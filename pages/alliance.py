"""Alliance et chantiers: which chantiers, carried by whom, and when?"""

import streamlit as st

from fabrique_dash.chiffres.tables.reperes import ALLIANCE
from fabrique_dash.interface.briques.telechargements import Table, fichier_agenda
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import acteurs, alliance, reperes

ouvert = cadre.ouvrir("alliance")
vue = ouvert.vue

choix = alliance.filtres(ouvert.demande)
cadre.dire_les_filtres(ouvert)

acteurs.fiche_d_acteur(vue, choix.acteur)

st.header("Les chantiers", anchor=False)
alliance.chantiers(vue, choix)

st.header("Le calendrier", anchor=False)
alliance.calendrier(vue, choix)

st.header("Les Assemblées des alliés", anchor=False)
alliance.assemblees(vue)

st.header("Ce qu’est l’Alliance, et d’où elle vient", anchor=False)
reperes.identite(vue, ALLIANCE)
reperes.genese(vue)

st.header("Les objectifs de la charte", anchor=False)
reperes.objectifs(vue)

st.header("Combien d’alliés", anchor=False)
alliance.taille(vue)

st.header("Personnes et organisations", anchor=False)
acteurs.liste(vue, choix.natures, choix.chantier)

cadre.fermer(
    ouvert,
    [
        fichier_agenda("dates de l’alliance", vue, lambda: alliance.export(vue, choix)),
        Table("dates de l’alliance", lambda: alliance.export(vue, choix), "evenements"),
    ],
)
