"""What the dashboard needs of a package, whatever the package says of itself.

A package can keep to its own descriptor and be another one's: every page would then fail.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from functools import cache
from typing import get_args, get_type_hints, is_typeddict

from fabrique_dash.donnees import formes
from fabrique_dash.donnees.descripteur import NOM_FICHIER, Champ, Descripteur
from fabrique_dash.donnees.problemes import Probleme

# The outlines that pages draw.
CONTOURS = ("france_simple", "regions")
_NATURES: dict[object, str] = {int: "integer", float: "number", bool: "boolean"}
_MAJUSCULE = re.compile(r"(?<!^)(?=[A-Z])")
_REMEDE = "rétablir le datapackage.json du tableau de bord, ou servir un autre dossier"


@cache
def _tables() -> dict[str, dict[str, object]]:
    """Type of each column, by table: those of the rows that the code reads."""
    tables: dict[str, dict[str, object]] = {}
    for nom, forme in vars(formes).items():
        if is_typeddict(forme):  # `LiensThemes` is the table `liens_themes`
            table = _MAJUSCULE.sub("_", nom.removesuffix("Montres")).casefold()
            tables.setdefault(table, {}).update(get_type_hints(forme))
    return tables


def problemes_du_service(descripteur: Descripteur) -> list[Probleme]:
    """List what a package lacks to be shown: tables, columns, their types, outlines."""
    dits: list[str] = []
    for nom, colonnes in _tables().items():
        table = descripteur.tables.get(nom)
        if table is None:
            dits.append(f"il y manque une table que le tableau de bord lit ({nom})")
            continue
        champs = {champ.nom: champ for champ in table.champs}
        for colonne, genre in colonnes.items():
            dits += _fautes(nom, colonne, genre, champs.get(colonne))
    absents = [nom for nom in CONTOURS if nom not in descripteur.contours]
    dits += [f"il y manque un contour que le tableau de bord dessine ({n})" for n in absents]
    return [Probleme(NOM_FICHIER, 0, "", "", dit, _REMEDE) for dit in dits]


def _fautes(table: str, nom: str, genre: object, champ: Champ | None) -> Iterator[str]:
    if champ is None:
        yield f"{table} : il y manque une colonne que le tableau de bord lit ({nom})"
        return
    facultatif = isinstance(genre, types.UnionType)
    attendu = _NATURES.get(get_args(genre)[0] if facultatif else genre)
    if attendu is not None and champ.type != attendu:
        yield f"{table}, {nom} : le tableau de bord attend le type « {attendu} »"
    elif attendu is None and champ.type in _NATURES.values():
        yield f"{table}, {nom} : le tableau de bord attend un texte"
    elif attendu and not facultatif and not champ.contraintes.get("required", False):
        yield f"{table}, {nom} : le tableau de bord veut cette colonne remplie (« required »)"
