"""Historique: who changed what, when and why?"""

import streamlit as st

from fabrique_dash.interface.briques.sommaire import titre
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.identite import qui_est_la
from fabrique_dash.interface.pages import historique
from fabrique_dash.interface.pages.actes import journal_ou_message
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL
from fabrique_dash.redaction.histoire import raconter

ouvert = cadre.ouvrir("historique")
demande = ouvert.demande

with journal_ou_message():
    journal = journal_en_service() if demande.vue.donnees.publiee else None
    if journal is None:
        cadre.dire_les_filtres(ouvert)
        st.info(SANS_JOURNAL)
    else:
        histoire = raconter(journal, historique.ce_qui_est_demande(demande, journal))
        cadre.dire_les_filtres(ouvert)
        titre("Ce qui a été publié")
        historique.montrer(demande, histoire, qui_est_la())
        historique.s_abonner(demande)

cadre.fermer(ouvert, [])
