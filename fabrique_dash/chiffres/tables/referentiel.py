"""The référentiel: its sommaire as one list, and what stands beside each balise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.formes import Balises, Chapitres, Enjeux, Sections
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangee, rangees
from fabrique_dash.donnees.vue import Vue

# What each enjeu holds, by table: the word for one, and the word for several.
PARTIES = {
    "balises": ("balise", "balises"),
    "modes_de_faire": ("mode de faire", "modes de faire"),
    "dispositifs": ("dispositif", "dispositifs"),
}
_COLONNES = ["nature", "id", "enjeu_id", "enjeu", "rang", "titre", "connu_le", "date_reference"]
_COLONNES += ["statut", "source_id", "autres_sources"]


class Partie(TypedDict):
    """A row of `partie`: what the tables of `PARTIES` have in common, and the rank."""

    id: str
    enjeu_id: str
    titre: str
    connu_le: str
    source_id: str
    autres_sources: str
    statut: str
    inference: str
    note: str
    rang: int


@dataclass(frozen=True)
class Voisines:
    """The balises before and after another one, in the order of the sommaire; empty at its ends."""

    precedente: str
    suivante: str


@par_vue
def enjeux(vue: Vue) -> pd.DataFrame:
    """List the enjeux known on the reference date, in order; columns of the table."""
    return pd.DataFrame(lignes_visibles(vue, "enjeux").sort_values("ordre"))


@par_vue
def partie(vue: Vue, table: str, enjeu: str) -> pd.DataFrame:
    """List what an enjeu holds, in the order of the sommaire.

    Args:
        vue: the point of view.
        table: a key of `PARTIES`.
        enjeu: id of the enjeu.

    Returns:
        The table's columns, and `rang` (1, 2, …).
    """
    lignes = lignes_visibles(vue, table)
    rang = lignes["numero" if table == "balises" else "ordre"]
    siennes = lignes.assign(rang=rang)[lignes["enjeu_id"] == enjeu]
    return siennes.sort_values("rang").reset_index(drop=True)


@par_vue
def balises(vue: Vue) -> tuple[str, ...]:
    """List the ids of the balises, in the order of the sommaire."""
    return tuple(b for enjeu in enjeux(vue)["id"] for b in partie(vue, "balises", enjeu)["id"])


def balise(vue: Vue, identifiant: str) -> Balises:
    """Return the row of a balise.

    Raises:
        KeyError: no such balise at this date.
    """
    return rangee(lignes_visibles(vue, "balises"), identifiant, Balises)


def voisines(vue: Vue, identifiant: str) -> Voisines:
    """Tell which balises stand before and after one.

    Raises:
        ValueError: no such balise at this date.
    """
    toutes = balises(vue)
    ici = toutes.index(identifiant)
    return Voisines(toutes[ici - 1] if ici else "", "".join(toutes[ici + 1 : ici + 2]))


@par_vue
def sommaire(vue: Vue) -> pd.DataFrame:
    """Put the référentiel in one list, to be downloaded.

    Returns:
        nature (enjeu, balise, mode de faire, dispositif, chapitre, section), id, enjeu_id, enjeu
        (title), rang, titre, connu_le, date_reference, statut, source_id, autres_sources.
    """
    lignes: list[Mapping[str, object]] = []
    for e in rangees(enjeux(vue), Enjeux):
        du_meme = {"enjeu_id": e["id"], "enjeu": e["titre"]}
        lignes.append({**e, **du_meme, "nature": "enjeu", "rang": e["ordre"]})
        for table, (mot, _) in PARTIES.items():
            lignes += [
                p | du_meme | {"nature": mot} for p in rangees(partie(vue, table, e["id"]), Partie)
            ]
    for chapitre in rangees(chapitres(vue), Chapitres):
        lignes.append({**chapitre, "nature": "chapitre", "rang": chapitre["ordre"]})
        parts = rangees(sections(vue, chapitre["id"]), Sections)
        lignes += [{**s, "nature": "section", "rang": s["ordre"]} for s in parts]
    tableau = pd.DataFrame(lignes, columns=[c for c in _COLONNES if c != "date_reference"])
    tableau["date_reference"] = vue.jour.isoformat()
    vides = {"enjeu_id": "", "enjeu": ""}
    return tableau[_COLONNES].fillna(vides)


@par_vue
def chapitres(vue: Vue) -> pd.DataFrame:
    """List the chapters of the document, in order; columns of the table."""
    return pd.DataFrame(lignes_visibles(vue, "chapitres").sort_values("ordre"))


def sections(vue: Vue, chapitre: str) -> pd.DataFrame:
    """List the sections of a chapter, in order; columns of the table."""
    lignes = lignes_visibles(vue, "sections")
    return pd.DataFrame(lignes[lignes["chapitre_id"] == chapitre].sort_values("ordre"))
