"""Territories × steps of the parcours: what is documented at the reference date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.calculs.programme import compte_de
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.registre import du_programme
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.dates import dernier_jour, premier_jour
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Avancement
from fabrique_dash.donnees.formes_de_la_vue import Etape, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees, retenues
from fabrique_dash.donnees.vue import Vue

ETATS = ("franchie", "en cours", "prévue", Statut.NON_DOCUMENTE)
DE_L_ENSEMBLE = "ensemble"
_COLONNES = [
    "avancement_id",
    "etat",
    "date",
    "portee",
    "connu_le",
    "source_id",
    "autres_sources",
    "statut",
]


@dataclass(frozen=True)
class FiltreParcours:
    """What to keep of the couples; an empty choice keeps everything.

    Attributes:
        groupes: ids of groups; a territory stays if it may be in one of them.
        etapes: ids of steps.
        etats: states, among `ETATS`.
    """

    groupes: tuple[str, ...] = ()
    etapes: tuple[str, ...] = ()
    etats: tuple[str, ...] = ()


class Couple(TypedDict):
    """A row of `couples`."""

    territoire_id: str
    territoire: str
    groupe_ids: tuple[str, ...]
    groupe: str
    etape_id: str
    etape: str
    avancement_id: str
    etat: str
    date: str
    portee: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str


@par_vue
def couples(vue: Vue) -> pd.DataFrame:
    """Cross every territory with every step known on the reference date.

    Returns:
        territoire_id, territoire, groupe_ids (tuple), groupe (names), etape_id, etape, and of the
        latest row known of `avancement`: avancement_id, etat, date, portee, connu_le, source_id,
        autres_sources, statut. Where no row is known: etat and statut « non documenté », the
        rest empty.
    """
    connus = {
        (a["territoire_id"], a["etape_id"]): a for a in rangees(_avancements(vue), Avancement)
    }
    groupes = _groupes_possibles(vue)
    noms = vue.groupes.set_index("id")["nom"]
    lignes = []
    for t in rangees(vue.territoires, Territoire):
        siens = groupes.get(t["id"], ())
        for e in rangees(vue.etapes, Etape):
            ligne = connus.get((t["id"], e["id"]))
            lignes.append(
                {
                    "territoire_id": t["id"],
                    "territoire": t["libelle"],
                    "groupe_ids": siens,
                    "groupe": " ou ".join(str(noms[g]) for g in siens) or Statut.NON_DOCUMENTE,
                    "etape_id": e["id"],
                    "etape": e["libelle"],
                    **_avancement(ligne),
                }
            )
    cles = ["territoire_id", "territoire", "groupe_ids", "groupe", "etape_id", "etape"]
    return pd.DataFrame(lignes, columns=[*cles, *_COLONNES])


def _avancements(vue: Vue) -> pd.DataFrame:
    """Known rows of `avancement` of the cohort, in the order in which they became known."""
    lignes = vue.connus("avancement")
    siens = lignes["territoire_id"].isin(vue.territoires["id"])
    return lignes[siens].sort_values("connu_le", kind="stable")


def _avancement(ligne: Avancement | None) -> dict[str, str]:
    if ligne is None:
        vide = dict.fromkeys(_COLONNES, "")
        return vide | {"etat": Statut.NON_DOCUMENTE, "statut": Statut.NON_DOCUMENTE}
    return {
        "avancement_id": ligne["id"],
        "etat": ligne["etat"],
        "date": ligne["date"],
        "portee": ligne["portee"],
        "connu_le": ligne["connu_le"],
        "source_id": ligne["source_id"],
        "autres_sources": ligne["autres_sources"],
        "statut": ligne["statut"],
    }


def _groupes_possibles(vue: Vue) -> dict[str, tuple[str, ...]]:
    liens = vue.rattachements.groupby("territoire_id", sort=False)["groupe_id"]
    return {str(territoire): tuple(ids) for territoire, ids in liens}


def filtrer(vue: Vue, filtre: FiltreParcours) -> pd.DataFrame:
    """Keep the couples that a filter asks for.

    A filter on states keeps the territories and the steps that have one of them, whole, so that
    no cell of the matrix is left without a word.

    Returns:
        Rows of `couples`.
    """
    lignes = couples(vue)
    if filtre.groupes:
        choisis = set(filtre.groupes)
        lignes = retenues(lignes, (not choisis.isdisjoint(ids) for ids in lignes["groupe_ids"]))
    if filtre.etapes:
        lignes = lignes[lignes["etape_id"].isin(filtre.etapes)]
    if filtre.etats:
        tels = lignes[lignes["etat"].isin(filtre.etats)]
        lignes = lignes[
            lignes["territoire_id"].isin(tels["territoire_id"])
            & lignes["etape_id"].isin(tels["etape_id"])
        ]
    return lignes.reset_index(drop=True)


def etapes_muettes(vue: Vue) -> pd.DataFrame:
    """Steps known on the reference date for which no territory's state is documented.

    Returns:
        Rows of `Vue.etapes`.
    """
    return vue.etapes[~vue.etapes["id"].isin(_documentes(vue)["etape_id"])]


@par_vue
def evenements_aux_memes_dates(vue: Vue, etape: str) -> pd.DataFrame:
    """Events of the programme whose period touches the one of a step.

    The sources don't say which event belongs to which step: dates alone bring them together.

    Args:
        vue: the point of view.
        etape: id of a step known on the reference date.

    Returns:
        Rows of `chiffres.frise.evenements_dates`; none when the step has no date.

    Raises:
        KeyError: no step known on the reference date has this id.
    """
    e = rangee(vue.etapes, etape, Etape)
    lignes = evenements_dates(vue)
    siens = lignes["id"].isin(vue.seances["id"]) & (lignes["couloir"] == "programme")
    lignes = lignes[siens & lignes["premier"].notna()]
    if not e["debut"]:
        return lignes.iloc[:0]
    debut, fin = premier_jour(e["debut"]), dernier_jour(e["fin"] or e["debut"])
    touche = [
        premier <= fin and dernier >= debut
        for premier, dernier in zip(lignes["premier"], lignes["dernier"], strict=True)
    ]
    return lignes.loc[touche]


def _documentes(vue: Vue) -> pd.DataFrame:
    lignes = couples(vue)
    return lignes[lignes["etat"] != Statut.NON_DOCUMENTE]


@du_programme(theme="parcours")
def etapes_documentees(vue: Vue) -> Chiffre:
    """How many steps have a documented state for at least one territory."""
    lignes = _documentes(vue)
    return compte_de(
        vue,
        "etapes_documentees",
        "Étapes documentées",
        "étape",
        "Étapes du parcours pour lesquelles une source donne l’état d’au moins un territoire à la "
        "date de référence.",
        lignes.drop_duplicates("etape_id"),
    )


@du_programme(theme="parcours")
def etapes_non_documentees(vue: Vue) -> Chiffre:
    """How many steps are known without the state of any territory."""
    return compte_de(
        vue,
        "etapes_non_documentees",
        "Étapes que personne n’a documentées",
        "étape",
        "Étapes du parcours qu’une source annonce ou raconte, sans qu’aucune ne dise où en est un "
        "seul territoire à la date de référence.",
        etapes_muettes(vue),
    )


@du_programme(theme="parcours")
def couples_documentes(vue: Vue) -> Chiffre:
    """How many territory × step couples have a documented state."""
    return compte_de(
        vue,
        "couples_documentes",
        "Cases documentées",
        "case",
        "Cases territoire × étape dont une source donne l’état, pour ce territoire ou pour "
        "l’ensemble des territoires.",
        _documentes(vue),
    )


@du_programme(theme="parcours")
def couples_non_documentes(vue: Vue) -> Chiffre:
    """How many territory × step couples have no documented state."""
    lignes = couples(vue)
    muets = lignes[lignes["etat"] == Statut.NON_DOCUMENTE]
    etapes = vue.etapes[vue.etapes["id"].isin(muets["etape_id"])]
    # The couples have no source of their own: what is cited is where their steps come from.
    cites = muets.merge(etapes[["id", "source_id"]], left_on="etape_id", right_on="id")
    return compte_de(
        vue,
        "couples_non_documentes",
        "Cases non documentées",
        "case",
        "Cases territoire × étape dont aucune source ne donne l’état. Ce n’est pas un "
        "retard\u00a0: c’est ce qu’on ne sait pas.",
        cites.assign(source_id=cites["source_id_y"], statut=Statut.DEDUIT),
    )
