"""What each territory is made of, with the population and the area of its perimeter.

A territory may have several possible perimeters (« hypotheses »): Beauvais is the town or the
agglomeration, the sources don't say. Nothing chooses between them here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TypedDict

import pandas as pd

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees, par_reference
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    ASSOCIEE,
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    REGION,
)
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.reference import Reference

_LIEUX = ["code", "nature", "nom", "population", "population_annee", "superficie_km2"]
_LIEUX += ["nb_communes", "departement", "region", "lat", "lon", "epci"]


class PerimetreChiffre(TypedDict):
    """A row of `perimetres_chiffres`."""

    territoire_id: str
    hypothese: str
    libelle_hypothese: str
    statut: str
    inference: str
    source_id: str
    population: float | None
    annees: str
    superficie_km2: float | None
    nb_communes: int
    lat: float | None
    lon: float | None


@par_reference
def lieux(reference: Reference) -> pd.DataFrame:
    """Gather the official places that a perimeter may name.

    Returns:
        code, nature (see `natures`), nom, population (municipal, inhabitants),
        population_annee, superficie_km2 (approximate), nb_communes, departement, region (codes;
        empty where a place is in several), lat, lon, epci (SIREN; that of the mother commune for
        a part of a commune). A part of a commune has 0 communes: its people are counted in its
        mother commune's.
    """
    communes = reference.table("communes").assign(nature=COMMUNE, nb_communes=1)
    communes = communes.rename(columns={"epci_siren": "epci"})
    meres = communes.set_index("code")
    parties = [
        reference.table(nom).assign(nature=nature, nb_communes=0)
        for nom, nature in (("communes_associees", ASSOCIEE), ("arrondissements", ARRONDISSEMENT))
    ]
    for table in parties:
        for colonne in ("departement", "region", "epci"):
            table[colonne] = table["chef_lieu"].map(meres[colonne]).fillna("")
    grands = [
        _reunis(communes, "departement", DEPARTEMENT),
        # Overseas, a place that is in no région has its own code for région.
        _reunis(communes[communes["region"] != communes["departement"]], "region", REGION),
    ]
    tables = [communes, _epci(reference, communes), *parties, *grands]
    return _centres_des_contours(
        reference, pd.concat([t[_LIEUX] for t in tables], ignore_index=True)
    )


def _centres_des_contours(reference: Reference, places: pd.DataFrame) -> pd.DataFrame:
    """Place in the middle of its outline what has no other centre: the far collectivities."""
    traces = reference.table("traces").set_index(["nature", "code"])
    cles = pd.MultiIndex.from_frame(places[["nature", "code"]])
    milieux = {
        "lat": ((traces["sud"] + traces["nord"]) / 2).reindex(cles),
        "lon": ((traces["ouest"] + traces["est"]) / 2).reindex(cles),
    }
    connus = {c: places[c].fillna(pd.Series(m.to_numpy())) for c, m in milieux.items()}
    return places.assign(**connus)


def _epci(reference: Reference, communes: pd.DataFrame) -> pd.DataFrame:
    epci = reference.table("epci").rename(columns={"siren": "code"})
    regions = communes.groupby("epci")["region"].agg("first")
    region = epci["code"].map(regions)
    return epci.assign(nature=EPCI, epci=epci["code"], region=region)


def _reunis(communes: pd.DataFrame, colonne: str, nature: str) -> pd.DataFrame:
    """Sum the communes of each département or région; its centre is that of their areas."""
    surfaces = communes["superficie_km2"]
    pesees = communes.assign(lat=communes["lat"] * surfaces, lon=communes["lon"] * surfaces)
    groupes = pesees.groupby(colonne, sort=False)
    mesures = groupes[["population", "superficie_km2", "nb_communes", "lat", "lon"]]
    # A part is not the whole: nothing where one commune lacks the value.
    sommes = mesures.sum().where(mesures.count().eq(groupes.size(), axis=0))
    annees = groupes["population_annee"]
    sommes = sommes.assign(
        nom=groupes[f"nom_{colonne}"].first(),
        region=groupes["region"].first(),
        population_annee=annees.first().where(annees.nunique() == 1),
        lat=sommes["lat"] / sommes["superficie_km2"],
        lon=sommes["lon"] / sommes["superficie_km2"],
    )
    lignes = sommes.reset_index(names="code").assign(nature=nature, epci="")
    lignes = lignes.astype({"nb_communes": "int64"})
    return lignes.assign(departement=lignes["code"] if nature == DEPARTEMENT else "")


@par_reference
def un_par_departement(reference: Reference) -> pd.DataFrame:
    """List the départements that communes belong to, each by one of its communes.

    Returns:
        Rows of `communes`, whose départements and régions are to be read.
    """
    return reference.table("communes").drop_duplicates("departement")


@par_reference
def departements_des_epci(reference: Reference) -> MappingProxyType[str, tuple[str, ...]]:
    """List the départements in which the communes of each EPCI are, by SIREN."""
    communes = reference.table("communes").drop_duplicates(["epci_siren", "departement"])
    groupes = communes.groupby("epci_siren")["departement"]
    return MappingProxyType({str(siren): tuple(sorted(siens)) for siren, siens in groupes})


@par_donnees
def perimetres_chiffres(donnees: Donnees) -> pd.DataFrame:
    """Sum the places of each hypothesis of each territory.

    Returns:
        One row per (territoire_id, hypothese): libelle_hypothese, statut, inference, source_id,
        population (inhabitants; <NA> if one part lacks it), annees (years of the populations,
        as text), superficie_km2 (approximate), nb_communes, lat, lon (mean of the parts).
    """
    perimetres, places = donnees.table("perimetres"), lieux(donnees)
    nommees = places[places["code"].isin(perimetres["code"])]  # a few of 36,000
    perimetres = perimetres.merge(
        nommees, on=["nature", "code"], how="left", validate="many_to_one"
    )
    groupes = perimetres.groupby(["territoire_id", "hypothese"], sort=False)
    return groupes.agg(
        libelle_hypothese=("libelle_hypothese", "first"),
        statut=("statut", "first"),
        inference=("inference", "first"),
        source_id=("source_id", "first"),
        population=("population", _somme_complete),
        annees=("population_annee", _annees),
        superficie_km2=("superficie_km2", _somme_complete),
        nb_communes=("nb_communes", "sum"),
        lat=("lat", "mean"),
        lon=("lon", "mean"),
    ).reset_index()


@par_donnees
def hypotheses(donnees: Donnees) -> MappingProxyType[str, tuple[PerimetreChiffre, ...]]:
    """List the perimeters that each territory may have, with their sums, by its id."""
    par_territoire: dict[str, tuple[PerimetreChiffre, ...]] = {}
    for ligne in rangees(perimetres_chiffres(donnees), PerimetreChiffre):
        territoire = ligne["territoire_id"]
        par_territoire[territoire] = (*par_territoire.get(territoire, ()), ligne)
    return MappingProxyType(par_territoire)


def _somme_complete(serie: pd.Series) -> float | None:
    """Sum a column, or nothing when one value is missing: a part is not the whole."""
    return None if serie.isna().any() else float(serie.sum())


def _annees(serie: pd.Series) -> str:
    return ", ".join(str(int(annee)) for annee in sorted(serie.dropna().unique()))
