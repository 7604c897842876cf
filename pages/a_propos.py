"""À propos: who is this dashboard for, and what is it not?"""

import streamlit as st

from fabrique_dash.chiffres.tables.personnes import personnes_citees
from fabrique_dash.interface.briques.telechargements import Table
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages import a_propos

ouvert = cadre.ouvrir("a_propos")
vue = ouvert.vue

cadre.dire_les_filtres(ouvert)

st.header("À qui il sert", anchor=False)
a_propos.pour_qui()

st.header("Ce qu’il n’est pas", anchor=False)
a_propos.ce_qu_il_n_est_pas()

st.header("Qui en répond", anchor=False)
a_propos.qui_en_repond(vue)

st.header("Les personnes nommées", anchor=False)
a_propos.personnes(vue)

st.header("Cookies et traces", anchor=False)
a_propos.traces()

st.header("Accessibilité", anchor=False)
a_propos.accessibilite()

cadre.fermer(ouvert, [Table("personnes nommées", lambda: personnes_citees(vue), "acteurs")])
