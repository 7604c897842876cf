"""Carte: where are the territories, and in which group?"""

import streamlit as st

from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import carte
from fabrique_dash.publication.images.images import IMAGES

ouvert = cadre.ouvrir("carte")
vue = ouvert.vue

choix = carte.filtres(ouvert.demande)
affiches = carte.territoires_affiches(vue, choix)
cadre.dire_les_filtres(ouvert)
sur_cette_page("Les mêmes données en tableau")

gauche, droite = st.columns([2, 1], gap="medium")
with gauche:
    carte.plan(vue, choix)
    carte.legende(vue, choix)
    blocs.source(vue, affiches, *carte.annexes(vue, choix))
with droite:
    carte.resume(vue, choix)
    carte.hors_carte(vue)

with partie("Les mêmes données en tableau"):
    carte.tableaux(vue, affiches, choix)
    blocs.source(vue, affiches)

de_l_image = ouvert.demande.pour_une_image(IMAGES["carte"].filtres)
integrer(vue, [("carte", de_l_image)])
cadre.fermer(
    ouvert,
    [
        carte.fichier_geojson(vue, affiches),
        Table("territoires", lambda: affiches, "territoires"),
        *fichiers_d_images(vue, "carte", de_l_image),
    ],
)
