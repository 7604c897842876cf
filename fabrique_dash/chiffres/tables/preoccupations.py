"""Concerns: their horizon, the territories that they may touch, who else faces the same theme."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.calculs.groupes import nom_du_groupe, territoires_du_groupe
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.registre import du_programme, sources_de, statut_de
from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.donnees.dates import premier_jour
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import LiensThemes
from fabrique_dash.donnees.formes_de_la_vue import Preoccupation
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte

# What may share a theme with a concern, in the order in which it is shown.
NATURES_LIEES = ("territoire", "participant", "chantier", "balise")
_PREUVE = ["raison", "statut", "inference", "note", "source_id", "autres_sources"]
_COLONNES_LIEES = ["id", "theme_id", "nature", "objet_id", "libelle", *_PREUVE]


def annee_de_l_horizon(vue: Vue, preoccupation: Preoccupation) -> int | None:
    """Return the year that a concern looks to: the one of its workshop, plus its horizon.

    Args:
        vue: the point of view.
        preoccupation: a row of the view's concerns.
    """
    ateliers = vue.evenements[vue.evenements["id"] == preoccupation["evenement_id"]]
    debuts = [texte for texte in ateliers["debut"] if texte]
    if not debuts:
        return None
    return premier_jour(debuts[0]).year + preoccupation["horizon_annees"]


@du_programme(theme="preoccupations")
def annee_horizon(vue: Vue) -> Chiffre:
    """To which year the concerns look."""
    lignes = vue.preoccupations
    annees = [
        a for p in rangees(lignes, Preoccupation) if (a := annee_de_l_horizon(vue, p)) is not None
    ]
    bas, haut = (min(annees), max(annees)) if annees else (None, None)
    cohorte = vue.donnees.table("cohortes")
    cohorte = cohorte[cohorte["id"] == vue.cohorte]
    return Chiffre(
        id="annee_horizon",
        libelle="Horizon des préoccupations",
        minimum=bas,
        maximum=haut,
        unite="année",
        definition="Année de l’atelier où les préoccupations sont ressorties, plus les années de "
        "son horizon.",
        perimetre=nom_de_la_cohorte(vue),
        jour=vue.jour,
        statut=statut_de(lignes) if annees else Statut.NON_DOCUMENTE,
        sources=sources_de(lignes) or sources_de(cohorte),
        calendaire=True,
    )


class LienDeTheme(TypedDict):
    """A row of `liens_des_themes`."""

    id: str
    theme_id: str
    nature: str
    objet_id: str
    libelle: str
    raison: str
    statut: str
    inference: str
    note: str
    source_id: str
    autres_sources: str


def _objet(lien: LiensThemes) -> str:
    """Return the id of the one thing that a link joins to its theme."""
    cibles = {
        "territoire": lien["territoire_id"],
        "participant": lien["participant_id"],
        "chantier": lien["chantier_id"],
        "balise": lien["balise_id"],
    }
    return cibles[lien["nature"]]


@par_vue
def liens_des_themes(vue: Vue) -> pd.DataFrame:
    """List what shares a theme with the concerns, outside of the groups that have them.

    Returns:
        id, theme_id, nature (one of NATURES_LIEES), objet_id, libelle, raison, statut, inference,
        note, source_id, autres_sources; by theme, then kind.
    """
    themes = list(objets(vue, "theme"))
    nommes = [
        (lien, libelle)
        for lien in rangees(vue.connus("liens_themes"), LiensThemes)
        if (libelle := objets(vue, lien["nature"]).get(_objet(lien))) is not None
    ]
    nommes.sort(key=lambda n: (themes.index(n[0]["theme_id"]), NATURES_LIEES.index(n[0]["nature"])))
    lignes = [{**lien, "objet_id": _objet(lien), "libelle": nom} for lien, nom in nommes]
    return pd.DataFrame(lignes, columns=_COLONNES_LIEES)


def liens_du_theme(vue: Vue, theme: str) -> pd.DataFrame:
    """List what shares one theme; columns of `liens_des_themes`."""
    liens = liens_des_themes(vue)
    return liens[liens["theme_id"] == theme]


def themes_de(vue: Vue, nature: str, objet: str) -> pd.DataFrame:
    """List the themes that a thing shares; columns of `liens_des_themes`."""
    liens = liens_des_themes(vue)
    return liens[(liens["nature"] == nature) & (liens["objet_id"] == objet)]


@par_vue
def table_des_preoccupations(vue: Vue) -> pd.DataFrame:
    """Gather all that is known of each concern, one a row, to be downloaded.

    Returns:
        id, groupe, preoccupation, theme, annee_horizon, territoires_certains,
        territoires_possibles, the names of what shares the theme (one column per kind), connu_le,
        date_reference, statut, source_id, autres_sources.
    """
    colonnes = ["id", "groupe", "preoccupation", "theme", "annee_horizon", "territoires_certains"]
    colonnes += ["territoires_possibles", *(f"{nature}s_lies" for nature in NATURES_LIEES)]
    colonnes += ["connu_le", "date_reference", "statut", "source_id", "autres_sources"]
    lignes = [_ligne(vue, p) for p in rangees(vue.preoccupations, Preoccupation)]
    return pd.DataFrame(lignes, columns=colonnes)


def _ligne(vue: Vue, p: Preoccupation) -> dict[str, object]:
    territoires = territoires_du_groupe(vue, p["groupe_id"])
    liens = liens_du_theme(vue, p["theme_id"])
    lies = {
        f"{nature}s_lies": enumeration(list(liens[liens["nature"] == nature]["libelle"]))
        for nature in NATURES_LIEES
    }
    return {
        "id": p["id"],
        "groupe": nom_du_groupe(vue, p["groupe_id"]),
        "preoccupation": p["libelle"],
        "theme": p["theme"],
        "annee_horizon": annee_de_l_horizon(vue, p),
        "territoires_certains": enumeration(list(territoires[territoires["certain"]]["libelle"])),
        "territoires_possibles": enumeration(list(territoires[~territoires["certain"]]["libelle"])),
        **lies,
        "connu_le": p["connu_le"],
        "date_reference": vue.jour.isoformat(),
        "statut": p["statut"],
        "source_id": p["source_id"],
        "autres_sources": p["autres_sources"],
    }


def reserves_sur(vue: Vue, preoccupation: str) -> pd.DataFrame:
    """List the reservations that territories of the concern's group made on its workshop.

    Returns:
        Columns of the table `reserves`.

    Raises:
        KeyError: no such concern at this date.
    """
    p = rangee(vue.preoccupations, preoccupation, Preoccupation)
    territoires = territoires_du_groupe(vue, p["groupe_id"])["id"]
    reserves = vue.connus("reserves")
    du_groupe = reserves["territoire_id"].isin(territoires)
    return pd.DataFrame(reserves[du_groupe & (reserves["evenement_id"] == p["evenement_id"])])


def methode_de(vue: Vue, evenement: str) -> pd.DataFrame:
    """List the steps of a workshop's method, in order; columns of the table `methode`."""
    pas = vue.connus("methode")
    return pas[pas["evenement_id"] == evenement].sort_values("ordre")


def ateliers(vue: Vue) -> list[str]:
    """List the events from which the concerns of the cohort come, without repeats."""
    visibles = set(vue.evenements["id"])
    return [e for e in dict.fromkeys(vue.preoccupations["evenement_id"]) if e in visibles]
