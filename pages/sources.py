"""Sources: on what does all this rest?"""

from fabrique_dash.interface.briques.sommaire import sur_cette_page, titre
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages import sources

ouvert = cadre.ouvrir("sources")
vue = ouvert.vue

choix = demander(ouvert.demande, "source")
cadre.dire_les_filtres(ouvert)
sur_cette_page("Où les sources divergent", "Ce qui manque", "Combien est documenté", "Les sources")

sources.la_source(vue, choix)
sources.chiffres(vue)

titre("Où les sources divergent")
sources.desaccords(vue, choix)

titre("Ce qui manque")
sources.absents(vue, choix)

titre("Combien est documenté")
sources.preuves(vue)

titre("Les sources")
sources.liste(vue, choix)

cadre.fermer(
    ouvert,
    [Table("sources", lambda: sources.table_des_sources(vue, choix), "sources")],
)
