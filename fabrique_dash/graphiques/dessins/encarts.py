"""Insets of the overseas lands: frames under the mainland, each at its own scale.

A frame is a piece of the mainland's map, in degrees: whatever draws that map (SVG, Leaflet) draws
what stands in the frame once it has been moved there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.emprises import Emprise, emprises_des_points
from fabrique_dash.graphiques.socle.geometrie_plane import KM_PAR_DEGRE, Point, longueur_ronde

_OUEST, SUD = -5.7, 40.95  # where the frames start, under the mainland
_PAR_RANG, _LARGEUR, _HAUTEUR, _ECART = 3, 5.6, 3.3, 0.2
_TITRE, _PIED, _BORD = 0.85, 0.55, 0.2  # room for the name above, the scale below, the sides
HAUTEUR_D_UN_RANG = _HAUTEUR + _ECART


@dataclass(frozen=True)
class Encart:
    """A frame and what it shows.

    Attributes:
        emprise: the overseas land.
        ouest: longitude of the frame's left edge, on the mainland's map.
        nord: latitude of its upper edge.
        reduction: length of a degree of longitude, compared with one of latitude, on that map.
    """

    emprise: Emprise
    ouest: float
    nord: float
    reduction: float

    @property
    def est(self) -> float:
        """Longitude of the frame's right edge."""
        return self.ouest + _LARGEUR

    @property
    def sud(self) -> float:
        """Latitude of the frame's lower edge."""
        return self.nord - _HAUTEUR

    @property
    def _reelle(self) -> float:
        return math.cos(math.radians((self.emprise.sud + self.emprise.nord) / 2))

    @property
    def agrandissement(self) -> float:
        """How many times larger than the mainland the land is drawn."""
        e = self.emprise
        largeur = (_LARGEUR - 2 * _BORD) * self.reduction / ((e.est - e.ouest) * self._reelle)
        return min(largeur, (_HAUTEUR - _TITRE - _PIED) / (e.nord - e.sud))

    def deplacer(self, lon: float, lat: float) -> Point:
        """Put a point of the land in the frame (longitude and latitude on the mainland's map)."""
        e, k = self.emprise, self.agrandissement
        milieu = self.nord - _TITRE - (_HAUTEUR - _TITRE - _PIED) / 2
        dx = (lon - (e.ouest + e.est) / 2) * k * self._reelle / self.reduction
        return self.ouest + _LARGEUR / 2 + dx, milieu + (lat - (e.sud + e.nord) / 2) * k

    def echelle(self) -> tuple[int, Point, Point]:
        """Return a round length in km, and both ends of the line that shows it."""
        degre_de_km = self.agrandissement / KM_PAR_DEGRE / self.reduction
        km = longueur_ronde(degre_de_km, _LARGEUR / 3)
        ouest, lat = self.ouest + _BORD, self.sud + _PIED / 3
        return km, (ouest, lat), (ouest + km * degre_de_km, lat)

    @property
    def bandes(self) -> tuple[Point, Point]:
        """Upper and lower latitudes of what holds the name, and of what holds the scale."""
        return (self.nord, self.nord - _TITRE), (self.sud + _PIED, self.sud)

    def place_du_nom(self) -> Point:
        """Return the left end of the line on which the name is written."""
        return self.ouest + _BORD, self.nord - _TITRE * 0.6


Encarts = tuple[Encart, ...]


def encarts_pour(donnees: Donnees, points: Iterable[Point], reduction: float) -> Encarts:
    """Make one inset for each overseas land in which a point stands, and no other.

    Args:
        donnees: the data in use.
        points: longitude and latitude of what the map shows.
        reduction: length of a degree of longitude, compared with one of latitude, on the map.
    """
    return tuple(
        Encart(
            emprise,
            _OUEST + rang % _PAR_RANG * (_LARGEUR + _ECART),
            SUD - rang // _PAR_RANG * HAUTEUR_D_UN_RANG,
            reduction,
        )
        for rang, emprise in enumerate(emprises_des_points(donnees, points))
    )


def rangs(encarts: Encarts) -> int:
    """Tell on how many rows the insets stand."""
    return -(-len(encarts) // _PAR_RANG)


def encart_de(encarts: Encarts, lon: float, lat: float) -> Encart | None:
    """Return the inset that a point stands in; None on the mainland."""
    return next((e for e in encarts if e.emprise.contient(lon, lat)), None)


def situer(encarts: Encarts, lon: float, lat: float) -> Point:
    """Return where a point goes on the mainland's map: its place, or that in its inset."""
    encart = encart_de(encarts, lon, lat)
    return (lon, lat) if encart is None else encart.deplacer(lon, lat)
