"""Who made the outlines that a map draws, and their licence."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.noyau.typographie import FINE
from fabrique_dash.chiffres.tables.carte import parties_du_perimetre
from fabrique_dash.donnees.contours import sources_des_contours
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.emprises import emprises_des_points
from fabrique_dash.donnees.natures import DEPARTEMENT, lieux_de
from fabrique_dash.donnees.vue import Vue

_IGN = "DATAFRANCE10"
_MOTS = {
    _IGN: "IGN, ADMIN EXPRESS COG, Licence Ouverte 2.0",
    "WORLDATLAS": "Natural Earth, domaine public",
}


def contours_du_perimetre(vue: Vue, territoire: str) -> str:
    """Say who made the outlines of a territory."""
    lieux = lieux_de(parties_du_perimetre(vue, territoire))
    return _en_mots(sources_des_contours(vue.donnees, lieux))


def contours_de_la_carte(donnees: Donnees, *tables: pd.DataFrame) -> str:
    """Say who made the outlines of a map of France that shows rows (lat, lon), insets included."""
    lignes = [t.dropna(subset=["lat", "lon"]) for t in tables if len(t)]
    points = [p for t in lignes for p in zip(t["lon"], t["lat"], strict=True)]
    encarts = [(DEPARTEMENT, e.code) for e in emprises_des_points(donnees, points)]
    return _en_mots(sources_des_contours(donnees, encarts) | {_IGN})


def _en_mots(codes: set[str]) -> str:
    return f"Contours\u00a0: {f'{FINE}; '.join(_MOTS[code] for code in sorted(codes))}."
