"""What each territory is made of, with the population and the area of its perimeter.

A territory may have several possible perimeters (« hypotheses »): Beauvais is the town or the
agglomeration, the sources don't say. Nothing chooses between them here.
"""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees

_LIEUX = ["code", "nature", "nom", "population", "population_annee", "superficie_km2"]
_LIEUX += ["nb_communes", "departement", "region", "lat", "lon"]


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


@par_donnees
def lieux(donnees: Donnees) -> pd.DataFrame:
    """Gather the official places that a perimeter may name.

    Returns:
        code, nature (commune, commune associée, epci), nom, population (municipal, inhabitants),
        population_annee, superficie_km2 (approximate), nb_communes, departement, region, lat, lon.
        An associated commune has 0 communes: its people are counted in its mother commune's.
    """
    communes = donnees.table("communes").assign(nature="commune", nb_communes=1)
    epci = donnees.table("epci").rename(columns={"siren": "code"}).assign(nature="epci")
    associees = donnees.table("communes_associees").assign(nature="commune associée", nb_communes=0)
    meres = communes.set_index("code")
    for colonne in ("departement", "region"):
        associees[colonne] = associees["chef_lieu"].map(meres[colonne])
    centres = donnees.table("communes").groupby("epci_siren")["region"].agg("first")
    epci = epci.assign(region=epci["code"].map(centres))
    return pd.concat([t[_LIEUX] for t in (communes, epci, associees)], ignore_index=True)


@par_donnees
def perimetres_chiffres(donnees: Donnees) -> pd.DataFrame:
    """Sum the places of each hypothesis of each territory.

    Returns:
        One row per (territoire_id, hypothese): libelle_hypothese, statut, inference, source_id,
        population (inhabitants; <NA> if one part lacks it), annees (years of the populations,
        as text), superficie_km2 (approximate), nb_communes, lat, lon (mean of the parts).
    """
    perimetres = donnees.table("perimetres")
    perimetres = perimetres.merge(
        lieux(donnees), on=["nature", "code"], how="left", validate="many_to_one"
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


def _somme_complete(serie: pd.Series) -> float | None:
    """Sum a column, or nothing when one value is missing: a part is not the whole."""
    return None if serie.isna().any() else float(serie.sum())


def _annees(serie: pd.Series) -> str:
    return ", ".join(str(int(annee)) for annee in sorted(serie.dropna().unique()))
