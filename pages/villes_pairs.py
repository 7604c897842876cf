"""Villes pairs: who did the workshop, and how did it lead to the Fabrique?"""

from fabrique_dash.interface.briques.images import fichiers_d_images, integrer
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages.villes_pairs import traces, villes_pairs
from fabrique_dash.publication.images.images import IMAGES

ouvert = cadre.ouvrir("villes_pairs")
vue = ouvert.vue

choix = villes_pairs.filtres(ouvert.demande)
cadre.dire_les_filtres(ouvert)
sur_cette_page(
    "L’atelier",
    "Les saisons",
    "Les participants",
    "Films et documents",
    "Les personnes",
    "De l’atelier à la Fabrique",
)

with partie():
    villes_pairs.le_participant(vue, choix)

with partie("L’atelier"):
    villes_pairs.atelier(vue)

with partie("Les saisons"):
    villes_pairs.saisons(vue, choix)

with partie("Les participants"):
    villes_pairs.participants(vue, choix)

with partie("Films et documents"):
    traces.documents(vue, choix.saisons)

with partie("Les personnes"):
    traces.personnes(vue, choix.saisons)

with partie("De l’atelier à la Fabrique"):
    villes_pairs.histoire(vue)

de_l_image = ouvert.demande.pour_une_image(IMAGES["participants"].filtres)
integrer(vue, [("participants", de_l_image)])
cadre.fermer(
    ouvert,
    [
        Table("participants villes pairs", lambda: villes_pairs.export(vue, choix), "participants"),
        *fichiers_d_images(vue, "participants", de_l_image),
    ],
)
