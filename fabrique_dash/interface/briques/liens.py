"""Full addresses, which need to know where the application is served."""

from __future__ import annotations

import streamlit as st

from fabrique_dash.publication.site.adresses import Parametres, chemin, vue_entiere
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.pages import PAGES


def racine() -> str:
    """Return the address under which the application is served, without its page."""
    adresse = str(st.context.url or "").split("?")[0].rstrip("/")
    fins = tuple(f"/{p.adresse}" for p in PAGES)
    return adresse.rsplit("/", 1)[0] if adresse.endswith(fins) else adresse


def adresse_complete(cle: str, parametres: Parametres) -> str:
    """Build the full address of a view, which reopens it anywhere."""
    return f"{racine()}/{chemin(cle, parametres).removeprefix('./')}"


def adresse_de_la_vue(demande: Demande) -> str:
    """Build the full address of a page as it is shown: point of view and filters."""
    parametres = {**vue_entiere(demande.vue), **demande.parametres}
    return adresse_complete(demande.page, parametres)
