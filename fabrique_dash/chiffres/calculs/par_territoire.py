"""Figures of one territory: people, municipalities, area, density, own events, people named.

A territory without a name has none of them, and neither has one whose perimeter is not known: it
is not 0. Where the sources leave several perimeters, the figure is an interval.
"""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.intervalles import INCONNU, Bornes
from fabrique_dash.chiffres.noyau.registre import par_territoire, sources_de, statut_de
from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.perimetres import perimetres_chiffres
from fabrique_dash.donnees.rangees import rangee
from fabrique_dash.donnees.vue import Vue

_SANS_NOM = "Les sources ne nomment pas ce territoire."
_ANNONCE_D_INTERVALLE = "Un intervalle quand les sources laissent plusieurs périmètres possibles."


def _ligne(vue: Vue, territoire: str) -> pd.DataFrame:
    return vue.territoires[vue.territoires["id"] == territoire]


def _chiffre(
    vue: Vue,
    territoire: str,
    bornes: Bornes,
    champs: dict[str, str],
    lignes: pd.DataFrame,
    *,
    manque: str = "",
    decimales: int = 0,
) -> Chiffre:
    propre = rangee(vue.territoires, territoire, Territoire)
    inconnu = bornes == INCONNU
    if inconnu and not manque:
        manque = _ce_qui_manque(vue, territoire) if propre["nom"] else _SANS_NOM
    return Chiffre(
        id=f"{champs['id']}.{territoire}",
        libelle=champs["libelle"],
        minimum=bornes.minimum,
        maximum=bornes.maximum,
        unite=champs["unite"],
        definition=champs["definition"],
        perimetre=propre["libelle"],
        jour=vue.jour,
        statut=Statut.NON_DOCUMENTE if inconnu else statut_de(lignes),
        sources=sources_de(lignes) or sources_de(_ligne(vue, territoire)),
        manque=manque,
        decimales=decimales,
    )


def _ce_qui_manque(vue: Vue, territoire: str) -> str:
    if territoire in set(vue.donnees.table("perimetres")["territoire_id"]):
        return "Valeur absente des données de référence."
    return "Périmètre non documenté."


@par_vue
def _hypotheses(vue: Vue, territoire: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values of each possible perimeter, and the rows that give the perimeters."""
    valeurs = perimetres_chiffres(vue.donnees)
    lignes = vue.donnees.table("perimetres")
    return (
        valeurs[valeurs["territoire_id"] == territoire],
        lignes[lignes["territoire_id"] == territoire],
    )


def _hors_limites(valeurs: pd.Series) -> Bornes:
    """Bound a value over the possible perimeters; one that lacks it leaves no bound at all."""
    if valeurs.empty or valeurs.isna().any():
        return INCONNU
    return Bornes(float(valeurs.min()), float(valeurs.max()))


def _annees(valeurs: pd.DataFrame, bornes: Bornes) -> list[str]:
    annees = enumeration(sorted({str(a) for a in valeurs["annees"]} - {""}))
    return [f"Populations de {annees}."] if annees and bornes != INCONNU else []


def _indecis(lignes: pd.DataFrame, bornes: Bornes) -> list[str]:
    possibles = list(dict.fromkeys(lignes["libelle_hypothese"]))
    if bornes == INCONNU or len(possibles) < 2:
        return []
    return [f"Périmètre indéterminé\u00a0: {enumeration(possibles, 'ou')}."]


def _mesure(vue: Vue, territoire: str, colonne: str, champs: dict[str, str]) -> Chiffre:
    valeurs, lignes = _hypotheses(vue, territoire)
    bornes = _hors_limites(valeurs[colonne])
    notes = _indecis(lignes, bornes)
    if colonne == "population":
        notes += _annees(valeurs, bornes)
    return _chiffre(vue, territoire, bornes, champs, lignes, manque=" ".join(notes))


@par_territoire
def population(vue: Vue, territoire: str) -> Chiffre:
    """Inhabitants of the territory, over its possible perimeters."""
    champs = {
        "id": "population",
        "libelle": "Population",
        "unite": "habitant",
        "definition": "Population municipale du territoire. " + _ANNONCE_D_INTERVALLE,
    }
    return _mesure(vue, territoire, "population", champs)


@par_territoire
def communes(vue: Vue, territoire: str) -> Chiffre:
    """Municipalities of the territory, over its possible perimeters."""
    champs = {
        "id": "communes",
        "libelle": "Communes",
        "unite": "commune",
        "definition": "Communes actuelles du territoire\u202f; une commune associée ou un "
        "arrondissement compte pour 0, la commune entière n’étant pas le territoire. "
        + _ANNONCE_D_INTERVALLE,
    }
    return _mesure(vue, territoire, "nb_communes", champs)


@par_territoire
def superficie(vue: Vue, territoire: str) -> Chiffre:
    """Area of the territory in km², approximate, over its possible perimeters."""
    champs = {
        "id": "superficie",
        "libelle": "Superficie approchée",
        "unite": "km²",
        "definition": "Superficie calculée sur des contours simplifiés (erreur de l’ordre de 1 à "
        "3\u00a0%). " + _ANNONCE_D_INTERVALLE,
    }
    return _mesure(vue, territoire, "superficie_km2", champs)


@par_territoire
def densite(vue: Vue, territoire: str) -> Chiffre:
    """Inhabitants per km² of the territory, approximate, over its possible perimeters."""
    valeurs, lignes = _hypotheses(vue, territoire)
    bornes = _hors_limites(valeurs["population"] / valeurs["superficie_km2"])
    champs = {
        "id": "densite",
        "libelle": "Densité approchée",
        "unite": "hab./km²",
        "definition": "Population divisée par la superficie approchée. " + _ANNONCE_D_INTERVALLE,
    }
    notes = _indecis(lignes, bornes) + _annees(valeurs, bornes)
    return _chiffre(vue, territoire, bornes, champs, lignes, manque=" ".join(notes))


def _compte(
    vue: Vue, territoire: str, quantite: int, champs: dict[str, str], lignes: pd.DataFrame
) -> Chiffre:
    nomme = bool(rangee(vue.territoires, territoire, Territoire)["nom"])
    bornes = Bornes(quantite, quantite) if nomme else INCONNU
    return _chiffre(vue, territoire, bornes, champs, lignes)


@par_territoire
def rendez_vous_locaux(vue: Vue, territoire: str) -> Chiffre:
    """Events that the territory holds for itself, known at the reference date."""
    locaux = vue.rendez_vous_locaux[vue.rendez_vous_locaux["territoire_id"] == territoire]
    champs = {
        "id": "rendez_vous_locaux",
        "libelle": "Rendez-vous locaux",
        "unite": "événement",
        "definition": "Événements propres au territoire qu’une source cite, connus à la date de "
        "référence\u202f; les séances communes à tous n’en sont pas.",
    }
    return _compte(vue, territoire, len(locaux), champs, locaux)


@par_territoire
def personnes(vue: Vue, territoire: str) -> Chiffre:
    """People of the territory's delegation that the sources name by the reference date."""
    delegations = vue.connus("delegations")
    citees = delegations[delegations["territoire_id"] == territoire]
    champs = {
        "id": "personnes",
        "libelle": "Personnes de la délégation",
        "unite": "personne",
        "definition": "Membres de la délégation du territoire que les sources nomment à la date "
        "de référence.",
    }
    return _compte(vue, territoire, int(citees["acteur_id"].nunique()), champs, citees)
