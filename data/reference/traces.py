"""The table of outlines: every place that a perimeter may name, each as a short text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from collectivites import (
    COMMUNES_ILES,
    INFERENCE_ILES,
    contours_des_collectivites,
    contours_des_communes,
)
from geometries import Contours, dissolve, polygons, simplify_coverage
from referentiel import Referentiel
from shapely.geometry.base import BaseGeometry

DECIMALES = 4
ECHELLE = 10**DECIMALES
# Simplified once, all together: what touches keeps the same lines, whatever its nature.
TOLERANCE_DEG, PLUS_PETITE_PARTIE_KM2 = 0.003, 0.01
CONTOURS_FRANCAIS, CONTOURS_DU_MONDE = "DATAFRANCE10", "WORLDATLAS"
_PREMIER_SIGNE, _BITS = 63, 5


def table_traces(ref: Referentiel, folder: Path) -> pd.DataFrame:
    """Return the outline of each commune, part of a commune, EPCI, département and région."""
    lointains = contours_des_collectivites(folder)
    parties = {
        "commune associée": {code: a["chefLieu"] for code, a in ref.associees.items()},
        "arrondissement": {code: a["commune"] for code, a in ref.arrondissements.items()},
    }
    morceaux = _morceaux(ref)
    communes = _communes(morceaux, parties)
    francais = [
        ("commune", communes),
        *((nature, {c: morceaux[c] for c in sorted(codes)}) for nature, codes in parties.items()),
        ("epci", dissolve(communes, {siren: ref.membres(siren) for siren in sorted(ref.epci)})),
        ("département", dissolve(communes, _groupes(ref, "departement"))),
        ("région", dissolve(communes, _groupes(ref, "region"))),
    ]
    lignes = [
        _ligne(nature, code, contour, source)
        for paquet, source in (
            (francais, CONTOURS_FRANCAIS),
            (
                [("commune", contours_des_communes(lointains)), ("département", lointains)],
                CONTOURS_DU_MONDE,
            ),
        )
        for nature, contours in paquet
        for code, contour in contours.items()
    ]
    table = pd.DataFrame(lignes).sort_values(["nature", "code"], kind="stable")
    return table.reset_index(drop=True)


def _morceaux(ref: Referentiel) -> Contours:
    """Cut the communes along their associated communes and arrondissements, and simplify.

    Parts come first: what is in a part and in its commune is the part's.
    """
    parties = {c: a["contour"] for d in (ref.associees, ref.arrondissements) for c, a in d.items()}
    return simplify_coverage({**parties, **ref.contours}, TOLERANCE_DEG, PLUS_PETITE_PARTIE_KM2)


def _communes(morceaux: Contours, parties: dict[str, dict[str, str]]) -> Contours:
    """Give each commune its parts back."""
    mere_de = {code: mere for codes in parties.values() for code, mere in codes.items()}
    groupes: dict[str, list[str]] = {}
    for code in morceaux:
        groupes.setdefault(mere_de.get(code, code), []).append(code)
    entieres = {mere: codes for mere, codes in groupes.items() if len(codes) > 1}
    seules = {mere: morceaux[mere] for mere in groupes if mere not in entieres}
    return dict(sorted({**seules, **dissolve(morceaux, entieres)}.items()))


def _groupes(ref: Referentiel, champ: str) -> dict[str, list[str]]:
    groupes: dict[str, list[str]] = {}
    for code in ref.contours:
        groupes.setdefault(ref.communes[code][champ], []).append(code)
    return dict(sorted(groupes.items()))


def _ligne(nature: str, code: str, contour: BaseGeometry, source: str) -> dict[str, Any]:
    ouest, sud, est, nord = (round(v, DECIMALES) for v in contour.bounds)
    deduit = any(code in codes for codes in COMMUNES_ILES.values())
    return {
        "nature": nature,
        "code": code,
        "ouest": ouest,
        "sud": sud,
        "est": est,
        "nord": nord,
        "trace": trace(contour),
        "source_id": source,
        "statut": "déduit" if deduit else "documenté",
        "inference": INFERENCE_ILES if deduit else None,
    }


def trace(contour: BaseGeometry) -> str:
    """Write an outline: polygons joined by « / », rings by a space, each ring as signs."""
    return "/".join(
        " ".join(filter(None, map(_anneau, (polygone.exterior, *polygone.interiors))))
        for polygone in polygons(contour)
        if _anneau(polygone.exterior)
    )


def _anneau(anneau: Any) -> str:
    """Write the steps of a ring, longitude then latitude, without its last point.

    A ring that rounding leaves with less than three points is nothing.
    """
    points: list[tuple[int, int]] = []
    for x, y, *_ in anneau.coords[:-1]:
        point = (round(x * ECHELLE), round(y * ECHELLE))
        if not points or points[-1] != point:
            points.append(point)
    if len(set(points)) < 3:
        return ""
    pas = zip([(0, 0), *points], points, strict=False)
    return "".join("".join(_signes(b - a)) for p, q in pas for a, b in zip(p, q, strict=True))


def _signes(valeur: int) -> Iterator[str]:
    """Write a whole number by groups of five bits, the lowest first (« polyline » encoding)."""
    reste = ~(valeur << 1) if valeur < 0 else valeur << 1
    while reste >= 1 << _BITS:
        yield chr((1 << _BITS | reste & 31) + _PREMIER_SIGNE)
        reste >>= _BITS
    yield chr(reste + _PREMIER_SIGNE)
