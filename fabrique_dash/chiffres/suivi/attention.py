"""What to look at first, in short: one point per kind, each with its reason; nothing is scored.

The rows themselves are in `chiffres.signalements`, which the page Parcours shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from fabrique_dash.chiffres.noyau.typographie import compte, enumeration
from fabrique_dash.chiffres.suivi.parcours import couples, couples_documentes, etapes_muettes
from fabrique_dash.chiffres.suivi.signalements import (
    evenements_sans_confirmation,
    groupes_possibles,
    perimetres_possibles,
)
from fabrique_dash.chiffres.tables.frise import EvenementDate
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.formes_de_la_vue import Etape, Groupe, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue


@dataclass(frozen=True)
class Point:
    """One thing to look at: what, why, and the page and parameters where it is seen.

    Attributes:
        rangees: (table, id, name) of the rows that would settle it, where they are few.
    """

    titre: str
    raison: str
    page: str
    lien: str
    parametres: tuple[tuple[str, str], ...] = ()
    rangees: tuple[tuple[str, str, str], ...] = ()


def _sans_confirmation(vue: Vue) -> list[Point]:
    siens = evenements_sans_confirmation(vue)
    if siens.empty:
        return []
    details = "\u202f; ".join(f"{e['titre']} ({e['date']})" for e in rangees(siens, EvenementDate))
    nombre = compte(len(siens), "événement annoncé", "événements annoncés")
    return [
        Point(
            f"{nombre} dont la date est passée sans confirmation",
            f"Aucune source ne dit {'qu’il a' if len(siens) == 1 else 'qu’ils ont'} eu lieu\u00a0: "
            f"{details}.",
            "frise",
            "Voir ces événements sur la frise",
            (("etats", Etat.SANS_CONFIRMATION.value),),
            tuple(("evenements", e["id"], e["titre"]) for e in rangees(siens, EvenementDate)),
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
    a_nommer = tuple(("territoires", t["id"], t["libelle"]) for t in rangees(absents, Territoire))
    return [Point(nombre, raison, "carte", "Voir la carte et la liste", rangees=a_nommer)]


def _groupes_vides(vue: Vue) -> list[str]:
    peuples = set(vue.rattachements["groupe_id"])
    return [str(g["nom"]) for g in rangees(vue.groupes, Groupe) if g["id"] not in peuples]


def _indetermines(vue: Vue) -> list[Point]:
    noms = vue.territoires.set_index("id")["libelle"]
    territoires = [str(noms[t]) for t in groupes_possibles(vue)]
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
    noms = vue.territoires.set_index("id")["libelle"]
    flous = [str(noms[t]) for t in perimetres_possibles(vue)]
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


def _etapes_muettes(vue: Vue) -> list[Point]:
    muettes = [str(e["libelle"]) for e in rangees(etapes_muettes(vue), Etape)]
    if not muettes:
        return []
    return [
        Point(
            f"{compte(len(muettes), 'étape')} que personne n’a documentée"
            f"{'' if len(muettes) == 1 else 's'}",
            f"Aucune source ne dit où en est un seul territoire\u00a0: {enumeration(muettes)}. Sur "
            f"{compte(len(couples(vue)), 'case')} territoire × étape, {_combien(vue)}.",
            "parcours",
            "Voir le parcours, territoire par territoire",
        )
    ]


def _combien(vue: Vue) -> str:
    documentees = int(couples_documentes(vue).minimum or 0)
    if not documentees:
        return "aucune n’est documentée"
    return f"{documentees} {'est documentée' if documentees == 1 else 'sont documentées'}"


def _divergences(vue: Vue) -> list[Point]:
    nombre = len(vue.divergences)
    if not nombre:
        return []
    return [
        Point(
            compte(nombre, "désaccord entre sources", "désaccords entre sources"),
            "Elles ne disent pas la même chose\u202f; ce qui est retenu, et pourquoi, est dit.",
            "parcours",
            "Voir ce que dit chacune",
        )
    ]


@par_vue
def points_d_attention(vue: Vue) -> tuple[Point, ...]:
    """List what to look at first at the reference date, most pressing first."""
    return (
        *_sans_confirmation(vue),
        *_territoires_sans_nom(vue),
        *_indetermines(vue),
        *_perimetres_indetermines(vue),
        *_etapes_muettes(vue),
        *_divergences(vue),
    )
