"""Données: how to read, reuse and cite this data?"""

import streamlit as st

from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import donnees
from fabrique_dash.interface.pages.abonnements import abonnements
from fabrique_dash.publication.tables.lue import lignes_lues

ouvert = cadre.ouvrir("donnees")
vue = ouvert.vue

choix = donnees.choisir(ouvert.demande)
retenues = lignes_lues(vue, choix.table.nom, choix.ids)
cadre.dire_les_filtres(ouvert)

st.header("Lire une table", anchor=False)
donnees.lire(vue, choix)
donnees.emporter(vue, choix)
donnees.toutes_les_tables(vue)

st.header("Ce que contient chaque colonne", anchor=False)
donnees.dictionnaire(vue, choix.table)

st.header("Des adresses qui ne changent pas", anchor=False)
donnees.adresses()
abonnements(vue)
donnees.integrer(vue)

st.header("Citer, reprendre", anchor=False)
donnees.citer(vue)

st.header("Ce qui a changé dans les données", anchor=False)
donnees.changements()

st.header("Corriger une erreur", anchor=False)
donnees.corriger()

cadre.fermer(
    ouvert,
    [Table(choix.table.nom, lambda: retenues, choix.table.nom)],
)
