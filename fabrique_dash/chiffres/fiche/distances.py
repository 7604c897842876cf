"""Distances as the crow flies between territories, over their possible perimeters."""

from __future__ import annotations

import math

from fabrique_dash.chiffres.noyau.typographie import INSECABLE, nombre
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.perimetres import perimetres_chiffres
from fabrique_dash.donnees.vue import Vue

Point = tuple[float, float]
_RAYON_TERRESTRE_KM = 6371.0


def distance_km(depart: Point, arrivee: Point) -> float:
    """Return the great-circle distance between two points.

    Args:
        depart: latitude and longitude, in decimal degrees.
        arrivee: the same.

    Returns:
        Kilometres, on a sphere: within 0.5 % of the ellipsoid.
    """
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (*depart, *arrivee))
    sinus = math.sin((lat2 - lat1) / 2) ** 2
    sinus += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _RAYON_TERRESTRE_KM * math.asin(math.sqrt(sinus))


@par_vue
def centres(vue: Vue, territoire: str) -> tuple[Point, ...]:
    """Return the centre of each possible perimeter of a territory (latitude, longitude)."""
    perimetres = perimetres_chiffres(vue.donnees)
    siens = perimetres[perimetres["territoire_id"] == territoire].dropna(subset=["lat", "lon"])
    return tuple(
        (float(lat), float(lon)) for lat, lon in zip(siens["lat"], siens["lon"], strict=True)
    )


def bornes_de_distance(
    departs: tuple[Point, ...], arrivees: tuple[Point, ...]
) -> tuple[float, float] | None:
    """Return the least and the greatest distance over all pairs, in km; None without a pair."""
    distances = [distance_km(d, a) for d in departs for a in arrivees]
    return (min(distances), max(distances)) if distances else None


def distance_en_mots(bornes: tuple[float, float]) -> str:
    """Write a distance: « 17 km », or « de 34 à 36 km selon le périmètre »."""
    bas, haut = (nombre(round(b)) for b in bornes)
    if bas == haut:
        return f"{bas}{INSECABLE}km"
    return f"de {bas} à {haut}{INSECABLE}km selon le périmètre"
