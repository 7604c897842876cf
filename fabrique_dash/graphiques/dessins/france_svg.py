"""Maps of France as our own SVG, on pages and in pictures: Plotly's would weigh 4.6 MB."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.donnees.contours import contours
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_reference
from fabrique_dash.donnees.reference import Reference
from fabrique_dash.graphiques.dessins.encarts import (
    HAUTEUR_D_UN_RANG,
    Encarts,
    encarts_pour,
    rangs,
    situer,
)
from fabrique_dash.graphiques.dessins.encarts_svg import boites_des_noms, encart_svg
from fabrique_dash.graphiques.socle.couleurs_css import couleur_de_groupe
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.geometrie_plane import Point
from fabrique_dash.graphiques.socle.palette import forme

_OUEST, _NORD = -5.9, 51.25
_REDUCTION = math.cos(math.radians(46.5))
# Lines tried in turn for a name.
_RANGS = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8)

Boite = tuple[float, float, float, float]


@dataclass(frozen=True)
class Repere:
    """A mark on the map.

    Attributes:
        lon: longitude, in degrees.
        lat: latitude, in degrees.
        rang: gives its shape and its colour.
        libelle: name written beside it.
        certain: whether it is drawn full, or hollow.
        precision: written under its name.
    """

    lon: float
    lat: float
    rang: int
    libelle: str
    certain: bool = True
    precision: str = ""

    @property
    def lignes(self) -> tuple[str, ...]:
        """The lines of text beside the mark."""
        return (self.libelle, self.precision) if self.precision else (self.libelle,)


@dataclass(frozen=True)
class Cadrage:
    """Size of a map; lengths in pixels.

    Attributes:
        largeur: its width.
        hauteur: its height.
        echelle: for a degree of latitude.
        rayon: radius of a mark.
        ecart: from the middle of a mark to its name.
        interligne: between two base lines of text.
        lettre: mean width of a letter.
    """

    largeur: int
    hauteur: int
    echelle: float
    rayon: float
    ecart: float
    interligne: float
    lettre: float

    def projeter(self, lon: float, lat: float) -> Point:
        """Put a point of metropolitan France on the map (equirectangular, in pixels)."""
        return (lon - _OUEST) * _REDUCTION * self.echelle, (_NORD - lat) * self.echelle


@dataclass(frozen=True)
class Plan:
    """The map that some points need: its size, and the insets of those overseas."""

    cadrage: Cadrage
    encarts: Encarts

    @property
    def hauteur(self) -> float:
        """Height in pixels, with the rows of insets."""
        return self.cadrage.hauteur + rangs(self.encarts) * HAUTEUR_D_UN_RANG * self.cadrage.echelle

    def projeter(self, lon: float, lat: float) -> Point:
        """Put a point on the map, in its inset when it is overseas."""
        return self.cadrage.projeter(*situer(self.encarts, lon, lat))


def plan_pour(donnees: Donnees, points: Iterable[Point], cadrage: Cadrage) -> Plan:
    """Prepare the map of some points (longitude, latitude)."""
    return Plan(cadrage, encarts_pour(donnees, points, _REDUCTION))


PETIT = Cadrage(418, 352, 34.6, rayon=6.5, ecart=16.0, interligne=14.0, lettre=5.9)


def _chemin(points: Sequence[Sequence[float]], cadrage: Cadrage) -> str:
    projetes = (cadrage.projeter(p[0], p[1]) for p in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in projetes)


def _lignes(geometrie: dict[str, object]) -> Iterable[Sequence[Sequence[float]]]:
    coordonnees: list = geometrie["coordinates"]  # type: ignore[type-arg, assignment]
    if geometrie["type"] == "MultiPolygon":
        return [anneau for polygone in coordonnees for anneau in polygone]
    return coordonnees


@par_reference
def _fond(reference: Reference, cadrage: Cadrage) -> Markup:
    sol, limites = contours(reference, "france_simple")["features"]
    terre = "".join(f"{_chemin(anneau, cadrage)}Z" for anneau in _lignes(sol["geometry"]))
    traits = "".join(_chemin(ligne, cadrage) for ligne in _lignes(limites["geometry"]))
    return html('<path class="tp-terre" d="{}"/><path class="tp-limites" d="{}"/>', terre, traits)


def couleur_de_marque(couleur: str, certain: bool) -> str:
    """Write a mark's colour in full, as a style: editors of drawings know no `currentColor`."""
    return f"color:{couleur};{'fill' if certain else 'stroke'}:{couleur}"


def _marque(x: float, y: float, rayon: float, repere: Repere, couleur: str) -> Markup:
    style = "certain" if repere.certain else "incertain"
    return html(
        '<g class="tp-marque tp-marque--{style}" style="{couleur}" '
        'transform="translate({x:.1f} {y:.1f}) scale({rayon})">{forme}</g>',
        style=style,
        couleur=couleur_de_marque(couleur, repere.certain),
        x=x,
        y=y,
        rayon=rayon,
        forme=forme(repere.rang),
    )


@dataclass(frozen=True)
class _Place:
    """Where a name is written: side of its mark, height of its middle."""

    a_gauche: bool
    hauteur: float


def _etiquette(
    x: float, y: float, place: _Place, lignes: Sequence[str], cadrage: Cadrage
) -> Markup:
    """Write a name beside its mark, with a line when it had to move."""
    ecart = cadrage.ecart
    ancre, decalage = ("end", -ecart) if place.a_gauche else ("start", ecart)
    trait = ""
    if abs(place.hauteur - y) > 1:
        bout = x + decalage * 0.8
        trait = html(
            '<path class="tp-renvoi" d="M{x:.1f} {y:.1f}L{bout:.1f} {hauteur:.1f}"/>',
            x=x,
            y=y,
            bout=bout,
            hauteur=place.hauteur,
        )
    classes = ("", html(' class="tp-sous-nom"'))
    return trait + joindre(
        html(
            '<text{classes} x="{x:.1f}" y="{hauteur:.1f}" text-anchor="{ancre}">{texte}</text>',
            classes=classes[rang > 0],
            x=x + decalage,
            hauteur=place.hauteur + cadrage.interligne * (0.29 + rang),
            ancre=ancre,
            texte=texte,
        )
        for rang, texte in enumerate(lignes)
    )


def _boite(x: float, place: _Place, lignes: Sequence[str], cadrage: Cadrage) -> Boite:
    largeur = cadrage.lettre * max(map(len, lignes))
    gauche = x - cadrage.ecart - largeur if place.a_gauche else x + cadrage.ecart
    haut = place.hauteur - cadrage.interligne / 2
    return gauche, haut, gauche + largeur, haut + cadrage.interligne * len(lignes)


def _se_touchent(une: Boite, autre: Boite) -> bool:
    return une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]


def _dans_le_cadre(boite: Boite, plan: Plan) -> bool:
    gauche, haut, droite, bas = boite
    return gauche >= 0 and haut >= 0 and droite <= plan.cadrage.largeur and bas <= plan.hauteur


def _essais(x: float, y: float, cadrage: Cadrage) -> list[_Place]:
    """List the places where a name may stand, the nearest first."""
    vers_l_interieur = x > cadrage.largeur * 0.5
    return [
        _Place(cote, y + cadrage.interligne * rang)
        for rang in _RANGS
        for cote in (vers_l_interieur, not vers_l_interieur)
    ]


def _places(reperes: Sequence[Repere], plan: Plan, autres: Sequence[Point]) -> list[_Place]:
    """Put each name where it hides no mark and no other name, as near to its mark as it can."""
    cadrage = plan.cadrage
    points = [plan.projeter(r.lon, r.lat) for r in reperes]
    r = cadrage.rayon
    marques = [(x - r, y - r, x + r, y + r) for x, y in points]
    places: dict[int, _Place] = {}
    prises: list[Boite] = [
        (x - r, y - r, x + r, y + r) for x, y in (plan.projeter(*lieu) for lieu in autres)
    ]
    prises += boites_des_noms(plan.encarts, cadrage.projeter)
    for i in sorted(range(len(points)), key=lambda i: points[i][1]):
        (x, y), lignes = points[i], reperes[i].lignes
        obstacles = prises + marques[:i] + marques[i + 1 :]
        essais = _essais(x, y, cadrage)
        places[i] = next(
            (
                essai
                for essai in essais
                if _dans_le_cadre(boite := _boite(x, essai, lignes, cadrage), plan)
                and not any(_se_touchent(boite, o) for o in obstacles)
            ),
            essais[0],
        )
        prises.append(_boite(x, places[i], lignes, cadrage))
    return [places[i] for i in range(len(points))]


def contenu(
    donnees: Donnees,
    plan: Plan,
    reperes: Sequence[Repere],
    couleur: Callable[[int], str],
    autres: Sequence[Point] = (),
) -> Markup:
    """Draw marks and their names on the outline of France, without any frame.

    Args:
        donnees: the data in use, for the outlines.
        plan: the map, made for all the points that it shows.
        reperes: what to place.
        couleur: gives the colour of the marks at a rank.
        autres: longitude and latitude of what else stands on the map, which no name may hide.
    """
    cadrage, marques, noms = plan.cadrage, [], []
    for place, r in zip(_places(reperes, plan, autres), reperes, strict=True):
        x, y = plan.projeter(r.lon, r.lat)
        marques.append(_marque(x, y, cadrage.rayon, r, couleur(r.rang)))
        noms.append(_etiquette(x, y, place, r.lignes, cadrage))
    encarts = joindre(encart_svg(donnees, encart, cadrage.projeter) for encart in plan.encarts)
    return _fond(donnees, cadrage) + encarts + joindre(noms + marques)


def carte_de_france(donnees: Donnees, reperes: Sequence[Repere], nom: str) -> Markup:
    """Draw marks and their names on the outline of France, with insets of where they stand.

    Args:
        donnees: the data in use, for the outlines.
        reperes: what to place.
        nom: accessible name, which says the same in words.

    Returns:
        An SVG fragment whose colours follow the page's theme.
    """
    plan = plan_pour(donnees, [(r.lon, r.lat) for r in reperes], PETIT)
    return html(
        '<svg class="tp-petite-carte" viewBox="0 0 {largeur} {hauteur:.0f}" role="img" '
        'aria-label="{nom}" xmlns="http://www.w3.org/2000/svg">{contenu}</svg>',
        largeur=PETIT.largeur,
        hauteur=plan.hauteur,
        nom=nom,
        contenu=contenu(donnees, plan, reperes, couleur_de_groupe),
    )
