"""The script that Streamlit runs at each interaction: navigation, then the page asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from fabrique_dash.interface.cadre import entete, pannes
from fabrique_dash.interface.cadre.navigation import menu
from fabrique_dash.publication.site.pages import page_d_adresse

LOGO = Path(__file__).parents[1] / "static" / "logo.svg"

pannes.parler_francais()
courante = st.navigation(menu(), position="hidden")
st.set_page_config(
    page_title=f"{courante.title} · Territoires Pilotes",
    layout="wide",
    initial_sidebar_state=250,
)
st.logo(LOGO, size="large")
entete.montrer(page_d_adresse(courante.url_path))
courante.run()
