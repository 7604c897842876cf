"""À propos: who is this dashboard for, and what is it not?"""

from fabrique_dash.chiffres.tables.personnes import personnes_citees
from fabrique_dash.interface.briques.sommaire import partie, sur_cette_page
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import a_propos

ouvert = cadre.ouvrir("a_propos")
vue = ouvert.vue

cadre.dire_les_filtres(ouvert)
sur_cette_page(
    "À qui il sert",
    "Ce qu’il n’est pas",
    "Qui en répond",
    "Les personnes nommées",
    "Cookies et traces",
    "Ce qui est gardé de qui écrit",
    "Accessibilité",
)

with partie("À qui il sert"):
    a_propos.pour_qui()

with partie("Ce qu’il n’est pas"):
    a_propos.ce_qu_il_n_est_pas()

with partie("Qui en répond"):
    a_propos.qui_en_repond(vue)

with partie("Les personnes nommées"):
    a_propos.personnes(vue)

with partie("Cookies et traces"):
    a_propos.traces()

with partie("Ce qui est gardé de qui écrit"):
    a_propos.ce_qui_est_garde()
    a_propos.ce_qui_est_garde_des_signalements()

with partie("Accessibilité"):
    a_propos.accessibilite()

cadre.fermer(ouvert, [Table("personnes nommées", lambda: personnes_citees(vue), "acteurs")])
