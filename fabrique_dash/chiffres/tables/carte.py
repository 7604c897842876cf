"""The tables that the maps draw, and that stand under them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.noyau.typographie import enumeration, periode
from fabrique_dash.chiffres.tables.villes_pairs import partenaires_en_mots
from fabrique_dash.donnees.dates import connu_au
from fabrique_dash.donnees.emprises import emprise_de
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Participants, Perimetres, Saisons
from fabrique_dash.donnees.formes_de_la_vue import Evenement, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.perimetres import lieux, perimetres_chiffres
from fabrique_dash.donnees.rangees import rangees, retenues
from fabrique_dash.donnees.vue import Vue

SANS_NOM = "non documenté"
SANS_POSITION = "position absente des données de référence"
GROUPE_INCONNU = "groupe non documenté"


class _TerritoireDeCarte(Territoire):
    groupe: str
    groupe_ids: tuple[str, ...]
    rangs: tuple[int, ...]
    certain: bool
    statut_groupe: str
    inference_groupe: str
    population_min: float | None
    population_max: float | None
    annees: str
    perimetre: str
    hors_carte: str


class TerritoireSurCarte(_TerritoireDeCarte):
    """A row of `territoires_sur_carte`; lat and lon are None without a known position."""

    lat: float | None
    lon: float | None


class TerritoirePlace(_TerritoireDeCarte):
    """A row of `sur_la_carte`: a territory that has a place on the maps."""

    lat: float
    lon: float


class _ParticipantDeCarte(Participants):
    saison: int
    periode: str
    partenaires: str


class ParticipantSurCarte(_ParticipantDeCarte):
    """A row of `participants_sur_carte`; lat and lon are None without a known commune."""

    lat: float | None
    lon: float | None


class ParticipantPlace(_ParticipantDeCarte):
    """A row of `participants_sur_carte` that has a place."""

    lat: float
    lon: float


class _TerritoireASituer(TypedDict):
    """What tells whether a territory is on the maps."""

    id: str
    nom: str
    lat: float | None
    lon: float | None


class Place(TypedDict):
    """What every row that has a place on a map holds."""

    lat: float
    lon: float


class EvenementSurCarte(Evenement):
    """A row of `evenements_sur_carte`."""

    nom_commune: str
    lat: float
    lon: float


class PartieDePerimetre(Perimetres):
    """A row of `parties_du_perimetre`."""

    nom: str
    population: int | None
    population_annee: int | None
    superficie_km2: float | None
    nb_communes: int
    departement: str
    region: str
    epci: str


def _groupes_possibles(vue: Vue) -> pd.DataFrame:
    noms = vue.groupes.set_index("id")
    liens = vue.rattachements.assign(
        nom_groupe=vue.rattachements["groupe_id"].map(noms["nom"]),
        rang=vue.rattachements["groupe_id"].map(noms["rang"]),
    ).sort_values("rang")
    return liens.groupby("territoire_id").agg(
        groupe_ids=("groupe_id", tuple),
        noms=("nom_groupe", list),
        rangs=("rang", tuple),
        certain=("certain", "all"),
        statut_groupe=("statut", "first"),
        inference_groupe=("inference", "first"),
    )


def _en_mots(noms: object) -> str:
    return enumeration(noms, "ou") if isinstance(noms, list) else GROUPE_INCONNU


def _tuples(colonne: pd.Series) -> pd.Series:
    propres = [valeur if isinstance(valeur, tuple) else () for valeur in colonne]
    return pd.Series(propres, index=colonne.index, dtype="object")


@par_vue
def territoires_sur_carte(vue: Vue) -> pd.DataFrame:
    """Place the territories, each with its group, or its possible groups.

    Returns:
        One row per territory in order, undocumented ones included (lat and lon are then <NA>):
        the columns of `territoires`, groupe (in words), groupe_ids, rangs (of the possible
        groups), certain, statut_groupe, inference_groupe, lat, lon (mean of the perimeter's
        parts), population_min, population_max (inhabitants over the possible perimeters),
        annees, perimetre (in words), hors_carte (why no map shows it; empty when one does).
    """
    complet = vue.territoires.merge(
        _groupes_possibles(vue), left_on="id", right_index=True, how="left"
    )
    perimetres = perimetres_chiffres(vue.donnees).groupby("territoire_id", sort=False)
    lies = perimetres.agg(
        lat=("lat", "first"),
        lon=("lon", "first"),
        population_min=("population", lambda s: s.min(skipna=False)),
        population_max=("population", lambda s: s.max(skipna=False)),
        annees=("annees", "first"),
        perimetre=("libelle_hypothese", lambda s: enumeration(list(s), "ou")),
    )
    complet = complet.merge(lies, left_on="id", right_index=True, how="left")
    complet = complet.assign(
        hors_carte=[_hors_carte(vue, t) for t in rangees(complet, _TerritoireASituer)]
    )
    return complet.assign(
        groupe=[_en_mots(n) for n in complet["noms"]],
        groupe_ids=_tuples(complet["groupe_ids"]),
        rangs=_tuples(complet["rangs"]),
        certain=complet["certain"].fillna(False).astype(bool),
        statut_groupe=complet["statut_groupe"].fillna(Statut.NON_DOCUMENTE),
        inference_groupe=complet["inference_groupe"].fillna(""),
    ).drop(columns="noms")


def _hors_carte(vue: Vue, t: _TerritoireASituer) -> str:
    lat, lon = t["lat"], t["lon"]
    if not t["nom"]:
        return SANS_NOM
    if t["id"] not in set(vue.donnees.table("perimetres")["territoire_id"]):
        return "périmètre non documenté"
    if lat is None or lon is None or pd.isna(lat) or emprise_de(vue.donnees, lon, lat) is None:
        return SANS_POSITION
    return ""


def territoires_des_groupes(vue: Vue, groupes: Sequence[str]) -> pd.DataFrame:
    """Keep the territories that may belong to the given groups; all of them for all the groups.

    Returns:
        Rows of `territoires_sur_carte`; a territory of no known group stays only for all groups.
    """
    lignes = territoires_sur_carte(vue)
    if set(groupes) == set(vue.groupes["id"]):
        return lignes
    choisis = set(groupes)
    return retenues(lignes, (not choisis.isdisjoint(ids) for ids in lignes["groupe_ids"]))


@par_vue
def participants_sur_carte(vue: Vue) -> pd.DataFrame:
    """Place the Villes pairs participants whose seat or commune the sources give.

    A season is shown once it is over.

    Returns:
        The columns of `participants`, plus saison (number), periode and partenaires (in words),
        lat, lon.
    """
    saisons = vue.donnees.table("saisons").set_index("id")
    saisons = retenues(saisons, (connu_au(fin, vue.jour) for fin in saisons["fin"]))
    participants = vue.donnees.table("participants")
    participants = participants[participants["saison_id"].isin(saisons.index)]
    communes = vue.donnees.table("communes").set_index("code")[["lat", "lon"]]
    places = participants.join(communes, on="code_commune")
    dates = {
        s["id"]: periode(s["debut"], s["fin"]) for s in rangees(saisons.reset_index(), Saisons)
    }
    return places.assign(
        saison=places["saison_id"].map(saisons["numero"]),
        periode=places["saison_id"].map(dates),
        partenaires=[partenaires_en_mots(vue).get(p, "") for p in places["id"]],
    ).reset_index(drop=True)


def participants_des_saisons(vue: Vue, saisons: Collection[str]) -> pd.DataFrame:
    """Keep the participants of the given seasons (ids); rows of `participants_sur_carte`."""
    lignes = participants_sur_carte(vue)
    return lignes[lignes["saison_id"].isin(saisons)]


@par_vue
def evenements_sur_carte(vue: Vue) -> pd.DataFrame:
    """Place the visible events whose commune the sources name.

    Returns:
        The columns of `evenements` with `etat`, plus nom_commune, lat, lon.
    """
    communes = vue.donnees.table("communes").set_index("code")[["nom", "lat", "lon"]]
    places = vue.evenements[vue.evenements["code_commune"] != ""]
    return places.join(communes.rename(columns={"nom": "nom_commune"}), on="code_commune")


def parties_du_perimetre(vue: Vue, territoire: str) -> pd.DataFrame:
    """List the official places that make up each possible perimeter of a territory.

    Returns:
        hypothese, libelle_hypothese, statut, nature, code, nom, population, population_annee,
        superficie_km2 (approximate), nb_communes, departement, region, epci (codes).
    """
    perimetres = vue.donnees.table("perimetres")
    siens = perimetres[perimetres["territoire_id"] == territoire]
    return siens.merge(lieux(vue.donnees), on=["nature", "code"], how="left")
