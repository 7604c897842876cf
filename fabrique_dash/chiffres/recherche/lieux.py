"""« Ma commune est-elle dans un territoire pilote ? », for every official place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.recherche.index import Index, Points
from fabrique_dash.donnees.memoire import par_reference
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    ASSOCIEE,
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    REGION,
)
from fabrique_dash.donnees.perimetres import un_par_departement
from fabrique_dash.donnees.reference import Reference

# Lomme, an associated municipality, is found among the municipalities.
GENRES = {
    "commune": "Communes et communes associées",
    "arrondissement": "Arrondissements de Paris, Lyon et Marseille",
    "epci": "Intercommunalités",
    "departement": "Départements et outre-mer",
    "region": "Régions",
}
_POIDS_DE_LA_POPULATION = 0.02  # breaks ties between namesakes: 0.12 for a million people


@dataclass(frozen=True)
class Lieux:
    """Every official place, ready to be searched.

    Attributes:
        table: rows of the shape `LieuTrouve`.
        index: their words.
        poids: small extra points, more for larger places.
        du_genre: which rows are of each kind.
    """

    table: pd.DataFrame
    index: Index
    poids: Points
    du_genre: dict[str, NDArray[np.bool_]]


class LieuTrouve(TypedDict):
    """A row of `Lieux.table`; epci is the commune's, chef_lieu that of a part of a commune.

    departement and region are codes, empty where a place is in several.
    """

    genre: str
    nature: str
    code: str
    nom: str
    precision: str
    epci: str
    chef_lieu: str
    departement: str
    region: str
    source_id: str
    autres_sources: str
    statut: str


@par_reference
def lieux(reference: Reference) -> Lieux:
    """Prepare the official places of a package, once for all its views."""
    communes = _communes(reference)
    parties = [_associees(reference, communes), _arrondissements(reference, communes)]
    grands = [_epci(reference), _departements(reference), _regions(reference)]
    table = pd.concat([communes, *parties, *grands], ignore_index=True)
    population = table["population"].fillna(0).to_numpy(dtype="float32")
    poids = _POIDS_DE_LA_POPULATION * np.log10(1 + population)
    index = Index(list(table["nom"]), list(table["details"]))
    du_genre = {genre: (table["genre"] == genre).to_numpy() for genre in GENRES}
    sans_les_mots = table.drop(columns=["details", "population"])
    return Lieux(sans_les_mots, index, poids.astype(np.float32), du_genre)


_COMMUNES = ["genre", "nature", "code", "nom", "precision", "details", "epci", "chef_lieu"]
_COMMUNES += ["departement", "region", "population", "source_id", "autres_sources", "statut"]


def _communes(reference: Reference) -> pd.DataFrame:
    table = reference.table("communes")
    noms_epci = reference.table("epci").set_index("siren")["nom"]
    departement = table["nom_departement"] + " (" + table["departement"] + ")"
    intercommunalite = (", " + table["epci_siren"].map(noms_epci)).fillna("")
    return table.assign(
        genre="commune",
        nature=COMMUNE,
        precision=departement + ", code " + table["code"] + intercommunalite,
        details="commune ville " + table["code"] + " " + departement,
        epci=table["epci_siren"].fillna(""),
        chef_lieu="",
    )[_COMMUNES]


def _de_la_commune(table: pd.DataFrame, communes: pd.DataFrame) -> dict[str, pd.Series]:
    """Return, for places that belong to a commune, what is said of it."""
    meres = communes.set_index("code")
    colonnes = ("nom", "details", "epci", "departement", "region")
    return {c: table["chef_lieu"].map(meres[c]).fillna("") for c in colonnes}


def _associees(reference: Reference, communes: pd.DataFrame) -> pd.DataFrame:
    table = reference.table("communes_associees")
    de = _de_la_commune(table, communes)
    return table.assign(
        genre="commune",
        nature=ASSOCIEE,
        precision="commune associée à " + de["nom"] + ", code " + table["code"],
        details=table["code"] + " " + de["details"],
        epci=de["epci"],
        departement=de["departement"],
        region=de["region"],
    )[_COMMUNES]


def _arrondissements(reference: Reference, communes: pd.DataFrame) -> pd.DataFrame:
    table = reference.table("arrondissements")
    de = _de_la_commune(table, communes)
    return table.assign(
        genre="arrondissement",
        nature=ARRONDISSEMENT,
        precision="arrondissement de " + de["nom"] + ", code " + table["code"],
        details=table["code"] + " " + de["details"],
        epci=de["epci"],
        departement=de["departement"],
        region=de["region"],
        population=0,  # that of its commune, which comes before it
    )[_COMMUNES]


def _epci(reference: Reference) -> pd.DataFrame:
    table = reference.table("epci")
    noms = un_par_departement(reference).set_index("departement")["nom_departement"]
    departement = table["departement"].map(noms).fillna("")
    combien = [compte(int(n), "commune") if pd.notna(n) else "" for n in table["nb_communes"]]
    precision = departement + " (" + table["departement"] + "), code " + table["siren"] + ", "
    return table.assign(
        genre="epci",
        nature=EPCI,
        code=table["siren"],
        nom=table["nom_long"].where(table["nom_long"] != "", table["nom"]),
        precision=precision + combien,
        details=table["nom"] + " " + table["siren"] + " " + departement,
        epci=table["siren"],
        chef_lieu="",
        departement=_entiers(reference, "departement", table["siren"]),
        region=_entiers(reference, "region", table["siren"]),
    )[_COMMUNES]


def _entiers(reference: Reference, colonne: str, sirens: pd.Series) -> pd.Series:
    """Return the département or région that holds the whole of each grouping; empty for several."""
    groupes = reference.table("communes").groupby("epci_siren")[colonne]
    seuls = groupes.first().where(groupes.nunique() == 1)
    return sirens.map(seuls).fillna("")


def _departements(reference: Reference) -> pd.DataFrame:
    """List the départements that communes belong to; overseas, some places are in no région."""
    table = _reunies(reference, "departement")
    en_region = table["departement"] != table["region"]
    region = ("département, région " + table["nom_region"]).where(en_region, "outre-mer")
    return table.assign(
        genre="departement",
        nature=DEPARTEMENT,
        code=table["departement"],
        nom=table["nom_departement"],
        precision=region + ", code " + table["departement"],
        details=table["departement"] + " " + region,
        region=table["region"].where(en_region, ""),
        epci="",
        chef_lieu="",
    )[_COMMUNES]


def _regions(reference: Reference) -> pd.DataFrame:
    table = _reunies(reference, "region")
    table = table[table["departement"] != table["region"]]
    communes = reference.table("communes")
    nombres = communes.groupby("region")["departement"].nunique()
    combien = [compte(int(nombres[code]), "département") for code in table["region"]]
    return table.assign(
        genre="region",
        nature=REGION,
        code=table["region"],
        nom=table["nom_region"],
        precision="région, code " + table["region"] + ", " + pd.Series(combien, table.index),
        details="région",
        epci="",
        chef_lieu="",
        departement="",
    )[_COMMUNES]


def _reunies(reference: Reference, colonne: str) -> pd.DataFrame:
    """Give one row of `communes` for each value of a column, with all its people."""
    table = reference.table("communes")
    habitants = table.groupby(colonne)["population"].sum()
    seules = table.drop_duplicates(colonne)
    return seules.assign(population=seules[colonne].map(habitants))
