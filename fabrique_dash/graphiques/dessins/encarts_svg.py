"""The insets of the overseas lands on our own SVG maps: frame, land, name, scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import INSECABLE, nombre
from fabrique_dash.donnees.contours import forme
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.natures import DEPARTEMENT
from fabrique_dash.graphiques.dessins.encarts import Encart, Encarts
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.graphiques.socle.geometrie_plane import Point, eclaircir

# Puts a point of the mainland's map on the drawing, in pixels.
Projection = Callable[[float, float], Point]


def _chemin(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in eclaircir(points))


def _terre(donnees: Donnees, encart: Encart, projeter: Projection) -> str:
    contour = forme(donnees, DEPARTEMENT, encart.emprise.code)
    polygones = contour["coordinates"] if contour else []
    return "".join(
        _chemin([projeter(*encart.deplacer(*p)) for p in anneau]) + "Z"
        for polygone in polygones
        for anneau in polygone
    )


def encart_svg(donnees: Donnees, encart: Encart, projeter: Projection) -> Markup:
    """Draw an inset, empty of marks.

    Args:
        donnees: the data in use, for the outline.
        encart: the inset.
        projeter: the map's projection.
    """
    x0, y0 = projeter(encart.ouest, encart.nord)
    x1, y1 = projeter(encart.est, encart.sud)
    nom_x, nom_y = projeter(*encart.place_du_nom())
    km, debut, fin = encart.echelle()
    (gauche, bas), (droite, _) = projeter(*debut), projeter(*fin)
    return html(
        '<path class="tp-encart" d="M{x0:.1f} {y0:.1f}H{x1:.1f}V{y1:.1f}H{x0:.1f}Z"/>'
        '<path class="tp-terre" d="{terre}"/>'
        '<text class="tp-nom-encart" x="{nom_x:.1f}" y="{nom_y:.1f}">{nom}</text>'
        '<path class="tp-echelle" d="M{gauche:.1f} {haut:.1f}V{bas:.1f}H{droite:.1f}V{haut:.1f}"/>'
        '<text class="tp-nom-encart" x="{apres:.1f}" y="{bas:.1f}">{km}</text>',
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        terre=_terre(donnees, encart, projeter),
        nom_x=nom_x,
        nom_y=nom_y,
        nom=encart.emprise.nom,
        gauche=gauche,
        droite=droite,
        haut=bas - 5,
        bas=bas,
        apres=droite + 5,
        km=f"{nombre(km)}{INSECABLE}km",
    )


def boites_des_noms(
    encarts: Encarts, projeter: Projection
) -> list[tuple[float, float, float, float]]:
    """Return what the name and the scale of each inset cover, which no other name may hide."""
    return [
        (*projeter(encart.ouest, haut), *projeter(encart.est, bas))
        for encart in encarts
        for haut, bas in encart.bandes
    ]
