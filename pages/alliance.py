"""Alliance et chantiers: which chantiers, carried by whom, and when?"""

from fabrique_dash.chiffres.tables.reperes import ALLIANCE
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table, fichier_agenda
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import acteurs, alliance, reperes

ouvert = cadre.ouvrir("alliance")
vue = ouvert.vue

choix = alliance.filtres(ouvert.demande)
cadre.dire_les_filtres(ouvert)
sur_cette_page(
    "Les chantiers",
    "Le calendrier",
    "Les Assemblées des alliés",
    "Ce qu’est l’Alliance, et d’où elle vient",
    "Les objectifs de la charte",
    "Combien d’alliés",
    "Personnes et organisations",
)

with partie():
    acteurs.fiche_d_acteur(vue, choix.acteur)

with partie("Les chantiers"):
    alliance.chantiers(vue, choix)

with partie("Le calendrier"):
    alliance.calendrier(vue, choix)

with partie("Les Assemblées des alliés"):
    alliance.assemblees(vue)

with partie("Ce qu’est l’Alliance, et d’où elle vient"):
    reperes.identite(vue, ALLIANCE)
    reperes.genese(vue)

with partie("Les objectifs de la charte"):
    reperes.objectifs(vue)

with partie("Combien d’alliés"):
    alliance.taille(vue)

with partie("Personnes et organisations"):
    acteurs.liste(vue, choix.natures, choix.chantier)

cadre.fermer(
    ouvert,
    [
        fichier_agenda("dates de l’alliance", vue, lambda: alliance.export(vue, choix)),
        Table("dates de l’alliance", lambda: alliance.export(vue, choix), "evenements"),
    ],
)
