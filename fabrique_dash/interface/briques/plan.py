"""The folium map in the page, from arguments that are ready.

streamlit-folium renders its map again at each rerun, which costs more than the rest of the page
together. What it sends to the browser depends on the view and the options only, so it is made
once here with streamlit-folium's own functions (private ones: its version is pinned, and a test
compares the result with what `st_folium` sends).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import streamlit as st
from folium.elements import JSCSSMixin
from streamlit_folium import (
    _component_func,
    _get_header,
    _get_html,
    _get_map_string,
    generate_js_hash,
    get_full_id,
)

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.donnees.vue import vue as vue_de
from fabrique_dash.graphiques.dessins.carte_folium import carte
from fabrique_dash.graphiques.dessins.couches_folium import OptionsCarte
from fabrique_dash.interface.rappels import sans_coupure

RETOUR = "last_active_drawing"
_SANS_OBJET = {
    "default": {RETOUR: None},
    "feature_group": None,
    "return_on_hover": False,
    "layer_control": None,
    "pixelated": False,
    "wrap_longitude": False,
}


def _liens(element: Any, genre: str) -> list[str]:
    siens = [lien for _, lien in getattr(element, genre, [])]
    enfants = [lien for e in element._children.values() for lien in _liens(e, genre)]
    return list(dict.fromkeys([*siens, *enfants] if isinstance(element, JSCSSMixin) else enfants))


@par_donnees
def arguments(
    donnees: Donnees, cohorte: str, jour: date, options: OptionsCarte
) -> Mapping[str, Any]:
    """Render the map into what the component takes. Lists are tuples."""
    plan = carte(vue_de(donnees, cohorte, jour), options)
    plan.get_root().render()
    html, entete, script = _get_html(plan), _get_header(plan), _get_map_string(plan)
    prets = {
        "script": script,
        "header": entete,
        "html": html,
        "id": get_full_id(plan),
        "key": generate_js_hash(script, "plan"),
        "css_links": tuple(_liens(plan, "default_css")),
        "js_links": tuple(_liens(plan, "default_js")),
    }
    return MappingProxyType(prets)


def plan(
    vue: Vue,
    options: OptionsCarte,
    *,
    centre: tuple[float, float] | None,
    zoom: float | None,
    hauteur: int,
    au_clic: Callable[[str], None],
) -> None:
    """Show the map.

    Args:
        vue: the point of view.
        options: what to draw.
        centre: where to move the map without drawing it again (lat, lon).
        zoom: how close, with `centre`.
        hauteur: height in pixels.
        au_clic: called with the id of the feature that was clicked, as the next run begins.
    """
    prets = arguments(vue.donnees, vue.cohorte, vue.jour, options)

    @sans_coupure
    def change() -> None:
        retour = st.session_state.get(prets["key"]) or {}
        clique = (retour.get(RETOUR) or {}).get("properties", {}).get("id")
        if isinstance(clique, str):
            au_clic(clique)

    _component_func(
        **{nom: list(v) if isinstance(v, tuple) else v for nom, v in prets.items()},
        height=hauteur,
        width=None,
        returned_objects=[RETOUR],
        zoom=zoom,
        center=centre,
        on_change=change,
        **_SANS_OBJET,
    )
