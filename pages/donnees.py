"""Données: how to read, reuse and cite this data?"""

from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
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
sur_cette_page(
    "Lire une table",
    "Ce que contient chaque colonne",
    "Des adresses qui ne changent pas",
    "Citer, reprendre",
    "Ce qui a changé dans les données",
    "Corriger une erreur",
)

with partie("Lire une table"):
    donnees.lire(vue, choix)
    donnees.emporter(vue, choix)
    donnees.toutes_les_tables(vue)

with partie("Ce que contient chaque colonne"):
    donnees.dictionnaire(vue, choix.table)

with partie("Des adresses qui ne changent pas"):
    donnees.adresses(vue)
    abonnements(vue)
    donnees.integrer(vue)

with partie("Citer, reprendre"):
    donnees.citer(vue)

with partie("Ce qui a changé dans les données"):
    donnees.changements()

with partie("Corriger une erreur"):
    donnees.corriger()

cadre.fermer(
    ouvert,
    [Table(choix.table.nom, lambda: retenues, choix.table.nom)],
)
