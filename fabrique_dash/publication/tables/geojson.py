"""Territories as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from itertools import pairwise

import pandas as pd

from fabrique_dash.donnees.contours import contours_des_perimetres
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.traces import Geojson
from fabrique_dash.donnees.vue import Vue

_COLONNES = "id numero libelle type_territoire code_insee siren groupe statut statut_groupe"
_COLONNES += " hors_carte perimetre population_min population_max annees source_id"


Anneau = list[list[float]]


def _aire_signee(anneau: Anneau) -> float:
    """Twice the area of a ring, positive when it turns counter-clockwise."""
    return sum((x1 - x2) * (y1 + y2) for (x1, y1), (x2, y2) in pairwise(anneau))


def orientee(polygones: list[list[Anneau]]) -> list[list[Anneau]]:
    """Turn rings as RFC 7946 asks: outer ones counter-clockwise, holes clockwise."""
    return [
        [
            anneau if (_aire_signee(anneau) > 0) == (rang == 0) else anneau[::-1]
            for rang, anneau in enumerate(polygone)
        ]
        for polygone in polygones
    ]


def _geometrie(geometrie: Geojson | None) -> Geojson | None:
    if geometrie is None:
        return None
    if geometrie["type"] == "Point":
        return geometrie
    return {**geometrie, "coordinates": orientee(geometrie["coordinates"])}


def _point(t: Rangee) -> Geojson | None:
    """Place a territory that has no outline, where its position is known."""
    if pd.isna(t["lat"]) or pd.isna(t["lon"]):
        return None
    return {"type": "Point", "coordinates": [t["lon"], t["lat"]]}


def _propre(valeur: object) -> object:
    """Write a count as a whole number: next to an unknown one, pandas makes it a real."""
    if pd.isna(valeur):  # type: ignore[call-overload]
        return None
    return int(valeur) if isinstance(valeur, float) and valeur.is_integer() else valeur


def territoires_geojson(vue: Vue, territoires: pd.DataFrame) -> bytes:
    """Write territories with their perimeters: one feature per possible perimeter.

    Args:
        vue: the point of view.
        territoires: rows of `chiffres.carte.territoires_sur_carte`. One that has no outline is a
            point; without a position, it has no geometry, as RFC 7946 allows.
    """
    formes = contours_des_perimetres(vue.donnees)
    entites = []
    for t in rangees(territoires):
        proprietes = {c: _propre(t[c]) for c in _COLONNES.split()}
        proprietes["date_reference"] = vue.jour.isoformat()
        siennes = {h: g for (i, h), g in formes.items() if i == t["id"]}
        for hypothese, geometrie in siennes.items() or (("", _point(t)),):
            entites.append(
                {
                    "type": "Feature",
                    "properties": {**proprietes, "hypothese": hypothese},
                    "geometry": _geometrie(geometrie),
                }
            )
    collection = {"type": "FeatureCollection", "features": entites}
    return json.dumps(collection, ensure_ascii=False).encode("utf-8")
