"""Recherche: where is what is looked for, and is this commune in a pilot territory?"""

from fabrique_dash.graphiques.socle.echappement import joindre
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import recherche
from fabrique_dash.interface.poser import poser
from fabrique_dash.publication.morceaux.trouvailles import boite, trouvailles
from fabrique_dash.publication.site.recherche_demandee import recherche as recherche_demandee

ouvert = cadre.ouvrir("recherche")
vue = ouvert.vue

cherche = recherche_demandee(ouvert.demande)
poser(boite(vue, cherche))
cadre.dire_les_filtres(ouvert)
poser(joindre(trouvailles(vue, cherche)))
table = recherche.table(vue, cherche)
blocs.source(vue, table)

cadre.fermer(
    ouvert,
    [] if table.empty else [Table("recherche", lambda: table)],
)
