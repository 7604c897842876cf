"""What to look at first: countable facts, each with its reason. Nothing is scored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from fabrique_dash.chiffres.frise import evenements_dates
from fabrique_dash.chiffres.typographie import compte, enumeration
from fabrique_dash.donnees.fiches import fiches
from fabrique_dash.donnees.vue import Vue


@dataclass(frozen=True)
class Point:
    """One thing to look at: what, why, and the page and parameters where it is seen."""

    titre: str
    raison: str
    page: str
    lien: str
    parametres: tuple[tuple[str, str], ...] = ()


def _sans_confirmation(vue: Vue) -> list[Point]:
    lignes = evenements_dates(vue)
    siens = lignes[lignes["id"].isin(vue.seances["id"]) & (lignes["etat"] == "sans confirmation")]
    if siens.empty:
        return []
    details = "\u202f; ".join(f"{e['titre']} ({e['date']})" for e in fiches(siens))
    nombre = compte(len(siens), "événement annoncé", "événements annoncés")
    return [
        Point(
            f"{nombre} dont la date est passée sans confirmation",
            f"Aucune source ne dit {'qu’il a' if len(siens) == 1 else 'qu’ils ont'} eu lieu\u00a0: "
            f"{details}.",
            "frise",
            "Voir ces événements sur la frise",
            (("etats", "Sans confirmation"),),
        )
    ]


def _territoires_sans_nom(vue: Vue) -> list[Point]:
    absents = vue.territoires[vue.territoires["nom"] == ""]
    if absents.empty:
        return []
    sans_territoire = _groupes_vides(vue)
    nommes = len(vue.territoires) - len(absents)
    combien = f"n’en nomment que {nommes}" if nommes else "n’en nomment aucun"
    raison = f"Les sources en annoncent {len(vue.territoires)} et {combien}."
    if sans_territoire:
        groupes = "le groupe" if len(sans_territoire) == 1 else "les groupes"
        raison += f" Aucun territoire nommé dans {groupes} {enumeration(sans_territoire)}."
    nombre = compte(len(absents), "territoire non documenté", "territoires non documentés")
    return [Point(nombre, raison, "carte", "Voir la carte et la liste")]


def _groupes_vides(vue: Vue) -> list[str]:
    peuples = set(vue.rattachements["groupe_id"])
    return [str(g["nom"]) for g in fiches(vue.groupes) if g["id"] not in peuples]


def _indetermines(vue: Vue) -> list[Point]:
    liens = vue.rattachements[~vue.rattachements["certain"]]
    noms = vue.territoires.set_index("id")["libelle"]
    territoires = [str(noms[t]) for t in dict.fromkeys(liens["territoire_id"])]
    if not territoires:
        return []
    return [
        Point(
            f"{compte(len(territoires), 'territoire')} de groupe indéterminé",
            f"Les sources permettent plusieurs groupes pour {enumeration(territoires)}.",
            "groupes",
            "Comparer les groupes",
        )
    ]


def _perimetres_indetermines(vue: Vue) -> list[Point]:
    perimetres = vue.donnees.table("perimetres")
    doubles = perimetres.groupby("territoire_id")["hypothese"].nunique()
    noms = vue.territoires.set_index("id")["libelle"]
    flous = [str(noms[t]) for t in doubles[doubles > 1].index if t in noms.index]
    if not flous:
        return []
    return [
        Point(
            f"{compte(len(flous), 'territoire')} de périmètre indéterminé",
            "Ville ou agglomération\u00a0: les sources ne tranchent pas pour "
            f"{enumeration(flous)}.",
            "carte",
            "Voir les périmètres possibles",
        )
    ]


def _combien(documentees: int) -> str:
    if not documentees:
        return "aucun n’est documenté"
    return f"{documentees} {'est documenté' if documentees == 1 else 'sont documentés'}"


def _etapes_muettes(vue: Vue) -> list[Point]:
    etapes = vue.donnees.table("etapes")
    etapes = etapes[etapes["cohorte_id"] == vue.cohorte]
    connus = vue.connus("avancement")
    connus = connus[connus["territoire_id"].isin(vue.territoires["id"])]
    cases = len(etapes) * len(vue.territoires)
    documentees = len(pd.MultiIndex.from_frame(connus[["territoire_id", "etape_id"]]).unique())
    if not cases:
        return []
    return [
        Point(
            f"{compte(cases - documentees, 'étape non documentée', 'étapes non documentées')}",
            f"Sur {compte(cases, 'couple')} territoire × étape du parcours, "
            f"{_combien(documentees)}.",
            "groupes",
            "Voir ce qui est connu, groupe par groupe",
        )
    ]


@lru_cache(maxsize=64)
def points_d_attention(vue: Vue) -> tuple[Point, ...]:
    """List what to look at first at the reference date, most pressing first."""
    return (
        *_sans_confirmation(vue),
        *_territoires_sans_nom(vue),
        *_indetermines(vue),
        *_perimetres_indetermines(vue),
        *_etapes_muettes(vue),
    )
