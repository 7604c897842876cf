"""Préoccupations: what preoccupies the groups, and who else faces it?"""

from fabrique_dash.chiffres.tables.preoccupations import table_des_preoccupations
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import ateliers, preoccupations

ouvert = cadre.ouvrir("preoccupations")
vue = ouvert.vue

demande = ouvert.demande
preoccupations.filtres(demande)
cadre.dire_les_filtres(ouvert)
with partie():
    preoccupations.fiche_choisie(vue, demande["preoccupation"].un, demande["theme"].un)

if not vue.preoccupations.empty:
    sur_cette_page(
        "Les groupes et les thèmes", "Le même thème ailleurs", "Comment elles sont ressorties"
    )
    with partie("Les groupes et les thèmes"):
        preoccupations.matrice(vue)

    with partie("Le même thème ailleurs"):
        preoccupations.memes_themes(vue)

    with partie("Comment elles sont ressorties"):
        ateliers.methode(vue)

cadre.fermer(
    ouvert,
    [Table("preoccupations", lambda: table_des_preoccupations(vue), "preoccupations")],
)
