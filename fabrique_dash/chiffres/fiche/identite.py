"""Who a territory is: type, codes, places, population year by year, area, perimeters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import Champ, codes_de, inconnu
from fabrique_dash.chiffres.noyau.registre import sources_de, statut_de
from fabrique_dash.chiffres.noyau.typographie import INSECABLE, compte, enumeration, nombre
from fabrique_dash.chiffres.tables.carte import PartieDePerimetre, parties_du_perimetre
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.etats import Statut, le_plus_faible
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.perimetres import PerimetreChiffre, perimetres_chiffres
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

RUBRIQUE = "Identité"
_CODE = {"commune": "Insee", "commune associée": "Insee", "epci": "SIREN"}


class PartieSituee(PartieDePerimetre):
    """A row of `parties`."""

    epci: str


class _Hypothese(TypedDict):
    """What tells one possible perimeter from the others."""

    libelle_hypothese: str


class PopulationDUneAnnee(TypedDict):
    """A row of `populations_par_annee`."""

    hypothese: str
    libelle_hypothese: str
    annee: int
    population: int
    statut: str
    source_id: str


@par_donnees
def _noms(donnees: Donnees) -> MappingProxyType[str, dict[str, str]]:
    """Names by code: départements, régions, EPCI (`nom`), and the EPCI of each commune."""
    communes = donnees.table("communes")
    epci = donnees.table("epci")
    longs = epci["nom_long"].where(epci["nom_long"] != "", epci["nom"])
    noms_epci = dict(zip(epci["siren"], longs, strict=True))
    meres = donnees.table("communes_associees")
    siens = dict(zip(communes["code"], communes["epci_siren"], strict=True))
    siens |= {f: siens.get(m, "") for f, m in zip(meres["code"], meres["chef_lieu"], strict=True)}
    return MappingProxyType(
        {
            "departement": dict(
                zip(communes["departement"], communes["nom_departement"], strict=True)
            ),
            "region": dict(zip(communes["region"], communes["nom_region"], strict=True)),
            "epci": {code: noms_epci.get(siren, "") for code, siren in siens.items()},
            "nom": {str(siren): str(nom) for siren, nom in noms_epci.items()},
        }
    )


@par_vue
def parties(vue: Vue, territoire: str) -> pd.DataFrame:
    """List the official places of each possible perimeter, with where they are.

    Returns:
        The columns of `parties_du_perimetre`, with departement and region as names, plus epci
        (name of the grouping to which a commune belongs; empty for a grouping).
    """
    noms = _noms(vue.donnees)
    lignes = parties_du_perimetre(vue, territoire)
    communales = lignes["nature"] != "epci"
    return lignes.assign(
        nom=lignes["code"].map(noms["nom"]).fillna(lignes["nom"]),
        departement=[noms["departement"].get(d, "") for d in lignes["departement"]],
        region=[noms["region"].get(r, "") for r in lignes["region"]],
        epci=lignes["code"].map(noms["epci"]).where(communales, "").fillna(""),
    )


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
        *_lieux(vue, t),
        *_habitants(vue, t),
        *_superficie(vue, t),
    )


def _preuve(t: Territoire) -> list[Champ]:
    codes, precision = codes_de(t), " ".join(p for p in (t["inference"], t["note"]) if p)
    if not t["nom"]:
        return [
            inconnu(RUBRIQUE, "Nom"),
            Champ(RUBRIQUE, "Ce qu’on en sait", t["preuve"], t["statut"], codes, precision),
        ]
    return [Champ(RUBRIQUE, "Participation", t["preuve"], t["statut"], codes, precision)]


def _type(t: Territoire) -> list[Champ]:
    if not t["type_territoire"]:
        return []
    return [Champ(RUBRIQUE, "Type", t["type_territoire"], t["statut_type"], codes_de(t))]


def _par_hypothese(lignes: Iterable[tuple[_Hypothese, str]]) -> str:
    """Write what is known of each hypothesis, with its name when they differ."""
    valeurs: dict[str, list[str]] = {}
    for ligne, valeur in lignes:
        if valeur:
            siennes = valeurs.setdefault(ligne["libelle_hypothese"], [])
            siennes += [v for v in [valeur] if v not in siennes]
    differentes = {tuple(v) for v in valeurs.values()}
    if len(differentes) <= 1:
        return enumeration([v for siennes in differentes for v in siennes])
    return "\u202f; ".join(f"{nom}{INSECABLE}: {enumeration(v)}" for nom, v in valeurs.items())


def _lieux(vue: Vue, t: Territoire) -> list[Champ]:
    lignes = rangees(parties(vue, t["id"]), PartieSituee)
    if not lignes:
        return []
    statut, codes = str(lignes[0]["statut"]), codes_de(lignes[0])
    precision = str(lignes[0]["inference"])
    champs = [
        Champ(RUBRIQUE, "Périmètre", perimetres_en_mots(lignes), statut, codes, precision),
        _code(t, lignes, statut, codes),
    ]
    # Where all the possible perimeters agree, there is nothing left to settle.
    commun = Statut.DOCUMENTE if statut == Statut.INDETERMINE else statut
    for titre, noms in (
        ("Département", [li["departement"] for li in lignes]),
        ("Région", [li["region"] for li in lignes]),
    ):
        valeurs = set(noms) - {""}
        valeur = _par_hypothese(zip(lignes, noms, strict=True))
        champs += _si_connu(titre, valeur, commun if len(valeurs) == 1 else statut, codes)
    return champs + _intercommunalite(lignes, commun, codes)


def _code_en_clair(ligne: PartieSituee) -> str:
    return f"{_CODE[ligne['nature']]}{INSECABLE}{ligne['code']}"


def _compose(lignes: Sequence[PartieSituee]) -> bool:
    """Whether several places make up one same perimeter."""
    return len({li["hypothese"] for li in lignes}) < len(lignes)


def _code(
    t: Territoire, lignes: Sequence[PartieSituee], statut: str, codes: tuple[str, ...]
) -> Champ:
    if not _compose(lignes):
        en_clair = _par_hypothese((li, _code_en_clair(li)) for li in lignes)
        return Champ(RUBRIQUE, "Code", en_clair, statut, codes)
    if t["siren"]:
        return Champ(RUBRIQUE, "Code", f"SIREN{INSECABLE}{t['siren']}", t["statut"], codes_de(t))
    return inconnu(RUBRIQUE, "Code", "Ceux des membres sont donnés plus bas.")


def perimetres_en_mots(lignes: Sequence[_Hypothese]) -> str:
    """Name the possible perimeters: « la Ville ou l’agglomération »."""
    return enumeration(list(dict.fromkeys(str(li["libelle_hypothese"]) for li in lignes)), "ou")


def _si_connu(titre: str, valeur: str, statut: str, codes: tuple[str, ...]) -> list[Champ]:
    return [Champ(RUBRIQUE, titre, valeur, statut, codes)] if valeur else []


def _intercommunalite(
    lignes: Sequence[PartieSituee], statut: str, codes: tuple[str, ...]
) -> list[Champ]:
    membres = list(dict.fromkeys(str(li["epci"]) for li in lignes if li["epci"]))
    if membres:
        associee = any(li["nature"] == "commune associée" for li in lignes)
        precision = "Celle de la commune à laquelle il est associé." if associee else ""
        valeur = enumeration(membres, "ou")
        return [Champ(RUBRIQUE, "Intercommunalité", valeur, statut, codes, precision)]
    if not _compose(lignes):
        noms = enumeration([str(li["nom"]) for li in lignes], "ou")
        return _si_connu("Intercommunalité", noms, statut, codes)
    membres = [f"{li['nom']} ({_code_en_clair(li)})" for li in lignes]
    return [Champ(RUBRIQUE, "Membres", enumeration(membres), statut, codes)]


def _hypotheses(vue: Vue, territoire: str) -> list[PerimetreChiffre]:
    perimetres = perimetres_chiffres(vue.donnees)
    return rangees(perimetres[perimetres["territoire_id"] == territoire], PerimetreChiffre)


@par_donnees
def _reperes(donnees: Donnees) -> pd.DataFrame:
    """Sources of the population and area of each place, by code, with the year's status."""
    epci = donnees.table("epci").rename(columns={"siren": "code"})
    tables = (donnees.table("communes"), epci, donnees.table("communes_associees"))
    colonnes = ["code", "source_id", "autres_sources", "statut_annee"]
    reperes = pd.concat([t[colonnes] for t in tables], ignore_index=True)
    return reperes.rename(columns={"statut_annee": "statut"})


def _reperes_de(vue: Vue, territoire: str) -> pd.DataFrame:
    reperes = _reperes(vue.donnees)
    return reperes[reperes["code"].isin(parties_du_perimetre(vue, territoire)["code"])]


def _habitants(vue: Vue, t: Territoire) -> list[Champ]:
    lignes = _hypotheses(vue, t["id"])
    connues = [(li, p) for li in lignes if (p := li["population"]) is not None]
    if not connues:
        return [inconnu(RUBRIQUE, "Population")] if lignes else []
    reperes = _reperes_de(vue, t["id"])
    statut = le_plus_faible([statut_de(reperes), *(li["statut"] for li, _ in connues)])
    precision = "Population municipale\u202f; un repère, qui ne dépend pas de la date de référence."
    valeur = _par_hypothese(
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
    valeur = _par_hypothese((li, _surface(li, km2)) for li, km2 in connues)
    return [Champ(RUBRIQUE, "Superficie", valeur, statut, codes, precision)]
