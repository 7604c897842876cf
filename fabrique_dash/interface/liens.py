"""Every address of the dashboard is built here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st

from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee
from fabrique_dash.interface.navigation import PAGES

Parametres = Mapping[str, str | list[str]]


def point_de_vue(vue: Vue) -> dict[str, str | list[str]]:
    """Return the parameters that reopen a point of view: date, cohort unless it is the first."""
    return dict(_point_de_vue(vue))


@lru_cache(maxsize=64)
def _point_de_vue(vue: Vue) -> tuple[tuple[str, str], ...]:
    suivies = cohortes_suivies(vue.donnees).set_index("id")["nom"]
    date = ("date", vue.jour.isoformat())
    if vue.cohorte == suivies.index[0]:
        return (date,)
    return date, ("cohorte", str(suivies[vue.cohorte]))


def reglages(vue: Vue) -> dict[str, str | list[str]]:
    """Return the parameters of a point of view that are not at their defaults."""
    defaut = derniere_date_documentee(vue.donnees, vue.cohorte)
    parametres = point_de_vue(vue)
    if vue.jour == defaut:
        del parametres["date"]
    return parametres


def racine() -> str:
    """Return the address under which the application is served, without its page."""
    adresse = str(st.context.url or "").split("?")[0].rstrip("/")
    cles = tuple(f"/{p.cle}" for p in PAGES)
    return adresse.rsplit("/", 1)[0] if adresse.endswith(cles) else adresse


def chemin(cle: str, parametres: Parametres) -> str:
    """Build a link inside the application: « carte?date=2021-11-30 »."""
    suite = urlencode(parametres, doseq=True)
    page = "" if cle == PAGES[0].cle else cle  # Streamlit serves its default page at the root only
    return f"{page}?{suite}" if suite else page


def adresse_complete(cle: str, parametres: Parametres) -> str:
    """Build the full address of a view, which reopens it anywhere."""
    return f"{racine()}/{chemin(cle, parametres)}"
