"""The big map: folium on Leaflet files that the application serves itself, without any tile.

Everything is drawn from the package's outlines. One GeoJSON layer holds what can be clicked, as
a layer costs a hundred times less than as many folium markers.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement
from folium.template import Template
from folium.utilities import JsCode

from fabrique_dash.chiffres.tables.carte import (
    EvenementSurCarte,
    ParticipantPlace,
    Place,
    TerritoirePlace,
    evenements_sur_carte,
    participants_sur_carte,
    territoires_sur_carte,
)
from fabrique_dash.donnees.contours import contours, contours_des_perimetres
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import texte_sur
from fabrique_dash.graphiques.socle.palette import Palette, forme, palette

# The component's frame is two folders under the application's root.
ACTIFS = "../../app/static/vendor"
VARIABLE_FOND_IGN = "FABRIQUE_FOND_IGN"
HOTE_IGN = "https://data.geopf.fr"
GEOPLATEFORME = (
    f"{HOTE_IGN}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)
ETENDUE = [[41.3, -5.2], [51.2, 9.7]]
_RANG_INCONNU = 4
_TROP_PRES = 0.4  # degrees of latitude: names would overlap on the map of the whole country


@dataclass(frozen=True)
class OptionsCarte:
    """What to draw, and for which theme."""

    groupes: tuple[str, ...]
    territoires: bool = True
    saisons: tuple[int, ...] = ()
    evenements: bool = False
    fond_ign: bool = False
    sombre: bool = False


def fond_ign_permis() -> bool:
    """Tell whether whoever runs the application allows IGN tiles: no outside host by default."""
    return os.environ.get(VARIABLE_FOND_IGN) == "1"


class CarteSansReseau(folium.Map):
    """A folium map whose scripts come from the application, without Bootstrap nor icon fonts."""

    _name = "Map"  # streamlit-folium looks for « map_… »
    default_js = [  # noqa: RUF012 - folium's own class attribute
        ("leaflet", f"{ACTIFS}/leaflet/leaflet.js"),
        ("jquery", f"{ACTIFS}/jquery/jquery.min.js"),
    ]
    default_css = [("leaflet_css", f"{ACTIFS}/leaflet/leaflet.css")]  # noqa: RUF012


class Habillage(MacroElement):
    """Style of the map's frame: background, labels, focus, French names of the zoom buttons.

    Leaflet gives its container the focus at the first press, which would scroll the page under
    the mouse and lose the click: the focus is taken without scrolling.
    """

    _template = Template(
        """{% macro header(this, kwargs) %}<style>{{ this.css }}</style>{% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.setPrefix(false);
        L.control.zoom({zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer"})
            .addTo({{ this._parent.get_name() }});
        L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
        {{ this._parent.get_name() }}.getContainer().focus = function () {
            HTMLElement.prototype.focus.call(this, {preventScroll: true});
        };
        {% endmacro %}"""
    )

    def __init__(self, couleurs: Palette) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Habillage"
        self.css = (
            f".leaflet-container{{background:{couleurs.fond};font-family:sans-serif}}"
            f".leaflet-container .leaflet-control-attribution,.leaflet-bar a,"
            f".leaflet-control-scale-line"
            f"{{background:{couleurs.surface}!important;color:{couleurs.texte}!important}}"
            f".leaflet-control-attribution a{{color:{couleurs.accent}!important}}"
            f".leaflet-tooltip{{background:{couleurs.surface};color:{couleurs.texte};"
            f"border-color:{couleurs.trait};white-space:normal;min-width:9rem;font-size:14px}}"
            f".tp-nom--gauche{{right:28px}}.tp-nom--droite{{left:28px}}"
            f".tp-nom{{position:absolute;top:3px;white-space:nowrap;font:600 13px "
            f"sans-serif;color:{couleurs.texte};text-shadow:0 0 3px {couleurs.fond},0 0 3px "
            f"{couleurs.fond},0 0 3px {couleurs.fond}}}"
            f".tp-nom--gauche{{text-align:right}}"
            f"@media (max-width:30rem){{.tp-nom{{width:7.5rem;white-space:normal;"
            f"line-height:1.1}}}}"
            f".leaflet-interactive:focus-visible{{outline:3px solid {couleurs.accent}}}"
        )


# Features carry their own marker and style, made and escaped in Python. A mark made of HTML has
# no name for a screen reader until it is given one, as text; and Leaflet opens popups with the
# Enter key, but does not click.
_POSER = JsCode(
    """(f, latlng) => {
        const nom = new DOMParser().parseFromString(f.properties.nom, "text/html");
        const icone = L.divIcon({className: "", html: f.properties.marque, iconSize: [26, 26]});
        const marque = L.marker(latlng, {icon: icone, keyboard: true, riseOnHover: true});
        return marque.on("add", () => {
            const bouton = marque.getElement();
            bouton.setAttribute("aria-label", nom.body.textContent);
            bouton.addEventListener("keydown", touche => {
                if (touche.key === "Enter" || touche.key === " ") {
                    touche.preventDefault();
                    marque.fire("click", {latlng: latlng}, true);
                }
            });
        });
    }"""
)


def _marque(couleur: str, contour: str, dessin: str, plein: bool = True) -> str:
    remplissage = couleur if plein else contour
    trait = contour if plein else couleur
    tirets = "" if plein else ' stroke-dasharray="0.55 0.3"'
    return (
        f'<svg viewBox="-1.4 -1.4 2.8 2.8" width="26" height="26" fill="{remplissage}" '
        f'stroke="{trait}" stroke-width="0.28"{tirets} aria-hidden="true">{dessin}</svg>'
    )


def _point(lat: float, lon: float, proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": proprietes, "geometry": geometrie}


def _rang(territoire: TerritoirePlace) -> int:
    rangs = territoire["rangs"]
    return int(rangs[0]) if rangs else _RANG_INCONNU


def _etiquette(nom: str, cote: str) -> str:
    return f'<span class="tp-nom tp-nom--{cote}">{texte_sur(nom)}</span>'


def _cotes(places: pd.DataFrame) -> dict[str, str]:
    """Choose on which side of its mark each name goes, so that close neighbours alternate."""
    cotes: dict[str, str] = {}
    precedent, cote = float("inf"), "droite"
    for t in rangees(places.sort_values("lat", ascending=False), TerritoirePlace):
        proche = precedent - t["lat"] < _TROP_PRES
        cote = "gauche" if proche and cote == "droite" else "droite"
        cotes[t["id"]], precedent = cote, t["lat"]
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
    bulle = f"<b>{texte_sur(t['libelle'])}</b><br>Groupe\u00a0: {texte_sur(t['groupe'])}"
    commun = {"id": t["id"], "nom": texte_sur(t["libelle"]), "bulle": bulle}
    formes = contours_des_perimetres(vue.donnees)
    surfaces = [
        {"type": "Feature", "properties": {**commun, "style": style}, "geometry": geometrie}
        for (territoire, _), geometrie in formes.items()
        if territoire == t["id"]
    ]
    marque = _marque(couleur, couleurs.fond, forme(_rang(t)), bool(t["certain"]))
    marque += _etiquette(t["libelle"], cote)
    return [*surfaces, _point(t["lat"], t["lon"], {**commun, "marque": marque, "style": {}})]


def _territoires(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    places = territoires_sur_carte(vue).dropna(subset=["lat"])
    choisis = set(options.groupes)
    cotes = _cotes(places)
    entites: list[dict[str, Any]] = []
    for t in rangees(places, TerritoirePlace):
        if not choisis.isdisjoint(t["groupe_ids"]):
            entites += _entites_du_territoire(t, vue, couleurs, cotes[t["id"]])
    return entites


def _annexes(
    lignes: pd.DataFrame, nom: str, couleurs: Palette, dessin: str, bulles: list[str]
) -> list[dict[str, Any]]:
    marque = _marque(couleurs.surface, couleurs.discret, dessin)
    return [
        _point(
            p["lat"],
            p["lon"],
            {"id": "", "nom": texte_sur(dit), "bulle": bulle, "marque": marque, "style": {}},
        )
        for p, dit, bulle in zip(rangees(lignes, Place), lignes[nom], bulles, strict=True)
    ]


def _participants(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    lignes = participants_sur_carte(vue).dropna(subset=["lat"])
    lignes = lignes[lignes["saison"].isin(options.saisons)]
    bulles = [
        f"<b>{texte_sur(p['nom'])}</b><br>Villes pairs, saison\u00a0{p['saison']}"
        for p in rangees(lignes, ParticipantPlace)
    ]
    return _annexes(lignes, "nom", couleurs, '<path d="M-0.8 0 H0.8 M0 -0.8 V0.8"/>', bulles)


def _evenements(vue: Vue, couleurs: Palette) -> list[dict[str, Any]]:
    lignes = evenements_sur_carte(vue).dropna(subset=["lat"])
    bulles = [
        f"<b>{texte_sur(e['titre'])}</b><br>{texte_sur(e['nom_commune'])} ({e['etat']})"
        for e in rangees(lignes, EvenementSurCarte)
    ]
    croix = '<path d="M-0.6 -0.6 L0.6 0.6 M0.6 -0.6 L-0.6 0.6"/>'
    return _annexes(lignes, "titre", couleurs, croix, bulles)


def _entites(vue: Vue, options: OptionsCarte, couleurs: Palette) -> list[dict[str, Any]]:
    entites: list[dict[str, Any]] = []
    if options.evenements:
        entites += _evenements(vue, couleurs)
    if options.saisons:
        entites += _participants(vue, options, couleurs)
    if options.territoires:
        entites += _territoires(vue, options, couleurs)
    return entites


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
    entites = _entites(vue, options, couleurs)
    if entites:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": entites},
            style_function=lambda f: f["properties"]["style"],
            point_to_layer=_POSER,
            tooltip=folium.GeoJsonTooltip(["bulle"], labels=False, sticky=True),
        ).add_to(plan)
    plan.fit_bounds(ETENDUE)
    return plan
