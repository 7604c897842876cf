"""Check of the outline files: what the maps will draw."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fabrique_dash.donnees.descripteur import Descripteur
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.traces import lire_trace

# Depth of the coordinates of each kind of geometry: a point is one list.
_PROFONDEURS = {"LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}
_REMEDE = "remettre le fichier d’origine, ou le refaire par data/reference/construire.py"
# What the code reads of the places of each file; the ground of the small map is two shapes.
TRACES = "traces"
_PROPRIETES = {"france_simple": ("nature",)}
_DIMENSIONS = 2
_NOMBRES = {"france_simple": 2}


def problemes_des_contours(dossier: Path, descripteur: Descripteur) -> list[Probleme]:
    """Read every outline file that the descriptor names, and say the first fault of each.

    Args:
        dossier: folder of the data package.
        descripteur: what names the files.
    """
    problemes = []
    for nom, chemin in descripteur.contours.items():
        dit = next(_fautes(dossier / chemin, nom), "")
        if dit:
            problemes.append(Probleme(chemin, 0, "", "", dit, _REMEDE))
    return problemes


def problemes_des_traces(lue: TableLue) -> Iterator[Probleme]:
    """Find the outlines of the table that can't be drawn.

    Args:
        lue: the table as read; a column that it lacks is told elsewhere.
    """
    for position, texte in enumerate(lue.donnees.get("trace", [])):
        if texte and not _se_lit(texte):
            dit = "ce n’est pas le tracé d’un contour de la terre"
            yield lue.faute(position, "trace", texte[:60], dit, _REMEDE)


def _se_lit(texte: str) -> bool:
    try:
        polygones = lire_trace(texte)["coordinates"]
    except ValueError:
        return False
    points = (point for polygone in polygones for anneau in polygone for point in anneau)
    return all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points)


def _fautes(chemin: Path, nom: str) -> Iterator[str]:
    try:
        contenu = json.loads(chemin.read_text(encoding="utf-8"))
    except OSError:
        yield "le fichier est introuvable ou illisible"
        return
    except (ValueError, RecursionError):
        yield "ce n’est pas du GeoJSON valide"
        return
    objets = contenu.get("features") if isinstance(contenu, dict) else None
    if not isinstance(objets, list) or not objets:
        yield "ce n’est pas une collection d’objets GeoJSON (« features »)"
        return
    if len(objets) != _NOMBRES.get(nom, len(objets)):
        yield f"il doit y avoir {_NOMBRES[nom]} objets, et il y en a {len(objets)}"
    for rang, objet in enumerate(objets, start=1):
        if not isinstance(objet, dict) or not _est_dessinable(objet.get("geometry")):
            yield f"l’objet n° {rang} n’a pas de contour qui se dessine"
        elif not _a_les_proprietes(objet.get("properties"), _PROPRIETES.get(nom, ())):
            yield f"l’objet n° {rang} n’a pas les propriétés attendues"


def _a_les_proprietes(dites: object, attendues: tuple[str, ...]) -> bool:
    return isinstance(dites, dict) and all(isinstance(dites.get(n), str) for n in attendues)


def _est_dessinable(geometrie: Any) -> bool:
    """Tell whether a geometry is lists of lists of points, as deep as its type says."""
    if not isinstance(geometrie, dict) or geometrie.get("type") not in _PROFONDEURS:
        return False
    niveau: list[Any] = [geometrie.get("coordinates")]
    points = niveau
    for _ in range(_PROFONDEURS[geometrie["type"]]):
        if not all(isinstance(partie, list) and len(partie) > 0 for partie in niveau):
            return False
        points, niveau = niveau, [v for partie in niveau for v in partie]
    nombres = all(isinstance(v, int | float) and math.isfinite(v) for v in niveau)
    return nombres and all(len(point) >= _DIMENSIONS for point in points)
