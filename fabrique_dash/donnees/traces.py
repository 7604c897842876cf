"""The outlines of the table `traces`: from signs to degrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Geojson = dict[str, Any]
Anneau = list[list[float]]

# A ring is steps in ten-thousandths of a degree, by groups of five bits, each group a sign
# (« polyline » encoding, longitude first).
_ECHELLE, _PREMIER_SIGNE, _BITS = 10_000, 63, 5
_POLYGONES, _ANNEAUX = "/", " "
_POINTS_D_UN_ANNEAU = 3
_BITS_D_UN_PAS = 30  # farther than around the earth


def _pas(texte: str) -> Iterator[int]:
    """Yield the steps that a ring is made of: longitude, latitude, longitude…"""
    valeur = decalage = 0
    for signe in texte:
        groupe = ord(signe) - _PREMIER_SIGNE
        valeur |= (groupe & (1 << _BITS) - 1) << decalage
        decalage += _BITS
        if decalage > _BITS_D_UN_PAS:
            raise ValueError("un pas du tracé sort de la terre")
        if groupe < 1 << _BITS:
            yield ~(valeur >> 1) if valeur & 1 else valeur >> 1
            valeur = decalage = 0
    if decalage:
        raise ValueError(f"un pas du tracé est coupé\u00a0: {texte[-20:]!r}")


def _anneau(texte: str) -> Anneau:
    """Read a ring: it is closed, which the table leaves out."""
    x = y = 0
    points = []
    pas = _pas(texte)
    for dx, dy in zip(pas, pas, strict=True):
        x, y = x + dx, y + dy
        points.append([x / _ECHELLE, y / _ECHELLE])
    if len(points) < _POINTS_D_UN_ANNEAU:
        raise ValueError(f"un anneau du tracé n’a pas de surface\u00a0: {texte!r}")
    return [*points, points[0]]


def lire_trace(texte: str) -> Geojson:
    """Read an outline of the table.

    Raises:
        ValueError: this is not one.
    """
    polygones = texte.split(_POLYGONES)
    coordonnees = [[_anneau(a) for a in polygone.split(_ANNEAUX)] for polygone in polygones]
    return {"type": "MultiPolygon", "coordinates": coordonnees}
