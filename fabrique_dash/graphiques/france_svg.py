"""Small maps of France, as our own SVG: a Plotly map would add 4.6 MB to a first load."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fabrique_dash.donnees.contours import contours
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.graphiques.couleurs_css import couleur_de_groupe
from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.graphiques.palette import forme

LARGEUR, HAUTEUR = 418, 352
_OUEST, _NORD, _ECHELLE = -5.9, 51.25, 34.6
_REDUCTION = math.cos(math.radians(46.5))
_RAYON = 6.5
# Names: distance from their mark, height of a line, mean width of a letter, lines tried in turn.
_ECART, _LIGNE, _LARGEUR_DE_LETTRE = 16.0, 14.0, 5.9
_RANGS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8)

_Boite = tuple[float, float, float, float]


@dataclass(frozen=True)
class Repere:
    """A mark on the map.

    Attributes:
        lon: longitude, in degrees.
        lat: latitude, in degrees.
        rang: gives its shape and its colour.
        libelle: name written beside it.
        certain: whether it is drawn full, or hollow.
    """

    lon: float
    lat: float
    rang: int
    libelle: str
    certain: bool = True


def projeter(lon: float, lat: float) -> tuple[float, float]:
    """Put a point of metropolitan France on the drawing (equirectangular, in pixels)."""
    return (lon - _OUEST) * _REDUCTION * _ECHELLE, (_NORD - lat) * _ECHELLE


def _chemin(points: Sequence[Sequence[float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (projeter(p[0], p[1]) for p in points))


def _lignes(geometrie: dict[str, object]) -> Iterable[Sequence[Sequence[float]]]:
    coordonnees: list = geometrie["coordinates"]  # type: ignore[type-arg, assignment]
    if geometrie["type"] == "MultiPolygon":
        return [anneau for polygone in coordonnees for anneau in polygone]
    return coordonnees


@lru_cache(maxsize=4)
def _fond(donnees: Donnees) -> str:
    sol, limites = contours(donnees, "france_simple")["features"]
    terre = "".join(f"{_chemin(anneau)}Z" for anneau in _lignes(sol["geometry"]))
    traits = "".join(_chemin(ligne) for ligne in _lignes(limites["geometry"]))
    return f'<path class="tp-terre" d="{terre}"/><path class="tp-limites" d="{traits}"/>'


def _marque(x: float, y: float, rang: int, certain: bool) -> str:
    style = "certain" if certain else "incertain"
    return (
        f'<g class="tp-marque tp-marque--{style}" style="color:{couleur_de_groupe(rang)}" '
        f'transform="translate({x:.1f} {y:.1f}) scale({_RAYON})">{forme(rang)}</g>'
    )


@dataclass(frozen=True)
class _Place:
    """Where a name is written: side of its mark, height of its middle."""

    a_gauche: bool
    hauteur: float


def _etiquette(x: float, y: float, place: _Place, texte: str) -> str:
    """Write a name beside its mark, with a line when it had to move."""
    ancre, decalage = ("end", -_ECART) if place.a_gauche else ("start", _ECART)
    trait = ""
    if abs(place.hauteur - y) > 1:
        bout = x + decalage * 0.8
        trait = f'<path class="tp-renvoi" d="M{x:.1f} {y:.1f}L{bout:.1f} {place.hauteur:.1f}"/>'
    return (
        f'{trait}<text x="{x + decalage:.1f}" y="{place.hauteur + 4:.1f}" text-anchor="{ancre}">'
        f"{texte_sur(texte)}</text>"
    )


def _boite(x: float, place: _Place, texte: str) -> _Boite:
    largeur = _LARGEUR_DE_LETTRE * len(texte)
    gauche = x - _ECART - largeur if place.a_gauche else x + _ECART
    return gauche, place.hauteur - _LIGNE / 2, gauche + largeur, place.hauteur + _LIGNE / 2


def _se_touchent(une: _Boite, autre: _Boite) -> bool:
    return une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]


def _dans_le_cadre(boite: _Boite) -> bool:
    return boite[0] >= 0 and boite[1] >= 0 and boite[2] <= LARGEUR and boite[3] <= HAUTEUR


def _places(points: Sequence[tuple[float, float]], textes: Sequence[str]) -> list[_Place]:
    """Put each name where it hides no mark and no other name, as near to its mark as it can."""
    marques = [(x - _RAYON, y - _RAYON, x + _RAYON, y + _RAYON) for x, y in points]
    places: dict[int, _Place] = {}
    prises: list[_Boite] = []
    for i in sorted(range(len(points)), key=lambda i: points[i][1]):
        x, y = points[i]
        obstacles = prises + marques[:i] + marques[i + 1 :]
        vers_l_interieur = x > LARGEUR * 0.5
        essais = [
            _Place(cote, y + _LIGNE * rang)
            for rang in _RANGS
            for cote in (vers_l_interieur, not vers_l_interieur)
        ]
        places[i] = next(
            (
                essai
                for essai in essais
                if _dans_le_cadre(boite := _boite(x, essai, textes[i]))
                and not any(_se_touchent(boite, o) for o in obstacles)
            ),
            essais[0],
        )
        prises.append(_boite(x, places[i], textes[i]))
    return [places[i] for i in range(len(points))]


def _dessin(reperes: Sequence[Repere]) -> str:
    points = [projeter(r.lon, r.lat) for r in reperes]
    places = _places(points, [r.libelle for r in reperes])
    marques, noms = [], []
    for (x, y), place, r in zip(points, places, reperes, strict=True):
        marques.append(_marque(x, y, r.rang, r.certain))
        noms.append(_etiquette(x, y, place, r.libelle))
    return "".join(noms + marques)


def carte_de_france(donnees: Donnees, reperes: Sequence[Repere], nom: str) -> str:
    """Draw marks and their names on the outline of France.

    Args:
        donnees: the data in use, for the outline.
        reperes: what to place.
        nom: accessible name, which says the same in words.

    Returns:
        An SVG fragment whose colours follow the page's theme.
    """
    return (
        f'<svg class="tp-petite-carte" viewBox="0 0 {LARGEUR} {HAUTEUR}" role="img" '
        f'aria-label="{texte_sur(nom)}" xmlns="http://www.w3.org/2000/svg">'
        f"{_fond(donnees)}{_dessin(reperes)}</svg>"
    )
