"""The big map: folium on Leaflet files that the application serves itself, without any tile.

Everything is drawn from the package's outlines. One GeoJSON layer holds what can be clicked, as
a layer costs a hundred times less than as many folium markers.
"""

from __future__ import annotations

from typing import Any

import folium
import pandas as pd
from markupsafe import Markup, escape

from fabrique_dash.chiffres.tables.carte import (
    EvenementSurCarte,
    ParticipantPlace,
    Place,
    TerritoirePlace,
)
from fabrique_dash.donnees.contours import contours, contours_des_perimetres
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.cadre_folium import POSER, CarteSansReseau, Habillage
from fabrique_dash.graphiques.dessins.couches_folium import (
    OptionsCarte,
    encarts_de,
    evenements_places,
    participants_places,
    territoires_places,
)
from fabrique_dash.graphiques.dessins.encarts import Encarts, situer
from fabrique_dash.graphiques.dessins.encarts_folium import (
    deplacee,
    poser_les_encarts,
)
from fabrique_dash.graphiques.dessins.fond_ign import GEOPLATEFORME
from fabrique_dash.graphiques.socle.echappement import html, pour_un_script
from fabrique_dash.graphiques.socle.palette import Palette, forme, palette

ETENDUE = [[41.3, -5.2], [51.2, 9.7]]
_SOUS_LES_ENCARTS = 0.6  # degrees: room for Leaflet's own scale
_RANG_INCONNU = 4
_PRES_DE_L_OUEST, _PRES_DE_L_EST = -2.0, 6.5  # degrees of longitude
_TROP_PRES_EN_LONGITUDE = 4.0
_TROP_PRES = 0.4  # degrees of latitude: names would overlap on the map of the whole country


def _marque(couleur: str, contour: str, dessin: Markup, plein: bool = True) -> Markup:
    remplissage = couleur if plein else contour
    trait = contour if plein else couleur
    tirets = "" if plein else html(' stroke-dasharray="0.55 0.3"')
    return html(
        '<svg viewBox="-1.4 -1.4 2.8 2.8" width="26" height="26" fill="{remplissage}" '
        'stroke="{trait}" stroke-width="0.28"{tirets} aria-hidden="true">{dessin}</svg>',
        remplissage=remplissage,
        trait=trait,
        tirets=tirets,
        dessin=dessin,
    )


def _point(lat: float, lon: float, proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": proprietes, "geometry": geometrie}


def _rang(territoire: TerritoirePlace) -> int:
    rangs = territoire["rangs"]
    return int(rangs[0]) if rangs else _RANG_INCONNU


def _etiquette(nom: str, cote: str) -> Markup:
    return html('<span class="tp-nom tp-nom--{}">{}</span>', cote, nom)


def _cotes(places: pd.DataFrame, encarts: Encarts) -> dict[str, str]:
    """Choose on which side of its mark each name goes, so that close neighbours alternate.

    Near an edge of the map, it goes towards the middle.
    """
    cotes: dict[str, str] = {}
    (ou, precedent), cote = (0.0, float("inf")), "droite"
    lieux = rangees(places, TerritoirePlace)
    marques = [(t["id"], *situer(encarts, t["lon"], t["lat"])) for t in lieux]
    for identifiant, lon, lat in sorted(marques, key=lambda m: -m[2]):
        proche = precedent - lat < _TROP_PRES and abs(lon - ou) < _TROP_PRES_EN_LONGITUDE
        cote = "gauche" if proche and cote == "droite" else "droite"
        if not _PRES_DE_L_OUEST < lon < _PRES_DE_L_EST:
            cote = "gauche" if lon > 0 else "droite"
        cotes[identifiant], ou, precedent = cote, lon, lat
    return cotes


def _entites_du_territoire(
    t: TerritoirePlace, vue: Vue, couleurs: Palette, cote: str
) -> list[dict[str, Any]]:
    couleur = couleurs.groupe(_rang(t))
    trait = {"color": couleur, "weight": 2, "fillColor": couleur}
    style = (
        {**trait, "fillOpacity": 0.35}
        if t["certain"]
        else {**trait, "fillOpacity": 0.08, "dashArray": "5 4"}
    )
    bulle = html("<b>{}</b><br>Groupe\u00a0: {}", t["libelle"], t["groupe"])
    commun = {
        "id": t["id"],
        "nom": pour_un_script(escape(t["libelle"])),
        "bulle": pour_un_script(bulle),
    }
    formes = contours_des_perimetres(vue.donnees)
    surfaces = [
        {"type": "Feature", "properties": {**commun, "style": style}, "geometry": geometrie}
        for (territoire, _), geometrie in formes.items()
        if territoire == t["id"]
    ]
    marque = _marque(couleur, couleurs.fond, forme(_rang(t)), bool(t["certain"]))
    marque += _etiquette(t["libelle"], cote)
    return [
        *surfaces,
        _point(t["lat"], t["lon"], {**commun, "marque": pour_un_script(marque), "style": {}}),
    ]


def _territoires(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    places = territoires_places(vue, options)
    cotes = _cotes(places, encarts_de(vue, options))
    entites: list[dict[str, Any]] = []
    for t in rangees(places, TerritoirePlace):
        entites += _entites_du_territoire(t, vue, couleurs, cotes[t["id"]])
    return entites


def _annexes(
    lignes: pd.DataFrame, nom: str, couleurs: Palette, dessin: Markup, bulles: list[Markup]
) -> list[dict[str, Any]]:
    marque = pour_un_script(_marque(couleurs.surface, couleurs.discret, dessin))
    return [
        _point(
            p["lat"],
            p["lon"],
            {
                "id": "",
                "nom": pour_un_script(escape(dit)),
                "bulle": pour_un_script(bulle),
                "marque": marque,
                "style": {},
            },
        )
        for p, dit, bulle in zip(rangees(lignes, Place), lignes[nom], bulles, strict=True)
    ]


def _participants(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    lignes = participants_places(vue, options)
    bulles = [
        html("<b>{}</b><br>Villes pairs, saison\u00a0{}", p["nom"], p["saison"])
        for p in rangees(lignes, ParticipantPlace)
    ]
    return _annexes(lignes, "nom", couleurs, html('<path d="M-0.8 0 H0.8 M0 -0.8 V0.8"/>'), bulles)


def _evenements(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    lignes = evenements_places(vue, options)
    bulles = [
        html("<b>{}</b><br>{} ({})", e["titre"], e["nom_commune"], e["etat"])
        for e in rangees(lignes, EvenementSurCarte)
    ]
    croix = html('<path d="M-0.6 -0.6 L0.6 0.6 M0.6 -0.6 L-0.6 0.6"/>')
    return _annexes(lignes, "titre", couleurs, croix, bulles)


def _entites(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    encarts = encarts_de(vue, options)
    entites = [
        *_evenements(vue, options, couleurs),
        *_participants(vue, options, couleurs),
        *_territoires(vue, options, couleurs),
    ]
    return [{**e, "geometry": deplacee(encarts, e["geometry"])} for e in entites]


def _sol(vue: Vue, couleurs: Palette) -> folium.GeoJson:
    style = {
        "color": couleurs.trait,
        "weight": 0.8,
        "fillColor": couleurs.terre,
        "fillOpacity": 1,
        "interactive": False,
    }
    return folium.GeoJson(
        contours(vue.donnees, "regions"),
        style_function=lambda _: style,
        interactive=False,
        name="Régions",
    )


def carte(vue: Vue, options: OptionsCarte) -> folium.Map:
    """Build the map.

    Args:
        vue: the point of view.
        options: groups and layers to draw, and the theme.

    Returns:
        A folium map that asks no outside host, unless the IGN ground is asked for.
    """
    couleurs = palette(options.sombre)
    plan = CarteSansReseau(tiles=None, zoom_control=False, max_zoom=14, zoom_snap=0.25)
    Habillage(couleurs).add_to(plan)
    if options.fond_ign:
        folium.TileLayer(GEOPLATEFORME, attr="© IGN", name="Plan IGN", max_zoom=19).add_to(plan)
    else:
        _sol(vue, couleurs).add_to(plan)
    encarts = encarts_de(vue, options)
    poser_les_encarts(plan, vue.donnees, encarts, couleurs)
    entites = _entites(vue, options, couleurs)
    if entites:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": entites},
            style_function=lambda f: f["properties"]["style"],
            point_to_layer=POSER,
            tooltip=folium.GeoJsonTooltip(["bulle"], labels=False, sticky=True),
        ).add_to(plan)
    (sud, ouest), (nord, est) = ETENDUE
    sud = min([sud, *(e.sud - _SOUS_LES_ENCARTS for e in encarts)])
    ouest, est = min([ouest, *(e.ouest for e in encarts)]), max([est, *(e.est for e in encarts)])
    plan.fit_bounds([[sud, ouest], [nord, est]])
    return plan
