"""Who a territory is: type, codes, places, population year by year, area, perimeters."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import Champ, codes_de, inconnu
from fabrique_dash.chiffres.fiche.situation import (
    RUBRIQUE,
    champs_des_lieux,
    par_hypothese,
    rangees_de,
    rangees_du_perimetre,
)
from fabrique_dash.chiffres.noyau.registre import sources_de, statut_de
from fabrique_dash.chiffres.noyau.typographie import INSECABLE, compte, nombre
from fabrique_dash.chiffres.tables.carte import PartieDePerimetre, parties_du_perimetre
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.etats import le_plus_faible
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.natures import (
    ARRONDISSEMENT,
    ASSOCIEE,
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    REGION,
)
from fabrique_dash.donnees.perimetres import PerimetreChiffre, perimetres_chiffres
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

_COLONNES_DE_SOURCES = ["source_id", "autres_sources", "statut_annee"]


class PopulationDUneAnnee(TypedDict):
    """A row of `populations_par_annee`."""

    hypothese: str
    libelle_hypothese: str
    annee: int
    population: int
    statut: str
    source_id: str


@par_vue
def populations_par_annee(vue: Vue, territoire: str) -> pd.DataFrame:
    """Sum the municipal population of each possible perimeter, year by year.

    The perimeter is the same in all years: the one of today. A year that one part lacks is left
    out, as the sum of the others is not the population.

    Returns:
        hypothese, libelle_hypothese, annee, population (inhabitants), statut (of the year),
        source_id.
    """
    siens = parties_du_perimetre(vue, territoire)
    reperes = vue.donnees.table("populations")
    series = siens.merge(reperes, on="code", suffixes=("", "_annuelle"))
    lignes = []
    attendues = siens["hypothese"].value_counts().to_dict()
    for (hypothese, annee), somme in series.groupby(["hypothese", "annee"]):
        if len(somme) == attendues[hypothese]:
            lignes.append(
                {
                    "hypothese": hypothese,
                    "libelle_hypothese": somme["libelle_hypothese"].iloc[0],
                    "annee": int(str(annee)),
                    "population": int(somme["population_perimetre_actuel"].sum()),
                    "statut": somme["statut_annee"].iloc[0],
                    "source_id": somme["source_id_annuelle"].iloc[0],
                }
            )
    colonnes = ["hypothese", "libelle_hypothese", "annee", "population", "statut", "source_id"]
    return pd.DataFrame(lignes, columns=colonnes)


@par_vue
def identite(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell who a territory is, as far as the sources do; what is unknown is left out.

    Raises:
        KeyError: the cohort has no such territory.
    """
    t = rangee(vue.territoires, territoire, Territoire)
    return (
        *_preuve(t),
        *_type(t),
        *champs_des_lieux(vue, t),
        *_habitants(vue, t),
        *_superficie(vue, t),
    )


def _preuve(t: Territoire) -> list[Champ]:
    codes, precision = codes_de(t), " ".join(p for p in (t["inference"], t["note"]) if p)
    titre = "Participation" if t["nom"] else "Ce qu’on en sait"
    dit = Champ(RUBRIQUE, titre, t["preuve"], t["statut"], codes, precision, rangees=rangees_de(t))
    if not t["nom"]:
        return [replace(inconnu(RUBRIQUE, "Nom"), rangees=rangees_de(t)), dit]
    return [dit]


def _type(t: Territoire) -> list[Champ]:
    if not t["type_territoire"]:
        return []
    codes, siennes = codes_de(t), rangees_de(t)
    valeur, statut = t["type_territoire"], t["statut_type"]
    return [Champ(RUBRIQUE, "Type", valeur, statut, codes, rangees=siennes)]


def _hypotheses(vue: Vue, territoire: str) -> list[PerimetreChiffre]:
    perimetres = perimetres_chiffres(vue.donnees)
    return rangees(perimetres[perimetres["territoire_id"] == territoire], PerimetreChiffre)


@par_donnees
def _reperes(donnees: Donnees) -> pd.DataFrame:
    """Sources of the population and area of each place, with the year's status.

    A département or a région has those of its communes, once each.
    """
    communes = donnees.table("communes")
    epci = donnees.table("epci").rename(columns={"siren": "code"})
    tables = [
        (COMMUNE, communes),
        (EPCI, epci),
        (ASSOCIEE, donnees.table("communes_associees")),
        (ARRONDISSEMENT, donnees.table("arrondissements")),
    ]
    for colonne, nature in (("departement", DEPARTEMENT), ("region", REGION)):
        distinctes = communes.drop_duplicates([colonne, *_COLONNES_DE_SOURCES])
        tables.append((nature, distinctes.assign(code=distinctes[colonne])))
    colonnes = ["nature", "code", *_COLONNES_DE_SOURCES]
    reperes = pd.concat([t.assign(nature=n)[colonnes] for n, t in tables], ignore_index=True)
    return reperes.rename(columns={"statut_annee": "statut"})


def _reperes_de(vue: Vue, territoire: str) -> pd.DataFrame:
    siens = parties_du_perimetre(vue, territoire)[["nature", "code"]]
    return _reperes(vue.donnees).merge(siens.drop_duplicates(), on=["nature", "code"])


def _habitants(vue: Vue, t: Territoire) -> list[Champ]:
    lignes = _hypotheses(vue, t["id"])
    connues = [(li, p) for li in lignes if (p := li["population"]) is not None]
    if not connues:
        siennes = rangees(parties_du_perimetre(vue, t["id"]), PartieDePerimetre)
        dit = replace(inconnu(RUBRIQUE, "Population"), rangees=rangees_du_perimetre(siennes))
        return [dit] if lignes else []
    reperes = _reperes_de(vue, t["id"])
    statut = le_plus_faible([statut_de(reperes), *(li["statut"] for li, _ in connues)])
    precision = "Population municipale\u202f; un repère, qui ne dépend pas de la date de référence."
    valeur = par_hypothese(
        (li, f"{compte(int(habitants), 'habitant')} ({li['annees']})") for li, habitants in connues
    )
    return [Champ(RUBRIQUE, "Population", valeur, statut, sources_de(reperes), precision)]


def _surface(ligne: PerimetreChiffre, km2: float) -> str:
    surface = f"environ {nombre(round(km2))}{INSECABLE}km²"
    if ligne["nb_communes"] > 1:
        surface += f", {compte(ligne['nb_communes'], 'commune')}"
    return surface


def _superficie(vue: Vue, t: Territoire) -> list[Champ]:
    lignes = _hypotheses(vue, t["id"])
    connues = [(li, s) for li in lignes if (s := li["superficie_km2"]) is not None]
    if not connues:
        return []
    precision = "Surface approchée, mesurée sur un contour simplifié."
    codes, statut = sources_de(_reperes_de(vue, t["id"])), connues[0][0]["statut"]
    valeur = par_hypothese((li, _surface(li, km2)) for li, km2 in connues)
    return [Champ(RUBRIQUE, "Superficie", valeur, statut, codes, precision)]
