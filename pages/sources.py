"""Sources: on what does all this rest?"""

from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages import sources

ouvert = cadre.ouvrir("sources")
vue = ouvert.vue

choix = demander(ouvert.demande, "source")
cadre.dire_les_filtres(ouvert)
sur_cette_page("Où les sources divergent", "Ce qui manque", "Combien est documenté", "Les sources")

with partie():
    sources.la_source(vue, choix)
sources.chiffres(vue)

with partie("Où les sources divergent"):
    sources.desaccords(vue, choix)

with partie("Ce qui manque"):
    sources.absents(vue, choix)

with partie("Combien est documenté"):
    sources.preuves(vue)

with partie("Les sources"):
    sources.liste(vue, choix)

cadre.fermer(
    ouvert,
    [Table("sources", lambda: sources.table_des_sources(vue, choix), "sources")],
)
