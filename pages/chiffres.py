"""Chiffres: which figure to quote, in which words, from which source?"""

from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import chiffres, panier

ouvert = cadre.ouvrir("chiffres")
vue = ouvert.vue

choix = chiffres.filtres(ouvert.demande)
cadre.dire_les_filtres(ouvert)

panier.montrer(vue, choix.panier, choix.ici)
chiffres.periode(vue, choix)
chiffres.montrer(vue, choix)

chiffres.integration(vue, choix)
cadre.fermer(
    ouvert,
    [
        Table("chiffres", lambda: chiffres.tableau(vue, choix)),
        *chiffres.images(vue, choix),
    ],
)
