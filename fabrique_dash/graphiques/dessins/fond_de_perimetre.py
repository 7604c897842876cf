"""What the drawing of a perimeter stands on: its sheet, its part of the earth, its ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.chiffres.fiche.voisinage import Boite, anneaux
from fabrique_dash.donnees.contours import places_dans
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Traces
from fabrique_dash.donnees.natures import COMMUNE, DEPARTEMENT, EPCI, REGION
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.traces import Geojson, lire_trace
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.geometrie_plane import KM_PAR_DEGRE, eclaircir, rogner

_MARGE = 0.35
_DEHORS = 8  # pixels around the frame
_POINTS_D_UNE_SURFACE = 3  # what has less is too small to be seen
# From the finest to the largest: what the ground may draw, and how much of the table at most.
_FONDS = (COMMUNE, EPCI, DEPARTEMENT, REGION)
_SIGNES_DU_FOND = 30_000
CLASSES = ("tp-voisine", "tp-epci")  # thin lines, then thick ones


@dataclass(frozen=True)
class Feuille:
    """Size of the drawing; lengths in pixels.

    Attributes:
        largeur: its width.
        hauteur: its height.
        texte: height of a line of text.
        lettre: mean width of a letter.
        noms: how many neighbours may be named.
    """

    largeur: int
    hauteur: int
    texte: float
    lettre: float
    noms: int


PETITE = Feuille(400, 330, texte=13, lettre=6.4, noms=14)


@dataclass(frozen=True)
class Cadrage:
    """What part of the earth the drawing shows (equirectangular around its middle).

    Attributes:
        feuille: size of the drawing.
        ouest: longitude of the left edge.
        nord: latitude of the upper edge.
        echelle: pixels per degree of latitude.
        reduction: length of a degree of longitude, compared with one of latitude.
    """

    feuille: Feuille
    ouest: float
    nord: float
    echelle: float
    reduction: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Put a point on the drawing, in pixels."""
        x = (lon - self.ouest) * self.reduction * self.echelle
        return x, (self.nord - lat) * self.echelle

    @property
    def boite(self) -> Boite:
        """What the drawing shows: west, south, east and north, in degrees."""
        est = self.ouest + self.feuille.largeur / self.echelle / self.reduction
        return self.ouest, self.nord - self.feuille.hauteur / self.echelle, est, self.nord

    @property
    def pixels_par_km(self) -> float:
        """Length of a kilometre, in pixels."""
        return self.echelle / KM_PAR_DEGRE


def cadrer(boite: Boite, feuille: Feuille = PETITE) -> Cadrage:
    """Fit a box in the drawing, with room around it for the neighbours.

    Args:
        boite: west, south, east and north, in degrees.
        feuille: size of the drawing.
    """
    ouest, sud, est, nord = boite
    reduction = math.cos(math.radians((sud + nord) / 2))
    largeur = max((est - ouest) * reduction, 1e-3) * (1 + _MARGE)
    hauteur = max(nord - sud, 1e-3) * (1 + _MARGE)
    echelle = min(feuille.largeur / largeur, feuille.hauteur / hauteur)
    milieu_x, milieu_y = (ouest + est) / 2, (sud + nord) / 2
    return Cadrage(
        feuille,
        milieu_x - feuille.largeur / echelle / reduction / 2,
        milieu_y + feuille.hauteur / echelle / 2,
        echelle,
        reduction,
    )


def chemin(cadrage: Cadrage, geometrie: Geojson) -> str:
    """Write what the drawing shows of an outline as the commands of a path.

    What is cut is closed outside the frame, where its line is not seen.
    """
    large, haut = cadrage.feuille.largeur, cadrage.feuille.hauteur
    traits = []
    for anneau in anneaux(geometrie):
        points = [cadrage.point(p[0], p[1]) for p in anneau]
        decales = [(x + _DEHORS, y + _DEHORS) for x, y in points]
        visibles = eclaircir(rogner(decales, large + 2 * _DEHORS, haut + 2 * _DEHORS))
        if len(visibles) >= _POINTS_D_UNE_SURFACE:
            places = (f"{x - _DEHORS:.1f} {y - _DEHORS:.1f}" for x, y in visibles)
            traits.append(f"M{'L'.join(places)}Z")
    return "".join(traits)


def niveaux(donnees: Donnees, cadrage: Cadrage) -> tuple[str, ...]:
    """Choose what the ground draws: the finest places that are not too much, and the next ones."""
    for rang, nature in enumerate(_FONDS):
        if places_dans(donnees, nature, cadrage.boite)["trace"].str.len().sum() <= _SIGNES_DU_FOND:
            siens = _FONDS[rang : rang + 2]
            return tuple(n for n in siens if len(places_dans(donnees, n, cadrage.boite)))
    return _FONDS[-1:]


def fond(donnees: Donnees, cadrage: Cadrage) -> Markup:
    """Draw the outlines around, thin ones then thick ones."""
    traits = []
    for nature, classe in zip(niveaux(donnees, cadrage), CLASSES, strict=False):
        lignes = rangees(places_dans(donnees, nature, cadrage.boite), Traces)
        trait = "".join(chemin(cadrage, lire_trace(li["trace"])) for li in lignes)
        traits.append(html('<path class="{}" d="{}"/>', classe, trait))
    return joindre(traits)
