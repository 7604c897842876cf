"""Who borders a territory: places of its own kind whose outlines touch it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fabrique_dash.chiffres.fiche.situation import noms_des_lieux
from fabrique_dash.donnees.contours import contours_des_perimetres, places_dans
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Perimetres, Traces
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.natures import ARRONDISSEMENT, COMMUNALES, COMMUNE, Lieu
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.traces import Anneau, Geojson, lire_trace
from fabrique_dash.donnees.vue import Vue

# Outlines overlay exactly: two places that share a side share at least two of its points.
_POINTS_COMMUNS = 2
Boite = tuple[float, float, float, float]
_Points = frozenset[tuple[float, float]]


def anneaux(geometrie: Geojson) -> Iterator[Anneau]:
    """Yield the rings of a MultiPolygon."""
    for polygone in geometrie["coordinates"]:
        yield from polygone


def boite_de(geometries: Iterable[Geojson]) -> Boite:
    """Return the box of outlines: west, south, east and north, in degrees."""
    points = [p for g in geometries for anneau in anneaux(g) for p in anneau]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def _points(geometrie: Geojson) -> _Points:
    return frozenset((p[0], p[1]) for anneau in anneaux(geometrie) for p in anneau)


@par_vue
def lieux_voisins(vue: Vue, territoire: str) -> tuple[Lieu, ...]:
    """List the communes that border a territory's communal perimeter, or else its like.

    The like of a grouping are groupings; so of départements and régions. The commune of which
    another place is a part is left out: it holds it.

    Returns:
        Nature and code of each, without what belongs to the territory itself.
    """
    perimetres = vue.donnees.table("perimetres")
    siens = rangees(perimetres[perimetres["territoire_id"] == territoire], Perimetres)
    formes = contours_des_perimetres(vue.donnees)
    communaux = [li for li in siens if li["nature"] in COMMUNALES]
    retenus = communaux or siens
    natures = {COMMUNE if li["nature"] in COMMUNALES else li["nature"] for li in retenus}
    if any(li["nature"] == ARRONDISSEMENT for li in retenus):
        natures.add(ARRONDISSEMENT)
    siennes = [
        formes[territoire, h]
        for h in sorted({li["hypothese"] for li in retenus})
        if (territoire, h) in formes
    ]
    if not siennes:
        return ()
    exclus = {(li["nature"], li["code"]) for li in siens} | _meres(vue.donnees, retenus)
    points = frozenset(p for forme in siennes for p in _points(forme))
    return tuple(
        lieu
        for nature in sorted(natures)
        for lieu in _qui_touchent(vue.donnees, nature, boite_de(siennes), points)
        if lieu not in exclus
    )


def _qui_touchent(donnees: Donnees, nature: str, boite: Boite, points: _Points) -> Iterator[Lieu]:
    for lieu in rangees(places_dans(donnees, nature, boite), Traces):
        if len(points & _points(lire_trace(lieu["trace"]))) >= _POINTS_COMMUNS:
            yield nature, lieu["code"]


def _meres(donnees: Donnees, parties: Iterable[Perimetres]) -> set[Lieu]:
    codes = {li["code"] for li in parties}
    tables = (donnees.table(nom) for nom in ("communes_associees", "arrondissements"))
    return {(COMMUNE, mere) for t in tables for mere in t[t["code"].isin(codes)]["chef_lieu"]}


@par_vue
def voisins(vue: Vue, territoire: str) -> tuple[str, ...]:
    """Name the places that border a territory, in alphabetical order (see `lieux_voisins`)."""
    noms = noms_des_lieux(vue.donnees)
    return tuple(sorted({noms.get(lieu, lieu[1]) for lieu in lieux_voisins(vue, territoire)}))
