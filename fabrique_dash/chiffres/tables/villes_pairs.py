"""The Villes pairs workshop: its participants, its people, and the way from it to the Fabrique."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.formes import ParticipantsActeurs
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

_GENRES_DE_L_ALLIANCE = ("décision", "assemblée")
# Those who come with a participant; the others are the participant itself, or carry the season.
_AVEC = ("accompagnement", "partenaire invité", "partenaire")


@par_vue
def chemin_vers_la_fabrique(vue: Vue) -> pd.DataFrame:
    """List the dated events that lead from the workshop to the cohort's launch.

    They are the workshop's own, the Alliance's decisions and assemblies until the launch, and the
    launch itself.

    Returns:
        Rows of `chiffres.frise.evenements_dates`, in order.
    """
    lignes = evenements_dates(vue)
    lignes = lignes[lignes["premier"].notna()]
    lancements = lignes[(lignes["cohorte_id"] == vue.cohorte) & (lignes["genre"] == "lancement")]
    limite = lancements["premier"].min() if len(lancements) else vue.jour
    de_l_atelier = lignes["couloir"] == "villes-pairs"
    de_l_alliance = (lignes["couloir"] == "alliance") & lignes["genre"].isin(_GENRES_DE_L_ALLIANCE)
    avant = pd.Series([premier <= limite for premier in lignes["premier"]], lignes.index, "bool")
    return lignes[avant & (de_l_atelier | de_l_alliance) | lignes["id"].isin(lancements["id"])]


@par_vue
def personnes_de_l_atelier(vue: Vue) -> pd.DataFrame:
    """List who took part in the workshop: interventions at its events, roles that name it.

    Returns:
        acteur_id, role, sujet, evenement_id (or empty), saison_id (or empty), source_id, statut,
        table and id (of the row that says it).
    """
    evenements = vue.evenements.set_index("id")["saison_id"]
    interventions = lignes_visibles(vue, "interventions")
    interventions = interventions.assign(saison_id=interventions["evenement_id"].map(evenements))
    interventions = interventions[interventions["saison_id"].fillna("") != ""]
    # Roles have no season: only their wording says that they belong to the workshop.
    roles = lignes_visibles(vue, "roles")
    roles = roles[roles["fonction"].str.contains("atelier Villes pairs", regex=False)]
    roles = roles.assign(role=roles["fonction"], sujet="", evenement_id="", saison_id="")
    colonnes = ["acteur_id", "role", "sujet", "evenement_id", "saison_id", "source_id", "statut"]
    dites = {"interventions": interventions, "roles": roles}
    return pd.concat(
        [lignes.assign(table=t)[[*colonnes, "table", "id"]] for t, lignes in dites.items()],
        ignore_index=True,
    )


@par_vue
def partenaires(vue: Vue) -> pd.DataFrame:
    """List who came with each participant; columns of `participants_acteurs`."""
    lignes = lignes_visibles(vue, "participants_acteurs")
    return lignes[lignes["role"].isin(_AVEC)]


@par_vue
def partenaires_en_mots(vue: Vue) -> MappingProxyType[str, str]:
    """Name who came with each participant, by the participant's id."""
    noms = objets(vue, "acteur")
    dits: dict[str, list[str]] = {}
    for p in rangees(partenaires(vue), ParticipantsActeurs):
        precision = f" ({p['precision']})" if p["precision"] else ""
        dits.setdefault(p["participant_id"], []).append(f"{noms[p['acteur_id']]}{precision}")
    return MappingProxyType({ident: "\u202f; ".join(siens) for ident, siens in dits.items()})
