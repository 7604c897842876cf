"""Groupes: what do the groups share, and what tells them apart?"""

from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
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
sur_cette_page(
    "Ce qui préoccupe chaque groupe",
    "Côte à côte",
    "Au moins, au plus",
    "Tous les chiffres",
    "Deux à deux",
)

with partie():
    groupes.detail(vue, montre)
with partie("Ce qui préoccupe chaque groupe"):
    groupes.matrice(vue, choix.choix)

with partie("Côte à côte"):
    groupes.cote_a_cote(vue, choix)

with partie("Au moins, au plus"):
    groupes.graphique(ouvert.demande, choix)

with partie("Tous les chiffres"):
    groupes.tableau(vue, choix)

with partie("Deux à deux"):
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
