"""Frise: what has happened, and what is announced?"""

from fabrique_dash.chiffres.tables.frise import filtrer, selon_la_date
from fabrique_dash.interface.briques import blocs
from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table, fichier_agenda
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import frise
from fabrique_dash.publication.images.images import IMAGES

ouvert = cadre.ouvrir("frise")
vue = ouvert.vue

filtre = frise.filtres(ouvert.demande)
montre = ouvert.demande["evenement"]
de_l_image = ouvert.demande.pour_une_image(IMAGES["frise"].filtres)
retenus = filtrer(vue, filtre)
datees, sans_date = selon_la_date(vue, filtre)
cadre.dire_les_filtres(ouvert)
sur_cette_page("Mois par mois", *frise.titre_des_sans_date(sans_date))

with partie():
    frise.detail(vue, montre)
frise.legende()
frise.dessin(ouvert.demande, datees)
blocs.source(vue, retenus)

with partie("Mois par mois"):
    frise.par_mois(vue, datees)
    frise.sans_date(vue, sans_date)

integrer(vue, [("frise", de_l_image)])
cadre.fermer(
    ouvert,
    [
        fichier_agenda("evenements", vue, lambda: retenus),
        Table("evenements", lambda: retenus, "evenements"),
        *fichiers_d_images(vue, "frise", de_l_image),
    ],
)
