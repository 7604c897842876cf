"""Parcours: who is where, and what is to be looked at first?"""

import streamlit as st

from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table, fichier_classeur
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import LARGEUR, demander
from fabrique_dash.interface.pages.parcours import (
    a_regarder,
    changements,
    matrice,
    note,
)
from fabrique_dash.interface.pages.parcours import (
    etape as parcours_etape,
)
from fabrique_dash.publication.tables.parcours import classeur_du_parcours, table_des_cases

ouvert = cadre.ouvrir("parcours")
vue = ouvert.vue

demande = ouvert.demande
choix = matrice.filtres(demande)
etape = demander(demande, "etape").un
phrase = st.container()  # the sentence also tells the choices made further down
lignes = matrice.retenus(vue, choix)
territoires = matrice.territoires_retenus(vue, choix)
with partie():
    parcours_etape.detail(vue, etape, territoires)

with partie("À regarder d’abord"):
    delai = int(demander(demande, "sans-nouvelle", largeur=LARGEUR).un)
    a_voir = a_regarder.a_voir(vue, delai, territoires)
    a_regarder.a_regarder(vue, a_voir)

with partie("Qui en est où"):
    matrice.matrice(demande, choix)
    matrice.chiffres(vue)

with partie("Ce qui a changé"):
    depuis = changements.depuis(demande)
    changes = changements.changes(vue, depuis)
    changements.ce_qui_a_change(vue, depuis, changes)

with phrase:
    cadre.dire_les_filtres(ouvert)
    a_regarder.silence(vue)
    note.liens(vue, depuis)
    sur_cette_page("À regarder d’abord", "Qui en est où", "Ce qui a changé")
cadre.fermer(
    ouvert,
    [
        fichier_classeur(
            "Parcours",
            vue.jour,
            lambda: classeur_du_parcours(vue, lignes, a_voir, changes, demande.phrases),
        ),
        *note.fichiers(vue, depuis),
        Table("parcours", lambda: table_des_cases(lignes), "avancement"),
    ],
)
