"""Small maps of France, as our own SVG: a Plotly map would add 4.6 MB to a first load."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from fabrique_dash.donnees.contours import contours
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.graphiques.couleurs_css import couleur_de_groupe
from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.graphiques.palette import forme

LARGEUR, HAUTEUR = 418, 352
_OUEST, _NORD, _ECHELLE = -5.9, 51.25, 34.6
_REDUCTION = math.cos(math.radians(46.5))
_RAYON = 6.5


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


def _etiquette(x: float, y: float, hauteur: float, texte: str) -> str:
    """Write a name beside its mark, on the side that has room, with a line when it had to move."""
    a_gauche = x > LARGEUR * 0.5
    ancre, decalage = ("end", -16) if a_gauche else ("start", 16)
    trait = ""
    if abs(hauteur - y) > 1:
        trait = (
            f'<path class="tp-renvoi" d="M{x:.1f} {y:.1f}L{x + decalage * 0.8:.1f} {hauteur:.1f}"/>'
        )
    return (
        f'{trait}<text x="{x + decalage:.1f}" y="{hauteur + 4:.1f}" text-anchor="{ancre}">'
        f"{texte_sur(texte)}</text>"
    )


def _etages(hauteurs: list[float], ecart: float = 14.0) -> list[float]:
    """Spread labels downwards so that two of them never overlap."""
    ordre = sorted(range(len(hauteurs)), key=lambda i: hauteurs[i])
    places = list(hauteurs)
    for avant, apres in pairwise(ordre):
        places[apres] = max(places[apres], places[avant] + ecart)
    return places


def _dessin(reperes: Sequence[Repere]) -> str:
    points = [projeter(r.lon, r.lat) for r in reperes]
    hauteurs = _etages([y for _, y in points])
    marques, noms = [], []
    for (x, y), hauteur, r in zip(points, hauteurs, reperes, strict=True):
        marques.append(_marque(x, y, r.rang, r.certain))
        noms.append(_etiquette(x, y, hauteur, r.libelle))
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
