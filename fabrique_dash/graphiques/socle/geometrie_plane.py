"""Plane geometry of drawings: the middle of an outline, and what of it is inside a frame."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
KM_PAR_DEGRE = 111.32  # of latitude
_PAS_VISIBLE = 1.0  # pixels
_LONGUEURS_RONDES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def longueur_ronde(unite: float, place: float) -> int:
    """Return the longest round number of units that fits in a room; 1 at least.

    Args:
        unite: length of a unit.
        place: the room.
    """
    return max(n for n in _LONGUEURS_RONDES if n == 1 or n * unite < place)


def eclaircir(points: Sequence[Point]) -> list[Point]:
    """Leave out the points of a line that could not be told from the one before.

    Args:
        points: the line, in pixels.
    """
    gardes = list(points[:1])
    for x, y in points[1:]:
        if abs(x - gardes[-1][0]) + abs(y - gardes[-1][1]) >= _PAS_VISIBLE:
            gardes.append((x, y))
    return gardes


def aire(points: Sequence[Point]) -> float:
    """Area of a closed outline, signed, in its own unit."""
    suivants = [*points[1:], *points[:1]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, suivants, strict=True)) / 2


def milieu(points: Sequence[Point]) -> Point:
    """Centre of a closed outline, by its area; its first point when it has none."""
    surface = aire(points)
    if not surface:
        return points[0]
    x = y = 0.0
    for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
        croix = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * croix, y + (a[1] + b[1]) * croix
    return x / (6 * surface), y / (6 * surface)


def rogner(points: Sequence[Point], largeur: float, hauteur: float) -> list[Point]:
    """Keep what of an outline is between (0, 0) and (largeur, hauteur).

    Returns:
        The points of what is left; none when it is all outside.
    """
    reste = list(points)
    for axe, bord, sens in ((0, 0.0, 1), (0, largeur, -1), (1, 0.0, 1), (1, hauteur, -1)):
        gardes: list[Point] = []
        for a, b in zip(reste, [*reste[1:], *reste[:1]], strict=True):
            avant, apres = (a[axe] - bord) * sens, (b[axe] - bord) * sens
            if avant >= 0:
                gardes.append(a)
            if (avant >= 0) != (apres >= 0):
                part = avant / (avant - apres)
                gardes.append((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))
        reste = gardes
    return reste
