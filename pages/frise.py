"""Frise: what has happened, and what is announced?"""

import streamlit as st

from fabrique_dash.chiffres.frise import filtrer, selon_la_date
from fabrique_dash.interface import blocs, cadre, frise
from fabrique_dash.interface.images import fichiers_d_images, integrer
from fabrique_dash.interface.liens import adresse_de_la_vue
from fabrique_dash.interface.telechargements import Table, fichier_agenda

ouvert = cadre.ouvrir("frise")
vue = ouvert.vue

choix, filtre = frise.filtres(vue)
montre = frise.evenement_ouvert(vue)
retenus = filtrer(vue, filtre)
datees, sans_date = selon_la_date(vue, filtre)
cadre.dire_les_filtres(ouvert, [*choix, montre], frise.resultat(retenus))

frise.detail(vue, montre)
frise.legende()
frise.dessin(vue, datees)
blocs.source(vue, retenus)

st.header("Mois par mois", anchor=False)
frise.par_mois(vue, datees)
frise.sans_date(vue, sans_date)

integrer(vue, [("frise", frise.pour_l_image(filtre))])
cadre.fermer(
    ouvert,
    [*choix, montre],
    [
        fichier_agenda("evenements", vue, lambda: retenus, adresse_de_la_vue("frise", vue, choix)),
        Table("evenements", lambda: retenus, "evenements"),
        *fichiers_d_images(vue, "frise", frise.pour_l_image(filtre)),
    ],
)
