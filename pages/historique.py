"""Historique: who changed what, when and why?"""

import streamlit as st

from fabrique_dash.interface.briques.sommaire import titre
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.filtres.controles import demander
from fabrique_dash.interface.identite import identite
from fabrique_dash.interface.pages import historique
from fabrique_dash.journal.service import journal_en_service
from fabrique_dash.publication.morceaux.resultats import SANS_JOURNAL

ouvert = cadre.ouvrir("historique")
vue = ouvert.vue

journal = journal_en_service() if vue.donnees.publiee else None
cadre.dire_les_filtres(ouvert)
if journal is None:
    st.info(SANS_JOURNAL)
else:
    table = demander(ouvert.demande, "table").un
    liste = historique.publications_de(journal, table)
    if (qui := identite()) is not None:
        titre("Revenir en arrière")
        historique.revenir(qui, liste)

    titre("Ce qui a été publié")
    historique.montrer(vue, journal, liste, table)

cadre.fermer(ouvert, [])
