"""The people whom the data names: the personal data that the dashboard shows."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

PERSONNE = "personne"


class PersonneCitee(TypedDict):
    """A row of `personnes_citees`."""

    id: str
    nom: str
    fonctions: str
    source_id: str
    autres_sources: str
    statut: str


@par_vue
def personnes_citees(vue: Vue) -> pd.DataFrame:
    """List the people named at the reference date, with the public roles that sources give.

    Returns:
        id, nom, fonctions (in words, empty when no source gives any), source_id,
        autres_sources, statut (those of the person's row), in order of name.
    """
    acteurs = lignes_visibles(vue, "acteurs")
    personnes = acteurs[acteurs["nature"] == PERSONNE]
    roles: dict[str, dict[str, None]] = {}
    for table in ("roles", "delegations"):
        for ligne in rangees(lignes_visibles(vue, table)):
            structure = f", {ligne['structure']}" if ligne.get("structure") else ""
            if ligne["fonction"]:
                roles.setdefault(ligne["acteur_id"], {})[f"{ligne['fonction']}{structure}"] = None
    fonctions = [enumeration(list(roles.get(ident, {}))) for ident in personnes["id"]]
    colonnes = ["id", "nom", "fonctions", "source_id", "autres_sources", "statut"]
    return personnes.assign(fonctions=fonctions)[colonnes].sort_values("nom", ignore_index=True)


def intervenants(vue: Vue) -> dict[str, list[tuple[str, str]]]:
    """Return the people who took part in each event, as (actor id, name), by event id."""
    noms = vue.donnees.table("acteurs").set_index("id")["nom"]
    interventions = vue.donnees.table("interventions").drop_duplicates(
        ["evenement_id", "acteur_id"]
    )
    return {
        str(evenement): [(str(ident), str(noms[ident])) for ident in siens["acteur_id"]]
        for evenement, siens in interventions.groupby("evenement_id", sort=False)
    }
