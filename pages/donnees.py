"""Données: how to read, reuse and cite this data?"""

from fabrique_dash.interface.briques.sommaire import sur_cette_page, titre
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

titre("Lire une table")
donnees.lire(vue, choix)
donnees.emporter(vue, choix)
donnees.toutes_les_tables(vue)

titre("Ce que contient chaque colonne")
donnees.dictionnaire(vue, choix.table)

titre("Des adresses qui ne changent pas")
donnees.adresses()
abonnements(vue)
donnees.integrer(vue)

titre("Citer, reprendre")
donnees.citer(vue)

titre("Ce qui a changé dans les données")
donnees.changements()

titre("Corriger une erreur")
donnees.corriger()

cadre.fermer(
    ouvert,
    [Table(choix.table.nom, lambda: retenues, choix.table.nom)],
)
