"""Accueil: where is the programme at the reference date?"""

import streamlit as st

from fabrique_dash.chiffres.suivi.attention import points_d_attention
from fabrique_dash.chiffres.tables.carte import territoires_sur_carte
from fabrique_dash.chiffres.tables.hors_carte import titre_de_la_carte
from fabrique_dash.graphiques.dessins.carte_svg import petite_carte
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page, titre
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import accueil
from fabrique_dash.publication.ailleurs.chiffres import table_des_chiffres
from fabrique_dash.publication.morceaux.resultats import chiffres_cles

ouvert = cadre.ouvrir("accueil")
vue = ouvert.vue

cles = chiffres_cles(vue)
cadre.dire_les_filtres(ouvert)
accueil.premier_ecran(vue)
carte = titre_de_la_carte(vue, territoires_sur_carte(vue))
sur_cette_page(
    "À regarder d’abord",
    "En chiffres",
    carte,
    "Dernier et prochain rendez-vous",
    *accueil.titre_des_faits(vue),
)

with partie("À regarder d’abord"):
    blocs.a_regarder(vue, points_d_attention(vue))

with partie("En chiffres"):
    blocs.chiffres(vue, cles)

gauche, droite = st.columns(2, gap="large")
with gauche:
    titre(carte)
    blocs.dessin(petite_carte(vue))
    blocs.source(vue, territoires_sur_carte(vue))
with droite:
    titre("Dernier et prochain rendez-vous")
    accueil.rendez_vous(vue)
accueil.frise(vue)

accueil.en_bref(vue)
integrer(vue, [("carte", {}), ("frise-condensee", {})])
cadre.fermer(
    ouvert,
    [
        Table("chiffres clés", lambda: table_des_chiffres(vue.donnees, cles)),
        *fichiers_d_images(vue, "carte"),
        *fichiers_d_images(vue, "frise-condensee"),
    ],
)
