"""Which parts of the earth the maps can show: the mainland, and each overseas land."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_reference
from fabrique_dash.donnees.natures import DEPARTEMENT
from fabrique_dash.donnees.perimetres import un_par_departement
from fabrique_dash.donnees.reference import Reference

METROPOLE = "metropole"
_MARGE = 0.05  # of a box's size: a mark on the shore is not on the frame


@dataclass(frozen=True)
class Emprise:
    """A box on the earth, in degrees.

    Attributes:
        code: of the overseas land, or `METROPOLE`.
        nom: its name.
        ouest: longitude of its left edge.
        sud: latitude of its lower edge.
        est: longitude of its right edge.
        nord: latitude of its upper edge.
    """

    code: str
    nom: str
    ouest: float
    sud: float
    est: float
    nord: float

    def contient(self, lon: float, lat: float) -> bool:
        """Tell whether a point is in the box."""
        return self.ouest <= lon <= self.est and self.sud <= lat <= self.nord


_FRANCE = Emprise(METROPOLE, "France métropolitaine", -5.6, 41.2, 9.8, 51.3)


@par_reference
def emprises(reference: Reference) -> tuple[Emprise, ...]:
    """List the boxes that a map can show: the mainland, then the overseas lands by code."""
    communes = un_par_departement(reference)
    noms = dict(zip(communes["departement"], communes["nom_departement"], strict=True))
    table = reference.table("traces")
    table = table[(table["nature"] == DEPARTEMENT) & table["code"].str.startswith(("97", "98"))]
    colonnes = (table[c] for c in ("code", "ouest", "sud", "est", "nord"))
    lointaines = [
        _avec_marge(Emprise(code, noms.get(code, code), o, s, e, n))
        for code, o, s, e, n in zip(*colonnes, strict=True)
    ]
    return (_FRANCE, *sorted(lointaines, key=lambda e: e.code))


def _avec_marge(e: Emprise) -> Emprise:
    dx, dy = (e.est - e.ouest) * _MARGE, (e.nord - e.sud) * _MARGE
    return Emprise(e.code, e.nom, e.ouest - dx, e.sud - dy, e.est + dx, e.nord + dy)


def emprises_des_points(
    donnees: Donnees, points: Iterable[tuple[float, float]]
) -> tuple[Emprise, ...]:
    """Return the boxes of the overseas lands in which some points stand, in order of code."""
    trouvees = {e for point in points if (e := emprise_de(donnees, *point)) is not None}
    return tuple(sorted(trouvees - {_FRANCE}, key=lambda e: e.code))


def emprise_de(donnees: Donnees, lon: float, lat: float) -> Emprise | None:
    """Return the box that a point is in; None when no map can show it."""
    return next((e for e in emprises(donnees) if e.contient(lon, lat)), None)
