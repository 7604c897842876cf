"""Figures of one group: territories, population, area, density, concerns, people, sessions.

The sources leave some territories between two groups and one between two perimeters, so most of
these figures are intervals. A group without any named territory has none: it is not 0.
"""

from __future__ import annotations

from itertools import chain
from math import isnan, nan
from typing import Literal

import pandas as pd

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.intervalles import (
    INCONNU,
    Bornes,
    bornes_de_rapport,
    bornes_de_somme,
)
from fabrique_dash.chiffres.noyau.registre import par_groupe, sources_de, statut_de
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes_de_la_vue import Groupe, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.perimetres import hypotheses
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

_ANNONCE_D_INTERVALLE = "Intervalle\u00a0: un territoire peut relever de plusieurs groupes."

_Mesure = Literal["population", "superficie_km2", "nb_communes"]


class Rattache(Territoire):
    """A row of `territoires_du_groupe`: a territory that is, or may be, attached to the group."""

    certain: bool


@par_vue
def nom_du_groupe(vue: Vue, groupe: str) -> str:
    """Return a group's name.

    Raises:
        KeyError: the cohort has no such group.
    """
    return str(rangee(vue.groupes, groupe, Groupe)["nom"])


@par_vue
def territoires_du_groupe(vue: Vue, groupe: str) -> pd.DataFrame:
    """List the named territories that belong, or may belong, to a group.

    Returns:
        Columns of `territoires`, plus `certain` and the attachment's status, inference and
        sources (`statut`, `inference`, `source_id`, `autres_sources` of the attachment).
    """
    liens = vue.rattachements[vue.rattachements["groupe_id"] == groupe]
    propres = ["territoire_id", "certain", "statut", "inference", "source_id", "autres_sources"]
    territoires = vue.territoires.drop(columns=propres[2:])
    reunis = territoires.merge(liens[propres], left_on="id", right_on="territoire_id")
    return reunis.drop(columns="territoire_id")


def _perimetre(vue: Vue, groupe: str) -> str:
    return f"groupe {nom_du_groupe(vue, groupe)}, territoires nommés par les sources"


@par_vue
def _manque(vue: Vue, groupe: str) -> str:
    lignes = territoires_du_groupe(vue, groupe)
    sans_nom = int((vue.territoires["nom"] == "").sum())
    phrases = []
    possibles = lignes[~lignes["certain"]]["libelle"].to_list()
    if possibles:
        phrases.append(f"Appartenance indéterminée\u00a0: {enumeration(possibles)}.")
    if sans_nom:
        qui = compte(sans_nom, "territoire")
        verbe = "peut" if sans_nom == 1 else "peuvent"
        phrases.append(f"{qui} sans nom {verbe} s’y ajouter.")
    return " ".join(phrases)


def _chiffre(
    vue: Vue,
    groupe: str,
    bornes: Bornes,
    lignes: pd.DataFrame,
    champs: dict[str, str],
    *,
    manque: str = "",
    decimales: int = 0,
) -> Chiffre:
    inconnu = bornes == INCONNU
    return Chiffre(
        id=f"{champs['id']}.{groupe}",
        libelle=champs["libelle"],
        minimum=bornes.minimum,
        maximum=bornes.maximum,
        unite=champs["unite"],
        definition=champs["definition"],
        perimetre=_perimetre(vue, groupe),
        jour=vue.jour,
        statut=Statut.NON_DOCUMENTE if inconnu else statut_de(lignes),
        sources=sources_de(lignes) or sources_de(vue.groupes[vue.groupes["id"] == groupe]),
        manque=" ".join(t for t in (_manque(vue, groupe), manque) if t),
        decimales=decimales,
    )


def _hypotheses(
    vue: Vue, lignes: pd.DataFrame, *colonnes: _Mesure
) -> tuple[list[list[tuple[float, ...]]], list[list[tuple[float, ...]]], list[str], str]:
    """Values of each territory's hypotheses: certain ones, possible ones, left out, years."""
    listes: dict[bool, list[list[tuple[float, ...]]]] = {True: [], False: []}
    absents: list[str] = []
    annees: set[str] = set()
    for territoire in rangees(lignes, Rattache):
        siens = hypotheses(vue.donnees).get(territoire["id"], ())
        valeurs = [tuple(_nombre(sien[colonne]) for colonne in colonnes) for sien in siens]
        if not siens or any(map(isnan, chain(*valeurs))):
            absents.append(str(territoire["libelle"]))
            continue
        annees.update(sien["annees"] for sien in siens)
        listes[bool(territoire["certain"])].append(valeurs)
    return listes[True], listes[False], absents, enumeration(sorted(annees))


def _nombre(valeur: float | None) -> float:
    return nan if valeur is None else float(valeur)


def _somme(
    vue: Vue, groupe: str, colonne: _Mesure, champs: dict[str, str], manque: str = ""
) -> Chiffre:
    lignes = territoires_du_groupe(vue, groupe)
    certains, possibles, absents, annees = _hypotheses(vue, lignes, colonne)
    bornes = bornes_de_somme(
        [[v[0] for v in t] for t in certains], [[v[0] for v in t] for t in possibles]
    )
    notes = [manque.format(annees=annees)] if manque and (certains or possibles) else []
    if absents:
        notes.append(f"Sans valeur, non compté\u00a0: {enumeration(absents)}.")
    return _chiffre(vue, groupe, bornes, lignes, champs, manque=" ".join(notes))


@par_groupe
def territoires(vue: Vue, groupe: str) -> Chiffre:
    """How many named territories the group has: from the certain ones to all possible ones."""
    lignes = territoires_du_groupe(vue, groupe)
    champs = {
        "id": "territoires",
        "libelle": "Territoires nommés",
        "unite": "territoire",
        "definition": "Territoires nommés par les sources et rattachés au groupe. "
        + _ANNONCE_D_INTERVALLE,
    }
    bornes = Bornes(int(lignes["certain"].sum()), len(lignes)) if len(lignes) else INCONNU
    return _chiffre(vue, groupe, bornes, lignes, champs)


@par_groupe
def population(vue: Vue, groupe: str) -> Chiffre:
    """Inhabitants of the group's named territories."""
    champs = {
        "id": "population",
        "libelle": "Population",
        "unite": "habitant",
        "definition": "Somme des populations municipales des territoires nommés du groupe. "
        + _ANNONCE_D_INTERVALLE,
    }
    return _somme(vue, groupe, "population", champs, "Populations de {annees}.")


@par_groupe
def communes(vue: Vue, groupe: str) -> Chiffre:
    """Municipalities covered by the group's named territories."""
    champs = {
        "id": "communes",
        "libelle": "Communes",
        "unite": "commune",
        "definition": "Communes actuelles des territoires nommés du groupe\u202f; une commune "
        "associée compte pour 0, sa commune mère n’étant pas le territoire. "
        + _ANNONCE_D_INTERVALLE,
    }
    return _somme(vue, groupe, "nb_communes", champs)


@par_groupe
def superficie(vue: Vue, groupe: str) -> Chiffre:
    """Area of the group's named territories, in km², approximate."""
    champs = {
        "id": "superficie",
        "libelle": "Superficie approchée",
        "unite": "km²",
        "definition": "Somme des superficies, calculées sur des contours simplifiés "
        "(erreur de l’ordre de 1 à 3 %). " + _ANNONCE_D_INTERVALLE,
    }
    return _somme(vue, groupe, "superficie_km2", champs)


@par_groupe
def densite(vue: Vue, groupe: str) -> Chiffre:
    """Inhabitants per km² of the group's named territories, approximate."""
    lignes = territoires_du_groupe(vue, groupe)
    certains, possibles, _, annees = _hypotheses(vue, lignes, "population", "superficie_km2")
    champs = {
        "id": "densite",
        "libelle": "Densité approchée",
        "unite": "hab./km²",
        "definition": "Population divisée par la superficie, sommées sur les territoires nommés "
        "du groupe\u202f; bornes prises sur toutes les compositions que les sources permettent.",
    }
    bornes = bornes_de_rapport(
        [[(v[0], v[1]) for v in t] for t in certains],
        [[(v[0], v[1]) for v in t] for t in possibles],
    )
    note = f"Populations de {annees}." if annees else ""
    return _chiffre(vue, groupe, bornes, lignes, champs, manque=note)


def _compte_du_groupe(
    vue: Vue, groupe: str, lignes: pd.DataFrame, champs: dict[str, str]
) -> Chiffre:
    propres = sources_de(lignes) or sources_de(vue.groupes[vue.groupes["id"] == groupe])
    return Chiffre(
        id=f"{champs['id']}.{groupe}",
        libelle=champs["libelle"],
        minimum=len(lignes),
        maximum=len(lignes),
        unite=champs["unite"],
        definition=champs["definition"],
        perimetre=f"groupe {nom_du_groupe(vue, groupe)}",
        jour=vue.jour,
        statut=statut_de(lignes),
        sources=propres,
    )


@par_groupe
def preoccupations(vue: Vue, groupe: str) -> Chiffre:
    """Concerns of the group, known at the reference date."""
    lignes = vue.preoccupations[vue.preoccupations["groupe_id"] == groupe]
    champs = {
        "id": "preoccupations",
        "libelle": "Préoccupations",
        "unite": "préoccupation",
        "definition": "Préoccupations prospectives du groupe, connues à la date de référence.",
    }
    return _compte_du_groupe(vue, groupe, lignes, champs)


@par_groupe
def rendez_vous_locaux(vue: Vue, groupe: str) -> Chiffre:
    """Events that one of the group's named territories holds for itself."""
    lignes = territoires_du_groupe(vue, groupe)
    locaux = vue.rendez_vous_locaux[vue.rendez_vous_locaux["territoire_id"].isin(lignes["id"])]
    certains = locaux["territoire_id"].isin(lignes[lignes["certain"]]["id"])
    champs = {
        "id": "rendez_vous_locaux",
        "libelle": "Rendez-vous locaux",
        "unite": "événement",
        "definition": "Événements propres à un territoire nommé du groupe, connus à la date de "
        "référence\u202f; les séances communes à tous les groupes n’en sont pas. "
        + _ANNONCE_D_INTERVALLE,
    }
    bornes = Bornes(int(certains.sum()), len(locaux)) if len(lignes) else INCONNU
    return _chiffre(vue, groupe, bornes, lignes, champs)


@par_groupe
def personnes(vue: Vue, groupe: str) -> Chiffre:
    """People of the delegations of the group's named territories."""
    lignes = territoires_du_groupe(vue, groupe)
    delegations = vue.connus("delegations")
    certains = set(lignes[lignes["certain"]]["id"])
    tous = set(lignes["id"])
    bas = delegations[delegations["territoire_id"].isin(certains)]["acteur_id"].nunique()
    citees = delegations[delegations["territoire_id"].isin(tous)]
    champs = {
        "id": "personnes",
        "libelle": "Personnes des délégations",
        "unite": "personne",
        "definition": "Membres des délégations que les sources nomment, dans les territoires "
        "nommés du groupe. " + _ANNONCE_D_INTERVALLE,
    }
    bornes = Bornes(bas, citees["acteur_id"].nunique()) if len(lignes) else INCONNU
    return _chiffre(vue, groupe, bornes, lignes, champs)
