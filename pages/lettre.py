"""Écrire la lettre: what to say this month, and on which source?"""

import streamlit as st

from fabrique_dash.chiffres.typographie import compte
from fabrique_dash.interface import cadre, lettre, lettre_etat, lettre_periode, lettre_sorties
from fabrique_dash.publication.lettre.generation import brouillon, chiffres_choisis

ouvert = cadre.ouvrir("lettre")
vue = ouvert.vue

lettre_etat.montrer_le_message()
periode, debut, fin = lettre_periode.periode_choisie(vue)
chiffres, identifiants = lettre_periode.chiffres_demandes(vue)
donne = brouillon(vue, debut, fin, chiffres_choisis(vue, identifiants))
travail = lettre_etat.en_cours(donne)
relu = lettre_etat.relu(vue, donne, travail)
pleines = compte(len(relu.pleines), "rubrique remplie", "rubriques remplies")
cadre.dire_les_filtres(ouvert, [periode, chiffres], f"{pleines} sur {len(relu.rubriques)}")

gauche, droite = st.columns(2, gap="medium")
with gauche:
    st.header("Les rubriques", anchor=False)
    lettre.memoire_du_navigateur(donne, travail)
    with st.container(horizontal=True):
        lettre_sorties.reouverture(donne)
        lettre_sorties.enregistrement(relu)
        lettre.repartir(donne, travail)
    lettre.titre(travail)
    lettre.mode_d_emploi()
    for rang, rubrique in enumerate(relu.rubriques, start=1):
        lettre.rubrique(vue, rang, rubrique, travail)
with droite, st.container(key="lettre-apercu"):
    st.header("L’e-mail", anchor=False)
    lettre_sorties.sorties(vue, relu)

cadre.fermer(ouvert, [periode, chiffres], lettre_sorties.phrases(relu))
