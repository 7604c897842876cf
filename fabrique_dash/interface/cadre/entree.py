"""The script that Streamlit runs at each interaction: navigation, then the page asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from fabrique_dash.interface import affluence
from fabrique_dash.interface.cadre import entete, pannes
from fabrique_dash.interface.cadre.navigation import menu
from fabrique_dash.interface.rappels import faire_ce_qui_attend
from fabrique_dash.publication.site.pages import page_d_adresse
from fabrique_dash.publication.site.titres import titre_de_la_page

COMPLET = (
    "Le tableau de bord est complet\u00a0: trop de personnes l’ouvrent en ce moment. Rechargez la "
    "page dans une minute."
)
LOGO = Path(__file__).parents[1] / "static" / "logo.svg"


def principal() -> None:
    """Draw the page that the address names."""
    faire_ce_qui_attend()
    courante = st.navigation(menu(), position="hidden")
    page = page_d_adresse(courante.url_path)
    st.set_page_config(
        page_title=titre_de_la_page(page.cle),
        layout="wide",
        initial_sidebar_state=250,
    )
    st.logo(LOGO, size="large")
    entete.montrer(page)
    courante.run()


pannes.parler_francais()
try:
    with affluence.AFFLUENCE.tour():
        principal()
except affluence.Complet:
    st.error(COMPLET)
