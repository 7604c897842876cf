"""What the big map draws: which territories, participants and events, in which insets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from fabrique_dash.chiffres.fiche.voisinage import boite_de
from fabrique_dash.chiffres.tables.carte import (
    Place,
    TerritoirePlace,
    evenements_sur_carte,
    participants_sur_carte,
    territoires_des_groupes,
)
from fabrique_dash.chiffres.tables.hors_carte import sur_la_carte
from fabrique_dash.donnees.contours import contours_des_perimetres
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.encarts import Encarts, encarts_pour, situer
from fabrique_dash.graphiques.dessins.encarts_folium import REDUCTION, deplacee

# How close the map comes to a territory: the pixels that it takes, its zoom at most.
_PIXELS_VISES, _PIXELS_DU_MONDE = 300.0, 256.0
_ZOOM_MAXIMAL, _ZOOM_D_UN_POINT = 11.0, 7.0


@dataclass(frozen=True)
class OptionsCarte:
    """What to draw, and for which theme."""

    groupes: tuple[str, ...]
    territoires: bool = True
    saisons: tuple[int, ...] = ()
    evenements: bool = False
    fond_ign: bool = False
    sombre: bool = False


def territoires_places(vue: Vue, options: OptionsCarte) -> pd.DataFrame:
    """Return the territories to draw (rows of `territoires_sur_carte`)."""
    places = sur_la_carte(territoires_des_groupes(vue, options.groupes))
    return places if options.territoires else places.head(0)


def participants_places(vue: Vue, options: OptionsCarte) -> pd.DataFrame:
    """Return the participants to draw (rows of `participants_sur_carte`)."""
    lignes = participants_sur_carte(vue).dropna(subset=["lat"])
    return lignes[lignes["saison"].isin(options.saisons)]


def evenements_places(vue: Vue, options: OptionsCarte) -> pd.DataFrame:
    """Return the events to draw (rows of `evenements_sur_carte`)."""
    lignes = evenements_sur_carte(vue).dropna(subset=["lat"])
    return lignes if options.evenements else lignes.head(0)


@par_vue
def encarts_de(vue: Vue, options: OptionsCarte) -> Encarts:
    """Return the insets that the map needs: those where something that it draws stands."""
    places = [
        evenements_places(vue, options),
        participants_places(vue, options),
        territoires_places(vue, options),
    ]
    points = ((p["lon"], p["lat"]) for lignes in places for p in rangees(lignes, Place))
    return encarts_pour(vue.donnees, points, REDUCTION)


def rapprochement(
    vue: Vue, options: OptionsCarte, territoire: str
) -> tuple[tuple[float, float], float] | None:
    """Tell where to move the map to see a territory whole, its inset when it is overseas.

    Args:
        vue: the point of view.
        options: what the map draws.
        territoire: its id.

    Returns:
        Latitude and longitude, and the zoom; None when the map does not show it.
    """
    places = territoires_places(vue, options)
    trouves = rangees(places[places["id"] == territoire], TerritoirePlace)
    if not trouves:
        return None
    encarts, (t,) = encarts_de(vue, options), trouves
    formes = [
        deplacee(encarts, forme)
        for (cle, _), forme in contours_des_perimetres(vue.donnees).items()
        if cle == territoire
    ]
    if not formes:
        lon, lat = situer(encarts, t["lon"], t["lat"])
        return (lat, lon), _ZOOM_D_UN_POINT
    ouest, sud, est, nord = boite_de(formes)
    etendue = max(est - ouest, (nord - sud) * 1.4, 1e-3)
    zoom = math.log2(_PIXELS_VISES / _PIXELS_DU_MONDE * 360 / etendue)
    return ((sud + nord) / 2, (ouest + est) / 2), min(round(zoom * 4) / 4, _ZOOM_MAXIMAL)
