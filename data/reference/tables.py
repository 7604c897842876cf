"""Build the reference tables and write them, always with the same bytes."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from collectivites import contours_des_collectivites, contours_des_communes
from geometries import area_km2, centre, latlon
from paquets import POPULATION_PAQUETS, read_communes_actuelles, read_etalab
from referentiel import ACTUEL, Referentiel
from suivi import COMMUNES_SUIVIES, EPCI_SUIVIS

AUTRES_SOURCES = "DATAFRANCE10 DATAFRANCE11"
# Reference year of the populations, by the Insee pages that the package cites; 2023 elsewhere.
ANNEES_OUTRE_MER = {"976": 2017, "987": 2022, "988": 2025}
ANNEE = 2023
ANNEE_ASSOCIEES = 2017
INFERENCE_ASSOCIEES = (
    "Le paquet n’écrit pas l’année de ses populations. Dans le même fichier, il donne "
    "232\u202f787 habitants à Lille et 2\u202f187\u202f526 à Paris, entre les valeurs de 2016 et "
    "de 2019 des autres paquets, et des notices encyclopédiques datent de 2017 le chiffre de "
    "27\u202f483 pour Lomme."
)
STATUT_ANNEE = {
    "statut": "documenté",
    "statut_annee": "déduit",
    "inference": "Le paquet n’écrit pas l’année des populations\u00a0: il renvoie à une page de "
    "l’Insee, dont le numéro est celui des populations de cette année.",
}
NOTE_ASSOCIEES = "Habitants déjà comptés dans la population de la commune chef-lieu."

CHAMPS_POPULATIONS = (
    "code",
    "niveau",
    "annee",
    "population",
    "type_population",
    "nb_communes",
    "population_perimetre_actuel",
    "page_insee",
    "source_id",
)
INTEGERS = (
    "population",
    "population_annee",
    "population_perimetre_actuel",
    "nb_communes",
    "annee",
)


def table_communes(ref: Referentiel, folder: Path) -> pd.DataFrame:
    """Return one row per current commune, overseas included."""
    lignes = _frame(_ligne_commune(ref, code) for code in sorted(ref.communes))
    lointaines = contours_des_communes(contours_des_collectivites(folder))
    for code, contour in lointaines.items():
        lignes.loc[lignes["code"] == code, ["lat", "lon"]] = centre(contour)
        lignes.loc[lignes["code"] == code, "autres_sources"] = "WORLDATLAS"
    return lignes.assign(**STATUT_ANNEE)


def table_epci(ref: Referentiel) -> pd.DataFrame:
    """Return one row per EPCI; the population is the sum over its member communes."""
    return _frame(_ligne_epci(ref, siren) for siren in sorted(ref.epci)).assign(**STATUT_ANNEE)


def table_communes_associees(ref: Referentiel) -> pd.DataFrame:
    """Return the associated communes whose outline and population the packages give."""
    return _frame(_ligne_associee(ref, code) for code in sorted(ref.associees))


def table_arrondissements(ref: Referentiel) -> pd.DataFrame:
    """Return the municipal arrondissements of Paris, Lyon and Marseille."""
    return _frame(
        {
            "code": code,
            "nom": arrondissement["nom"],
            "chef_lieu": arrondissement["commune"],
            "population": arrondissement["population"],
            "population_annee": ANNEE,
            **_centre(arrondissement["contour"]),
            "statut_annee": STATUT_ANNEE["statut_annee"],
            "source_id": ACTUEL,
            "autres_sources": "DATAFRANCE10",
            "statut": STATUT_ANNEE["statut"],
            "inference": STATUT_ANNEE["inference"],
        }
        for code, arrondissement in ref.arrondissements.items()
    )


def table_populations(ref: Referentiel, folder: Path) -> pd.DataFrame:
    """Return the municipal populations of the followed codes, one package for each year."""
    lignes: list[dict[str, Any]] = []
    for cle, paquet in POPULATION_PAQUETS.items():
        communes = read_communes_actuelles(folder, cle)
        populations = {code: c.get("population") for code, c in communes.items()}
        source = {
            "annee": paquet.annee,
            "type_population": "municipale",
            "page_insee": paquet.page_insee,
            "source_id": cle,
        }
        annuelles = _populations_communes(populations)
        annuelles += _populations_epci(ref, cle, read_etalab(folder, cle, "epci"), populations)
        lignes += [ligne | source for ligne in annuelles]
    table = _frame(sorted(lignes, key=lambda x: (x["niveau"], x["code"], x["annee"])))
    return table[list(CHAMPS_POPULATIONS)].assign(**STATUT_ANNEE)


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a table as zstd Parquet."""
    table.to_parquet(path, engine="pyarrow", index=False, compression="zstd", compression_level=19)


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 CSV with LF line ends."""
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _ligne_commune(ref: Referentiel, code: str) -> dict[str, Any]:
    commune = ref.communes[code]
    departement, region = commune["departement"], commune["region"]
    population = commune.get("population")
    contour = ref.contours.get(code)
    return {
        "code": code,
        "nom": commune["nom"],
        "departement": departement,
        "nom_departement": ref.departements[departement]["nom"],
        "region": region,
        "nom_region": ref.regions[region]["nom"],
        "epci_siren": ref.epci_de.get(code),
        "population": population,
        "population_annee": None if population is None else _annee(departement),
        **_position(contour, ref.mairies.get(code), decimals=2),
        "source_id": ACTUEL,
        "autres_sources": AUTRES_SOURCES if contour is not None else None,
    }


def _ligne_epci(ref: Referentiel, siren: str) -> dict[str, Any]:
    epci, membres = ref.epci[siren], ref.membres(siren)
    contour = shapely.union_all([ref.contours[code] for code in membres])
    habitants: Counter[str] = Counter()
    for code in membres:
        habitants[ref.communes[code]["departement"]] += ref.communes[code]["population"]
    annees = {_annee(departement) for departement in habitants}
    position = _position(contour, None, decimals=1)
    return {
        "siren": siren,
        "nom": epci["nom"],
        "nom_long": epci["nom_long"],
        "type": epci["type"],
        "departement": min(habitants, key=lambda d: (-habitants[d], d)),
        "nb_communes": len(membres),
        "population": habitants.total(),
        "population_annee": annees.pop() if len(annees) == 1 else None,
        **{champ: position[champ] for champ in ("superficie_km2", "lat", "lon")},
        "source_id": ACTUEL,
        "autres_sources": AUTRES_SOURCES,
    }


def _ligne_associee(ref: Referentiel, code: str) -> dict[str, Any]:
    associee = ref.associees[code]
    return {
        "code": code,
        "nom": associee["nom"],
        "chef_lieu": associee["chefLieu"],
        "population": associee["population"],
        "population_annee": ANNEE_ASSOCIEES,
        **_position(associee["contour"], ref.mairies.get(code), decimals=2),
        "statut_annee": "déduit",
        "source_id": "DATAFRANCE11",
        "autres_sources": f"{ACTUEL} DATAFRANCE10",
        "statut": "documenté",
        "inference": INFERENCE_ASSOCIEES,
        "note": NOTE_ASSOCIEES,
    }


def _position(contour: Any, mairie: Any, decimals: int) -> dict[str, float | None]:
    lat, lon = (None, None) if contour is None else centre(contour)
    mairie_lat, mairie_lon = (None, None) if mairie is None else latlon(mairie)
    return {
        "superficie_km2": None if contour is None else round(area_km2(contour), decimals),
        "lat": lat,
        "lon": lon,
        "mairie_lat": mairie_lat,
        "mairie_lon": mairie_lon,
    }


def _centre(contour: Any) -> dict[str, float | None]:
    """Return the area and the centre of a place that has no town hall of its own."""
    position = _position(contour, None, decimals=2)
    return {champ: position[champ] for champ in ("superficie_km2", "lat", "lon")}


def _annee(departement: str) -> int:
    return ANNEES_OUTRE_MER.get(departement, ANNEE)


def _populations_communes(populations: dict[str, int | None]) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "niveau": "commune",
            "nb_communes": 1,
            "population": populations[code],
            "population_perimetre_actuel": populations[code],
        }
        for code in COMMUNES_SUIVIES
    ]


def _populations_epci(
    ref: Referentiel,
    cle: str,
    records: list[dict[str, Any]],
    populations: dict[str, int | None],
) -> list[dict[str, Any]]:
    """Sum member communes, in the package's perimeter and in today's.

    The package's own EPCI figure must agree: it proves the year and the type, and it betrays
    merged communes that an archive still gives the population of their former centre. The row is
    left out when it does not; the latest archive repeats the EPCI figures of the year before.
    """
    actuelles = _population_perimetre_actuel(ref, populations)
    lignes = []
    for epci in records:
        membres = [membre["code"] for membre in epci["membres"]]
        total = sum(populations[code] or 0 for code in membres)
        if epci["code"] in EPCI_SUIVIS and (cle == ACTUEL or total == epci["populationMunicipale"]):
            lignes.append(
                {
                    "code": epci["code"],
                    "niveau": "epci",
                    "nb_communes": len(membres),
                    "population": total,
                    "population_perimetre_actuel": actuelles[epci["code"]],
                }
            )
    return lignes


def _population_perimetre_actuel(
    ref: Referentiel, populations: dict[str, int | None]
) -> Counter[str]:
    """Sum a year's populations over today's EPCI perimeters, so that years can be compared."""
    total: Counter[str] = Counter()
    for code, population in populations.items():
        siren = ref.epci_de.get(ref.vers_actuel[code])
        if siren in EPCI_SUIVIS:
            total[siren] += population or 0
    return total


def _frame(lignes: Iterable[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(list(lignes))
    entiers = {champ: "Int64" for champ in INTEGERS if champ in table}
    return table.astype(entiers)
