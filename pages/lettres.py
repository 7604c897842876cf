"""Lettres: what did the letters tell, and what do the data keep of them?"""

from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.pages import lettres

ouvert = cadre.ouvrir("lettres")
vue = ouvert.vue

choix = demander(ouvert.demande, "lettre")
cadre.dire_les_filtres(ouvert)
sur_cette_page("Les lettres repérées", *lettres.retenues(vue, choix)["nom"])

with partie("Les lettres repérées"):
    lettres.tableau(vue, choix)

lettres.contenus(vue, choix)

cadre.fermer(
    ouvert,
    [Table("lettres", lambda: lettres.retenues(vue, choix), "newsletters")],
)
