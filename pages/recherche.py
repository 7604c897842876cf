"""Recherche: where is what is looked for, and is this commune in a pilot territory?"""

from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import recherche

ouvert = cadre.ouvrir("recherche")
vue = ouvert.vue

demande = recherche.demande(vue)
recherche.boite(vue, demande)
cadre.dire_les_filtres(ouvert, demande.filtres, recherche.resultat(vue, demande))
recherche.montrer(vue, demande)
table = recherche.table(vue, demande)
blocs.source(vue, table)

cadre.fermer(
    ouvert,
    demande.filtres,
    [] if table.empty else [Table("recherche", lambda: table)],
)
