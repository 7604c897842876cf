"""Chiffres: which figure to quote, in which words, from which source?"""

from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import chiffres, panier
from fabrique_dash.publication.site.choix_des_pages import chiffres_demandes

ouvert = cadre.ouvrir("chiffres")
vue = ouvert.vue

choix = chiffres.filtres(ouvert.demande)
entrees = chiffres_demandes(ouvert.demande)
cadre.dire_les_filtres(ouvert)

panier.montrer(vue, choix.panier, choix.ici)
chiffres.periode(vue, choix)
if choix.chiffre:
    chiffres.en_entier(vue, entrees[0], choix)
else:
    chiffres.cartes(vue, entrees, choix)
blocs.source_de_chiffres(vue, chiffres.valeurs(vue, entrees))

chiffres.integration(vue, choix)
cadre.fermer(
    ouvert,
    [
        Table("chiffres", lambda: chiffres.tableau(vue, entrees, choix)),
        *chiffres.images(vue, choix),
    ],
)
