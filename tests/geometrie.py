"""Rings and polygons of GeoJSON, for the tests."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

Anneau = list[list[float]]


def aire(anneau: Anneau) -> float:
    """Return twice the signed area of a ring: positive when it is counter-clockwise."""
    return -sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(anneau))


def polygones(geometrie: dict[str, Any] | None) -> list[list[Anneau]]:
    """List the polygons of a geometry, each a list of rings."""
    if geometrie is None:
        return []
    coordonnees = geometrie["coordinates"]
    if geometrie["type"] == "Polygon":
        return [coordonnees]
    return coordonnees if geometrie["type"] == "MultiPolygon" else []
