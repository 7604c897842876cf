"""The map as our own SVG, for the home page and for pictures: Plotly's would weigh 4.6 MB."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import pandas as pd

from fabrique_dash.chiffres.carte import territoires_sur_carte
from fabrique_dash.chiffres.typographie import compte
from fabrique_dash.donnees.contours import contours
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.fiches import fiches
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.couleurs_css import couleur_de_groupe
from fabrique_dash.graphiques.echappement import texte_sur
from fabrique_dash.graphiques.palette import forme

_OUEST, _NORD = -5.9, 51.25
_REDUCTION = math.cos(math.radians(46.5))
_RANG_INCONNU = 4


@dataclass(frozen=True)
class Cadrage:
    """Size of a map.

    Attributes:
        largeur: pixels.
        hauteur: pixels.
        echelle: pixels for a degree of latitude.
        rayon: radius of a mark, in pixels.
        interligne: pixels between two base lines of text.
        avec_groupe: whether the group is written under the name.
    """

    largeur: float
    hauteur: float
    echelle: float
    rayon: float
    interligne: float
    avec_groupe: bool = False

    def projeter(self, lon: float, lat: float) -> tuple[float, float]:
        """Put a point of metropolitan France on the map (equirectangular, in pixels)."""
        return (lon - _OUEST) * _REDUCTION * self.echelle, (_NORD - lat) * self.echelle


PETIT = Cadrage(418, 352, 34.6, 6.5, 14.0)


def _chemin(points: Sequence[Sequence[float]], cadrage: Cadrage) -> str:
    projetes = (cadrage.projeter(p[0], p[1]) for p in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in projetes)


def _lignes(geometrie: dict[str, object]) -> Iterable[Sequence[Sequence[float]]]:
    coordonnees: list = geometrie["coordinates"]  # type: ignore[type-arg, assignment]
    if geometrie["type"] == "MultiPolygon":
        return [anneau for polygone in coordonnees for anneau in polygone]
    return coordonnees


@lru_cache(maxsize=4)
def _fond(donnees: Donnees, cadrage: Cadrage) -> str:
    sol, limites = contours(donnees, "france_simple")["features"]
    terre = "".join(f"{_chemin(anneau, cadrage)}Z" for anneau in _lignes(sol["geometry"]))
    traits = "".join(_chemin(ligne, cadrage) for ligne in _lignes(limites["geometry"]))
    return f'<path class="tp-terre" d="{terre}"/><path class="tp-limites" d="{traits}"/>'


def _marque(x: float, y: float, rayon: float, rang: int, certain: bool, couleur: str) -> str:
    style = "certain" if certain else "incertain"
    return (
        f'<g class="tp-marque tp-marque--{style}" style="color:{couleur}" '
        f'transform="translate({x:.1f} {y:.1f}) scale({rayon:g})">{forme(rang)}</g>'
    )


def _etiquette(x: float, y: float, hauteur: float, lignes: Sequence[str], cadre: Cadrage) -> str:
    """Write a name beside its mark, on the side that has room, with a line when it had to move."""
    a_gauche = x > cadre.largeur * 0.5
    recul = cadre.rayon * 2.46
    ancre, decalage = ("end", -recul) if a_gauche else ("start", recul)
    trait = ""
    if abs(hauteur - y) > 1:
        trait = (
            f'<path class="tp-renvoi" d="M{x:.1f} {y:.1f}L{x + decalage * 0.8:.1f} {hauteur:.1f}"/>'
        )
    classes = ("", ' class="tp-sous-nom"')
    return trait + "".join(
        f'<text{classes[rang > 0]} x="{x + decalage:.1f}" '
        f'y="{hauteur + cadre.interligne * (0.29 + rang):.1f}" text-anchor="{ancre}">'
        f"{texte_sur(texte)}</text>"
        for rang, texte in enumerate(lignes)
    )


def _etages(hauteurs: list[float], ecart: float) -> list[float]:
    """Spread labels downwards so that two of them never overlap."""
    ordre = sorted(range(len(hauteurs)), key=lambda i: hauteurs[i])
    places = list(hauteurs)
    for avant, apres in pairwise(ordre):
        places[apres] = max(places[apres], places[avant] + ecart)
    return places


def contenu(
    donnees: Donnees, places: pd.DataFrame, cadrage: Cadrage, couleur: Callable[[int], str]
) -> str:
    """Draw the outline of France and the territories on it, without any frame.

    A territory between two groups is drawn hollow, in the shape of its first possible group.

    Args:
        donnees: the data package, for the outlines.
        places: rows of `chiffres.carte.territoires_sur_carte` that have a place.
        cadrage: size of the map.
        couleur: gives the colour of the group at a rank.
    """
    lignes_par_nom = 2 if cadrage.avec_groupe else 1
    points = [cadrage.projeter(t["lon"], t["lat"]) for t in fiches(places)]
    hauteurs = _etages([y for _, y in points], cadrage.interligne * lignes_par_nom)
    marques, noms = [], []
    for (x, y), hauteur, t in zip(points, hauteurs, fiches(places), strict=True):
        rang = t["rangs"][0] if t["rangs"] else _RANG_INCONNU
        marques.append(_marque(x, y, cadrage.rayon, rang, t["certain"], couleur(rang)))
        lignes = (t["libelle"], t["groupe"])[:lignes_par_nom]
        noms.append(_etiquette(x, y, hauteur, lignes, cadrage))
    return _fond(donnees, cadrage) + "".join(noms + marques)


def resume(vue: Vue) -> str:
    """Say in one sentence what the map shows, for those who don't see it."""
    lieux = territoires_sur_carte(vue)
    places = lieux.dropna(subset=["lat"])
    noms = "\u202f; ".join(f"{t['libelle']} ({t['groupe']})" for t in fiches(places))
    absents = len(lieux) - len(places)
    return (
        f"Carte de France\u00a0: {compte(len(places), 'territoire situé', 'territoires situés')} — "
        f"{noms}. {compte(absents, 'territoire non documenté', 'territoires non documentés')}, "
        "hors carte."
    )


@lru_cache(maxsize=64)
def petite_carte(vue: Vue) -> str:
    """Draw the territories on the outline of France.

    Returns:
        An SVG fragment whose colours follow the page's theme.
    """
    places = territoires_sur_carte(vue).dropna(subset=["lat"])
    return (
        f'<svg class="tp-petite-carte" viewBox="0 0 {PETIT.largeur} {PETIT.hauteur}" role="img" '
        f'aria-label="{texte_sur(resume(vue))}" xmlns="http://www.w3.org/2000/svg">'
        f"{contenu(vue.donnees, places, PETIT, couleur_de_groupe)}</svg>"
    )
