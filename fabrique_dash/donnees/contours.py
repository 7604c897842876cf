"""Outlines, read from the package's GeoJSON files."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees

Geojson = dict[str, Any]


@par_donnees
def contours(donnees: Donnees, nom: str) -> Geojson:
    """Return the outlines of a file, which was read with the rest of the data.

    Args:
        donnees: the data in use.
        nom: file name without extension: departements, regions, france, perimetres…

    Returns:
        A GeoJSON FeatureCollection in WGS84. It is shared: don't change it.

    Raises:
        KeyError: the package has no such outline.
    """
    contenu: Geojson = json.loads(donnees.contours[nom])
    return contenu


def _geometrie(parties: list[Geojson]) -> Geojson | None:
    polygones: list[Any] = []
    for partie in parties:
        coordonnees = partie["coordinates"]
        polygones += [coordonnees] if partie["type"] == "Polygon" else coordonnees
    return {"type": "MultiPolygon", "coordinates": polygones} if polygones else None


@par_donnees
def contours_des_perimetres(donnees: Donnees) -> MappingProxyType[tuple[str, str], Geojson]:
    """Return the outline of each possible perimeter, by (territory id, hypothesis)."""
    formes = {
        (f["properties"]["nature"], f["properties"]["code"]): f["geometry"]
        for f in contours(donnees, "perimetres")["features"]
    }
    perimetres = donnees.table("perimetres")
    resultat = {}
    for (territoire, hypothese), lignes in perimetres.groupby(["territoire_id", "hypothese"]):
        codes = zip(lignes["nature"], lignes["code"], strict=True)
        geometrie = _geometrie([formes[code] for code in codes if code in formes])
        if geometrie:
            resultat[str(territoire), str(hypothese)] = geometrie
    return MappingProxyType(resultat)
