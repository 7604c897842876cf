"""Who borders a territory, among the outlines that the package holds."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from fabrique_dash.donnees.contours import Geojson, contours, contours_des_perimetres
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Perimetres
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

# Outlines overlay exactly: two places that share a side share at least two of its points.
_POINTS_COMMUNS = 2
Anneau = list[list[float]]


def anneaux(geometrie: Geojson) -> Iterator[Anneau]:
    """Yield the rings of a Polygon or a MultiPolygon."""
    polygones: list[Any] = geometrie["coordinates"]
    if geometrie["type"] == "Polygon":
        polygones = [polygones]
    for polygone in polygones:
        yield from polygone


def _points(geometrie: Geojson) -> frozenset[tuple[float, float]]:
    return frozenset((p[0], p[1]) for anneau in anneaux(geometrie) for p in anneau)


@par_donnees
def _fond(donnees: Donnees, nom: str, code: str) -> MappingProxyType[str, tuple[str, Any]]:
    """Name and points of the places of an outline file, by code."""
    return MappingProxyType(
        {
            str(f["properties"][code]): (
                str(f["properties"].get("nom_long") or f["properties"]["nom"]),
                _points(f["geometry"]),
            )
            for f in contours(donnees, nom)["features"]
        }
    )


@par_vue
def voisins(vue: Vue, territoire: str) -> tuple[str, ...]:
    """Name the communes that border a territory's communal perimeter, or else the EPCI.

    Only what the package outlines can be named: the communes of the groupings that concern the
    territories, and these groupings. The commune of which an associated one is a part is left
    out: it holds it.

    Args:
        vue: the point of view.
        territoire: its id.

    Returns:
        Names in alphabetical order, without what belongs to the territory itself.
    """
    perimetres = vue.donnees.table("perimetres")
    siens = rangees(perimetres[perimetres["territoire_id"] == territoire], Perimetres)
    formes = contours_des_perimetres(vue.donnees)
    communal = any(li["nature"] != "epci" for li in siens)
    codes = {li["code"] for li in siens if (li["nature"] != "epci") == communal}
    hypotheses = {li["hypothese"] for li in siens if li["code"] in codes}
    points: frozenset[tuple[float, float]] = frozenset()
    for hypothese in hypotheses:
        if (territoire, hypothese) in formes:
            points |= _points(formes[territoire, hypothese])
    nom, code = ("communes_suivies", "code") if communal else ("epci_suivis", "siren")
    exclus = codes | _meres(vue.donnees, codes)
    autres = _fond(vue.donnees, nom, code)
    trouves = {n for c, (n, p) in autres.items() if c not in exclus and _touche(points, p)}
    return tuple(sorted(trouves))


def _touche(points: frozenset[tuple[float, float]], autres: frozenset[tuple[float, float]]) -> bool:
    return len(points & autres) >= _POINTS_COMMUNS


def _meres(donnees: Donnees, codes: set[str]) -> set[str]:
    associees = donnees.table("communes_associees")
    return set(associees[associees["code"].isin(codes)]["chef_lieu"])
