"""Écrire la lettre: what to say this month, and on which source?"""

import streamlit as st

from fabrique_dash.interface.briques.sommaire import sur_cette_page, titre
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.pages.atelier import (
    etat,
    navigateur,
    rubriques,
    sorties,
)
from fabrique_dash.interface.pages.atelier import (
    periode as lettre_periode,
)
from fabrique_dash.publication.lettre.generation import brouillon, chiffres_choisis

ouvert = cadre.ouvrir("lettre")
vue = ouvert.vue

etat.montrer_le_message()
debut, fin = lettre_periode.periode_choisie(ouvert.demande)
identifiants = lettre_periode.chiffres_de_la_lettre(ouvert.demande)
donne = brouillon(vue, debut, fin, chiffres_choisis(vue, identifiants))
atelier = etat.ouvrir(vue, donne)
relu = atelier.relu
cadre.dire_les_filtres(ouvert, relu.remplissage)
sur_cette_page("Les rubriques", "Le courriel")

gauche, droite = st.columns(2, gap="medium")
with gauche, st.container(key="lettre-rubriques"):
    titre("Les rubriques")
    navigateur.memoire(atelier)
    with st.container(horizontal=True):
        sorties.reouverture(donne)
        sorties.enregistrement(relu)
        rubriques.repartir(atelier)
    rubriques.titre(atelier)
    rubriques.mode_d_emploi()
    for rang in range(1, len(relu.rubriques) + 1):
        rubriques.rubrique(vue, atelier, rang)
with droite, st.container(key="lettre-apercu"):
    titre("Le courriel")
    sorties.sorties(vue, relu)

cadre.fermer(ouvert, sorties.phrases(relu))
