"""The programme's memory near a territory: participants, places of events, inspirations."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.fiche.champs import Champ, codes_de
from fabrique_dash.chiffres.fiche.distances import bornes_de_distance, centres, distance_en_mots
from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import (
    compte,
    majuscule,
)
from fabrique_dash.chiffres.tables.carte import evenements_sur_carte, participants_sur_carte
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

RUBRIQUE = "Mémoire à proximité"
RAYON_KM = 100
_COLONNES = [
    "nature",
    "identifiant",
    "libelle",
    "quoi",
    "lieu",
    "lat",
    "lon",
    "statut",
    "source_id",
    "autres_sources",
]


class LieuDeMemoire(TypedDict):
    """A row of `lieux_de_memoire`."""

    nature: str
    identifiant: str
    libelle: str
    quoi: str
    lieu: str
    lat: float
    lon: float
    statut: str
    source_id: str
    autres_sources: str


@par_vue
def lieux_de_memoire(vue: Vue) -> pd.DataFrame:
    """Place what the memory knows and whose commune the sources give, at the reference date.

    Returns:
        nature, identifiant (of the thing that has a page), libelle, quoi (what it is), lieu, lat,
        lon, statut, source_id, autres_sources. What has no commune is left out.
    """
    participants = participants_sur_carte(vue)
    saisons = [f"Villes pairs, saison {n}" for n in participants["saison"]]
    participants = participants.assign(
        nature="participant", identifiant=participants["id"], libelle=participants["nom"]
    ).assign(quoi=saisons, statut=participants["statut_lieu"])
    evenements = evenements_sur_carte(vue)
    evenements = evenements[
        evenements["couloir"].isin(["alliance", "villes-pairs"]) | (evenements["chantier_id"] != "")
    ]
    evenements = evenements.assign(
        nature="evenement", identifiant=evenements["id"], libelle=evenements["titre"]
    ).assign(quoi=[f"événement, {e}" for e in evenements["etat"]])
    communes = vue.donnees.table("communes").set_index("code")[["lat", "lon"]]
    inspirations = lignes_visibles(vue, "inspirations").join(communes, on="code_commune")
    inspirations = inspirations.assign(
        nature="newsletter",
        identifiant=inspirations["newsletter_id"],
        libelle=inspirations["collectivite"],
        quoi="collectivité citée par une lettre",
        lieu=inspirations["collectivite"],
    )
    tables = [t[_COLONNES] for t in (participants, evenements, inspirations)]
    return pd.concat(tables, ignore_index=True).dropna(subset=["lat", "lon"])


@par_vue
def alentours(vue: Vue, territoire: str) -> tuple[Champ, ...]:
    """Tell what the memory knows within `RAYON_KM` of a territory, the nearest first.

    Failing that, the nearest thing; nothing when the territory has no place.
    """
    depart = centres(vue, territoire)
    mesures = []
    for lieu in rangees(lieux_de_memoire(vue), LieuDeMemoire):
        bornes = bornes_de_distance(depart, ((lieu["lat"], lieu["lon"]),))
        if bornes is not None:
            mesures.append((bornes, lieu))
    mesures.sort(key=lambda m: m[0])
    proches = [m for m in mesures if m[0][0] <= RAYON_KM] or mesures[:1]
    return tuple(_champ(bornes, lieu) for bornes, lieu in proches)


def _champ(bornes: tuple[float, float], lieu: LieuDeMemoire) -> Champ:
    precision = f"{majuscule(lieu['quoi'])}."
    if lieu["lieu"]:
        precision += f" {lieu['lieu']}."
    distance = distance_en_mots(bornes)
    valeur = f"{majuscule(distance)}, à vol d’oiseau"
    codes, objet = codes_de(lieu), (lieu["nature"], lieu["identifiant"])
    return Champ(RUBRIQUE, lieu["libelle"], valeur, lieu["statut"], codes, precision, objet)


def sans_lieu_en_mots(vue: Vue) -> str:
    """Say how many participants have no commune in the sources, so no distance."""
    participants = participants_sur_carte(vue)
    absents = int(participants["lat"].isna().sum())
    if not absents:
        return ""
    qui = compte(absents, "participant des Villes pairs", "participants des Villes pairs")
    suite = "est laissé" if absents == 1 else "sont laissés"
    return f"{qui} sans commune dans les sources {suite} de côté."
