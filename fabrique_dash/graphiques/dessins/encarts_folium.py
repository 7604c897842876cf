"""The insets of the overseas lands on the big map: frame, land, name, scale."""

from __future__ import annotations

import math
from typing import Any

import folium

from fabrique_dash.chiffres.noyau.typographie import INSECABLE, nombre
from fabrique_dash.donnees.contours import forme
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.natures import DEPARTEMENT
from fabrique_dash.donnees.traces import Anneau, Geojson
from fabrique_dash.graphiques.dessins.encarts import Encarts, encart_de, situer
from fabrique_dash.graphiques.socle.echappement import html, pour_un_script
from fabrique_dash.graphiques.socle.geometrie_plane import Point
from fabrique_dash.graphiques.socle.palette import Palette

# Length of a degree of longitude where the insets stand, on Leaflet's (Mercator's) map.
REDUCTION = math.cos(math.radians(39.3))
_DECIMALES = 4


def deplacee(encarts: Encarts, geometrie: Geojson) -> Geojson:
    """Move each polygon of an outline, or a point, into the inset where it stands, if any."""
    coordonnees = geometrie["coordinates"]
    if geometrie["type"] == "Point":
        return {**geometrie, "coordinates": list(situer(encarts, *coordonnees))}
    return {**geometrie, "coordinates": [_deplace(encarts, p) for p in coordonnees]}


def _deplace(encarts: Encarts, polygone: list[Anneau]) -> list[Anneau]:
    lon, lat = polygone[0][0]
    encart = encart_de(encarts, lon, lat)
    if encart is None:
        return polygone
    return [
        [[round(v, _DECIMALES) for v in encart.deplacer(x, y)] for x, y in anneau]
        for anneau in polygone
    ]


def _entite(geometrie: Geojson, **style: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"style": style}, "geometry": geometrie}


def _mots(point: Point, texte: str) -> folium.Marker:
    etiquette = html('<span class="tp-encart-mots">{}</span>', texte)
    icone = folium.DivIcon(html=pour_un_script(etiquette), icon_size=(1, 1), class_name="")
    return folium.Marker((point[1], point[0]), icon=icone, interactive=False, keyboard=False)


def poser_les_encarts(
    plan: folium.Map, donnees: Donnees, encarts: Encarts, couleurs: Palette
) -> None:
    """Draw the insets on a map, empty of marks.

    Args:
        plan: the map.
        donnees: the data in use, for the outlines.
        encarts: the insets.
        couleurs: the theme.
    """
    trait = {"color": couleurs.trait, "weight": 1, "interactive": False}
    entites = []
    for e in encarts:
        coins = [[e.ouest, e.sud], [e.est, e.sud], [e.est, e.nord], [e.ouest, e.nord]]
        cadre = {"type": "Polygon", "coordinates": [[*coins, coins[0]]]}
        entites.append(_entite(cadre, **trait, fillColor=couleurs.fond, fillOpacity=1))
        terre = forme(donnees, DEPARTEMENT, e.emprise.code)
        if terre:
            sol = deplacee(encarts, terre)
            entites.append(_entite(sol, **trait, fillColor=couleurs.terre, fillOpacity=1))
        km, debut, fin = e.echelle()
        ligne = {"type": "LineString", "coordinates": [list(debut), list(fin)]}
        entites.append(_entite(ligne, color=couleurs.texte, weight=2, interactive=False))
        _mots((fin[0] + 0.1, debut[1] + 0.15), f"{nombre(km)}{INSECABLE}km").add_to(plan)
        _mots((e.place_du_nom()[0], e.nord - 0.1), e.emprise.nom).add_to(plan)
    if entites:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": entites},
            style_function=lambda f: f["properties"]["style"],
            interactive=False,
            name="Encarts",
        ).add_to(plan)
