"""Who a territory is: type, codes, places, population year by year, area, perimeters."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import Champ, codes_de, inconnu
from fabrique_dash.chiffres.noyau.registre import sources_de, statut_de
from fabrique_dash.chiffres.noyau.typographie import INSECABLE, compte, enumeration, nombre
from fabrique_dash.chiffres.tables.carte import parties_du_perimetre
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees, par_vue
from fabrique_dash.donnees.perimetres import perimetres_chiffres
from fabrique_dash.donnees.rangees import Rangee, rangee, rangees
from fabrique_dash.donnees.vue import Vue

RUBRIQUE = "Identité"
_CODE = {"commune": "Insee", "commune associée": "Insee", "epci": "SIREN"}


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
    t = rangee(vue.territoires, territoire)
    return (
        *_preuve(t),
        *_type(t),
        *_lieux(vue, t),
        *_habitants(vue, t),
        *_superficie(vue, t),
    )


def _preuve(t: Rangee) -> list[Champ]:
    codes, precision = codes_de(t), " ".join(p for p in (t["inference"], t["note"]) if p)
    if not t["nom"]:
        return [
            inconnu(RUBRIQUE, "Nom"),
            Champ(RUBRIQUE, "Ce qu’on en sait", t["preuve"], t["statut"], codes, precision),
        ]
    return [Champ(RUBRIQUE, "Participation", t["preuve"], t["statut"], codes, precision)]


def _type(t: Rangee) -> list[Champ]:
    if not t["type_territoire"]:
        return []
    return [Champ(RUBRIQUE, "Type", t["type_territoire"], t["statut_type"], codes_de(t))]


def _par_hypothese(lignes: list[Rangee], colonne: str) -> str:
    """Write a column, with the hypotheses when they differ."""
    valeurs: dict[str, list[str]] = {}
    for ligne in lignes:
        if ligne[colonne]:
            siennes = valeurs.setdefault(str(ligne["libelle_hypothese"]), [])
            siennes += [v for v in [str(ligne[colonne])] if v not in siennes]
    differentes = {tuple(v) for v in valeurs.values()}
    if len(differentes) <= 1:
        return enumeration([v for siennes in differentes for v in siennes])
    return "\u202f; ".join(f"{nom}{INSECABLE}: {enumeration(v)}" for nom, v in valeurs.items())


def _lieux(vue: Vue, t: Rangee) -> list[Champ]:
    lignes = rangees(parties(vue, t["id"]))
    if not lignes:
        return []
    for ligne in lignes:
        ligne["en_clair"] = f"{_CODE[ligne['nature']]}{INSECABLE}{ligne['code']}"
    statut, codes = str(lignes[0]["statut"]), codes_de(lignes[0])
    precision = str(lignes[0]["inference"])
    champs = [
        Champ(RUBRIQUE, "Périmètre", perimetres_en_mots(lignes), statut, codes, precision),
        _code(t, lignes, statut, codes),
    ]
    # Where all the possible perimeters agree, there is nothing left to settle.
    commun = "documenté" if statut == "indéterminé" else statut
    for titre, colonne in (("Département", "departement"), ("Région", "region")):
        valeurs = {li[colonne] for li in lignes if li[colonne]}
        valeur = _par_hypothese(lignes, colonne)
        champs += _si_connu(titre, valeur, commun if len(valeurs) == 1 else statut, codes)
    return champs + _intercommunalite(lignes, commun, codes)


def _compose(lignes: list[Rangee]) -> bool:
    """Whether several places make up one same perimeter."""
    return len({li["hypothese"] for li in lignes}) < len(lignes)


def _code(t: Rangee, lignes: list[Rangee], statut: str, codes: tuple[str, ...]) -> Champ:
    if not _compose(lignes):
        return Champ(RUBRIQUE, "Code", _par_hypothese(lignes, "en_clair"), statut, codes)
    if t["siren"]:
        return Champ(RUBRIQUE, "Code", f"SIREN{INSECABLE}{t['siren']}", t["statut"], codes_de(t))
    return inconnu(RUBRIQUE, "Code", "Ceux des membres sont donnés plus bas.")


def perimetres_en_mots(lignes: list[Rangee]) -> str:
    """Name the possible perimeters: « la Ville ou l’agglomération »."""
    return enumeration(list(dict.fromkeys(str(li["libelle_hypothese"]) for li in lignes)), "ou")


def _si_connu(titre: str, valeur: str, statut: str, codes: tuple[str, ...]) -> list[Champ]:
    return [Champ(RUBRIQUE, titre, valeur, statut, codes)] if valeur else []


def _intercommunalite(lignes: list[Rangee], statut: str, codes: tuple[str, ...]) -> list[Champ]:
    membres = list(dict.fromkeys(str(li["epci"]) for li in lignes if li["epci"]))
    if membres:
        associee = any(li["nature"] == "commune associée" for li in lignes)
        precision = "Celle de la commune à laquelle il est associé." if associee else ""
        valeur = enumeration(membres, "ou")
        return [Champ(RUBRIQUE, "Intercommunalité", valeur, statut, codes, precision)]
    if not _compose(lignes):
        noms = enumeration([str(li["nom"]) for li in lignes], "ou")
        return _si_connu("Intercommunalité", noms, statut, codes)
    membres = [f"{li['nom']} ({li['en_clair']})" for li in lignes]
    return [Champ(RUBRIQUE, "Membres", enumeration(membres), statut, codes)]


def _hypotheses(vue: Vue, territoire: str) -> list[Rangee]:
    perimetres = perimetres_chiffres(vue.donnees)
    return rangees(perimetres[perimetres["territoire_id"] == territoire])


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


def _habitants(vue: Vue, t: Rangee) -> list[Champ]:
    lignes = _hypotheses(vue, t["id"])
    connues = [li for li in lignes if not pd.isna(li["population"])]
    if not connues:
        return [inconnu(RUBRIQUE, "Population")] if lignes else []
    for ligne in connues:
        habitants = compte(int(ligne["population"]), "habitant")
        ligne["en_clair"] = f"{habitants} ({ligne['annees']})"
    reperes = _reperes_de(vue, t["id"])
    statut = statut_de(reperes, pd.DataFrame(connues))
    precision = "Population municipale\u202f; un repère, qui ne dépend pas de la date de référence."
    valeur = _par_hypothese(connues, "en_clair")
    return [Champ(RUBRIQUE, "Population", valeur, statut, sources_de(reperes), precision)]


def _superficie(vue: Vue, t: Rangee) -> list[Champ]:
    connues = [li for li in _hypotheses(vue, t["id"]) if not pd.isna(li["superficie_km2"])]
    if not connues:
        return []
    for ligne in connues:
        ligne["en_clair"] = f"environ {nombre(round(ligne['superficie_km2']))}{INSECABLE}km²"
        if ligne["nb_communes"] > 1:
            ligne["en_clair"] += f", {compte(int(ligne['nb_communes']), 'commune')}"
    precision = "Surface approchée, mesurée sur un contour simplifié."
    codes, statut = sources_de(_reperes_de(vue, t["id"])), str(connues[0]["statut"])
    valeur = _par_hypothese(connues, "en_clair")
    return [Champ(RUBRIQUE, "Superficie", valeur, statut, codes, precision)]
