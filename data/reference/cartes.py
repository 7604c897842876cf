"""Build the GeoJSON maps."""

from pathlib import Path

from geometries import (
    Contours,
    Feature,
    dissolve,
    exact_coverage,
    inner_borders,
    simplify_coverage,
    write_geojson,
)
from referentiel import Referentiel

NOTICE = {
    "source": "IGN, ADMIN EXPRESS COG (contours simplifiés) ; Insee, code officiel géographique "
    "et populations ; Etalab, découpage administratif",
    "licence": "Licence Ouverte 2.0",
}
FRANCE = "FR"
NOM_FRANCE = "France métropolitaine"


def write_national_maps(ref: Referentiel, out: Path) -> None:
    """Write départements, régions, outline and the small two-feature map (metropolitan)."""
    departements = exact_coverage(_departements(ref))
    regions = dissolve(departements, _groups(ref, departements))
    france = dissolve(departements, {FRANCE: list(departements)})
    simples = simplify_coverage(departements, 0.008, 1.0)
    proprietes = {code: _proprietes_departement(ref, code) for code in simples}
    _write(out / "departements.geojson", [(proprietes[c], g) for c, g in simples.items()])
    _write(
        out / "regions.geojson",
        [
            ({"code": code, "nom": ref.regions[code]["nom"]}, contour)
            for code, contour in simplify_coverage(regions, 0.012, 2.0).items()
        ],
    )
    contour = simplify_coverage(france, 0.02, 5.0)[FRANCE]
    _write(out / "france.geojson", [({"code": FRANCE, "nom": NOM_FRANCE}, contour)])
    _write_france_simple(regions, out)


def _departements(ref: Referentiel) -> Contours:
    groups: dict[str, list[str]] = {}
    for code, commune in ref.communes.items():
        if commune["zone"] == "metro":
            groups.setdefault(commune["departement"], []).append(code)
    return dissolve(ref.contours, dict(sorted(groups.items())))


def _groups(ref: Referentiel, departements: Contours) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code in departements:
        groups.setdefault(ref.departements[code]["region"], []).append(code)
    return dict(sorted(groups.items()))


def _write_france_simple(regions: Contours, out: Path) -> None:
    simples = simplify_coverage(regions, 0.016, 12.0)
    outline = dissolve(simples, {FRANCE: list(simples)})[FRANCE]
    features: list[Feature] = [
        ({"nature": "contour", "nom": NOM_FRANCE}, outline),
        ({"nature": "limites", "nom": "Limites de régions"}, inner_borders(simples, outline)),
    ]
    write_geojson(out / "france_simple.geojson", features, 3, NOTICE)


def _proprietes_departement(ref: Referentiel, code: str) -> dict[str, str]:
    region = ref.departements[code]["region"]
    return {
        "code": code,
        "nom": ref.departements[code]["nom"],
        "region": region,
        "nom_region": ref.regions[region]["nom"],
    }


def _write(path: Path, features: list[Feature]) -> None:
    write_geojson(path, features, 4, NOTICE)
