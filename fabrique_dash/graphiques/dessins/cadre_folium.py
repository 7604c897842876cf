"""The frame of the big map: its files, its style, and how its marks are put on it."""

from __future__ import annotations

import folium
from branca.element import MacroElement
from folium.template import Template
from folium.utilities import JsCode

from fabrique_dash.graphiques.dessins.encarts import SUD
from fabrique_dash.graphiques.socle.palette import Palette

# The component's frame is two folders under the application's root.
ACTIFS = "../../app/static/vendor"


class CarteSansReseau(folium.Map):
    """A folium map whose scripts come from the application, without Bootstrap nor icon fonts."""

    _name = "Map"  # streamlit-folium looks for « map_… »
    default_js = [  # noqa: RUF012 - folium's own class attribute
        ("leaflet", f"{ACTIFS}/leaflet/leaflet.js"),
        ("jquery", f"{ACTIFS}/jquery/jquery.min.js"),
    ]
    default_css = [("leaflet_css", f"{ACTIFS}/leaflet/leaflet.css")]  # noqa: RUF012


class Habillage(MacroElement):
    """Style of the map's frame: background, labels, focus, French names and language.

    Leaflet gives its container the focus at the first press, which would scroll the page under
    the mouse and lose the click: the focus is taken without scrolling. Under a finger the map lets
    the page scroll past it, and two fingers move it. Over the insets, which have their own scales,
    the map's scale would be false: it is hidden.
    """

    _template = Template(
        """{% macro header(this, kwargs) %}<style>{{ this.css }}</style>{% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.setPrefix(false);
        L.control.zoom({zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer"})
            .addTo({{ this._parent.get_name() }});
        const echelle = L.control.scale({imperial: false});
        echelle.addTo({{ this._parent.get_name() }});
        {{ this._parent.get_name() }}.on("moveend", () => {
            const nord = {{ this._parent.get_name() }}.getCenter().lat > {{ this.encarts }};
            echelle.getContainer().style.visibility = nord ? "" : "hidden";
        });
        document.documentElement.lang = "fr";
        document.title = "Carte";
        if (window.matchMedia("(pointer: coarse)").matches) {
            {{ this._parent.get_name() }}.dragging.disable();
            const deuxDoigts = L.control({position: "topright"});
            deuxDoigts.onAdd = () => {
                const dit = L.DomUtil.create("div", "tp-deux-doigts");
                dit.textContent = "Deux doigts déplacent la carte";
                return dit;
            };
            deuxDoigts.addTo({{ this._parent.get_name() }});
        }
        {{ this._parent.get_name() }}.getContainer().focus = function () {
            HTMLElement.prototype.focus.call(this, {preventScroll: true});
        };
        {% endmacro %}"""
    )

    def __init__(self, couleurs: Palette) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Habillage"
        self.encarts = SUD
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
            f".tp-encart-mots{{display:block;width:6.6rem;font:400 11px/1.1 sans-serif;"
            f"color:{couleurs.texte}}}"
            f".tp-deux-doigts{{padding:2px 6px;font-size:12px;background:{couleurs.surface};"
            f"color:{couleurs.texte}}}"
            f".leaflet-interactive:focus-visible{{outline:3px solid {couleurs.accent}}}"
        )


# Features carry their own marker and style, made and escaped in Python. A mark made of HTML has
# no name for a screen reader until it is given one, as text; and Leaflet opens popups with the
# Enter key, but does not click.
POSER = JsCode(
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
