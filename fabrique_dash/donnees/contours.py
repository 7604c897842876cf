"""Outlines: those of the maps' ground, and that of every place that a perimeter may name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import MappingProxyType

import pandas as pd

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees, par_reference
from fabrique_dash.donnees.natures import lieux_de, par_lieu
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.donnees.traces import Geojson, lire_trace


@par_reference
def contours(reference: Reference, nom: str) -> Geojson:
    """Return the outlines of a file, which was read with the rest of the data.

    Args:
        reference: the data in use.
        nom: file name without extension: departements, regions, france, france_simple.

    Returns:
        A GeoJSON FeatureCollection in WGS84. It is shared: don't change it.

    Raises:
        KeyError: the package has no such outline.
    """
    contenu: Geojson = json.loads(reference.contours[nom])
    return contenu


@par_reference
def _traces(reference: Reference) -> MappingProxyType[tuple[str, str], str]:
    return MappingProxyType(par_lieu(reference.table("traces"), "trace"))


@par_reference
def forme(reference: Reference, nature: str, code: str) -> Geojson | None:
    """Return the outline of an official place (a MultiPolygon); None when there is none.

    Args:
        reference: the data in use.
        nature: of the place (`natures`).
        code: its Insee code, or its SIREN.
    """
    texte = _traces(reference).get((nature, code))
    return lire_trace(texte) if texte else None


def sources_des_contours(donnees: Donnees, lieux: Iterable[tuple[str, str]]) -> set[str]:
    """Return the ids of the sources of the outlines of places (nature, code)."""
    cles = set(lieux)
    table = donnees.table("traces")
    table = table[table["code"].isin({code for _, code in cles})]
    natures = zip(table["nature"], table["code"], table["source_id"], strict=True)
    return {source for nature, code, source in natures if (nature, code) in cles}


def places_dans(
    donnees: Donnees, nature: str, boite: tuple[float, float, float, float]
) -> pd.DataFrame:
    """List the places of a nature whose box meets another (west, south, east, north).

    Returns:
        Rows of the table of outlines.
    """
    ouest, sud, est, nord = boite
    t = donnees.table("traces")
    dedans = (t["ouest"] <= est) & (t["est"] >= ouest) & (t["sud"] <= nord) & (t["nord"] >= sud)
    return t[dedans & (t["nature"] == nature)]


@par_donnees
def contours_des_perimetres(donnees: Donnees) -> MappingProxyType[tuple[str, str], Geojson]:
    """Return the outline of each possible perimeter, by (territory id, hypothesis).

    A part without an outline is left out; a perimeter without any has no entry.
    """
    perimetres = donnees.table("perimetres")
    resultat = {}
    for (territoire, hypothese), lignes in perimetres.groupby(["territoire_id", "hypothese"]):
        formes = [f for lieu in lieux_de(lignes) if (f := forme(donnees, *lieu))]
        polygones = [polygone for f in formes for polygone in f["coordinates"]]
        if polygones:
            geometrie = {"type": "MultiPolygon", "coordinates": polygones}
            resultat[str(territoire), str(hypothese)] = geometrie
    return MappingProxyType(resultat)
