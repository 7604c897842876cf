"""Outlines of the overseas collectivities, which no French package gives (Natural Earth)."""

from itertools import accumulate
from pathlib import Path
from typing import Any

from geometries import Contours, polygons
from paquets import read_world_atlas
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

# Names in the package. The southern lands and Clipperton, where nobody lives, are left out.
NOMS = {
    "975": "St. Pierre and Miquelon",
    "977": "St-Barthélemy",
    "978": "St-Martin",
    "986": "Wallis and Futuna Is.",
    "987": "Fr. Polynesia",
    "988": "New Caledonia",
}
# Collectivities of one commune, which has the same outline.
COMMUNES_UNIQUES = {"97701": "977", "97801": "978"}
# Saint-Pierre-et-Miquelon is two islands, each a commune: the largest, then the other.
COMMUNES_ILES = {"975": ("97501", "97502")}
INFERENCE_ILES = (
    "Natural Earth dessine deux îles, sans nommer leurs communes\u00a0: la plus grande est celle "
    "de Miquelon-Langlade, l’autre celle de Saint-Pierre."
)
Arc = list[tuple[float, float]]


def contours_des_collectivites(folder: Path) -> Contours:
    """Return the outline of each collectivity, by code."""
    topology = read_world_atlas(folder)
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    par_nom = {country["properties"]["name"]: country for country in countries}
    return {code: _contour(par_nom[nom], arcs) for code, nom in NOMS.items()}


def contours_des_communes(collectivites: Contours) -> Contours:
    """Return the outlines of the communes that are a whole collectivity, or an island of one."""
    seules = {code: collectivites[mere] for code, mere in COMMUNES_UNIQUES.items()}
    iles = {
        code: ile
        for mere, codes in COMMUNES_ILES.items()
        for code, ile in zip(codes, _par_taille(collectivites[mere]), strict=True)
    }
    return dict(sorted({**seules, **iles}.items()))


def _par_taille(contour: BaseGeometry) -> list[MultiPolygon]:
    tries = sorted(polygons(contour), key=lambda polygone: -polygone.area)
    return [MultiPolygon([polygone]) for polygone in tries]


def _arc(quantized: list[list[int]], transform: dict[str, Any]) -> Arc:
    """Decode one arc: each point is a step from the one before."""
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(steps) for steps in zip(*quantized, strict=True))
    return [(x * kx + x0, y * ky + y0) for x, y in zip(xs, ys, strict=True)]


def _contour(country: dict[str, Any], arcs: list[Arc]) -> MultiPolygon:
    polygones = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    anneaux = [[_anneau(indices, arcs) for indices in polygone] for polygone in polygones]
    return MultiPolygon([Polygon(exterieur, trous) for exterieur, *trous in anneaux])


def _anneau(indices: list[int], arcs: list[Arc]) -> Arc:
    """Join arcs; a negative index, ~i, is the arc i read backwards."""
    points: Arc = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc if not points else arc[1:]
    return points
