"""Villes pairs: who did the workshop, and how did it lead to the Fabrique?"""

import streamlit as st

from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages.villes_pairs import traces, villes_pairs
from fabrique_dash.publication.images.images import IMAGES

ouvert = cadre.ouvrir("villes_pairs")
vue = ouvert.vue

choix = villes_pairs.filtres(ouvert.demande)
cadre.dire_les_filtres(ouvert)

villes_pairs.le_participant(vue, choix)

st.header("L’atelier", anchor=False)
villes_pairs.atelier(vue)

st.header("Les saisons", anchor=False)
villes_pairs.saisons(vue, choix)

st.header("Les participants", anchor=False)
villes_pairs.participants(vue, choix)

st.header("Films et documents", anchor=False)
traces.documents(vue, choix.saisons)

st.header("Les personnes", anchor=False)
traces.personnes(vue, choix.saisons)

st.header("De l’atelier à la Fabrique", anchor=False)
villes_pairs.histoire(vue)

de_l_image = ouvert.demande.pour_une_image(IMAGES["participants"].filtres)
integrer(vue, [("participants", de_l_image)])
cadre.fermer(
    ouvert,
    [
        Table("participants villes pairs", lambda: villes_pairs.export(vue, choix), "participants"),
        *fichiers_d_images(vue, "participants", de_l_image),
    ],
)
