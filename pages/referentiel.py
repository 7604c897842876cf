"""Référentiel: what does it say, and where do you stand on its balises?"""

from fabrique_dash.chiffres.tables.referentiel import sommaire
from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page, titre
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages.referentiel import document, feuille_de_route
from fabrique_dash.interface.pages.referentiel import sommaire as referentiel
from fabrique_dash.publication.images.images import IMAGES
from fabrique_dash.publication.morceaux.resultats import enjeux_montres

ouvert = cadre.ouvrir("referentiel")
vue = ouvert.vue

choix = ouvert.demande
referentiel.filtres(choix)
montres = enjeux_montres(choix)
cadre.dire_les_filtres(ouvert)

if montres:
    sur_cette_page("Les enjeux et leurs balises", "Le document")
    with partie():
        referentiel.balise_choisie(vue, choix["balise"])
    with partie():
        if choix["feuille"].choix:
            feuille_de_route.montrer(vue, montres, referentiel.titres_des_balises(vue))
    with partie():
        if choix["image"].choix:
            titre("Tout en une image")
            referentiel.image(vue, montres)

    with partie("Les enjeux et leurs balises"):
        referentiel.liste(vue, montres)
        referentiel.enjeu_choisi(vue, choix["enjeu"])

    with partie("Le document"):
        document.montrer(vue)
        referentiel.chiffres(vue)

de_l_image = choix.pour_une_image(IMAGES["referentiel"].filtres)
integrer(vue, [("referentiel", de_l_image)])
cadre.fermer(
    ouvert,
    [
        Table("referentiel", lambda: sommaire(vue), "balises"),
        *fichiers_d_images(vue, "referentiel", de_l_image),
    ],
)
