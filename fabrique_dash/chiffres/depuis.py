"""The letter since which changes are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.formes import Newsletters
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue


@dataclass(frozen=True)
class Lettre:
    """A published letter: its id, its name, and the day by which it had certainly appeared."""

    id: str
    nom: str
    parue_le: date


@par_vue
def derniere_lettre(vue: Vue) -> Lettre | None:
    """Find the last letter of the cohort that had certainly appeared before the reference date.

    The sources seldom date a letter: the day that counts is the last one on which it can have
    appeared. None when no letter was known before the reference date.
    """
    lignes = vue.connus("newsletters")
    parues = [
        (dernier_jour(n["connu_le"]), n["ordre"], n["id"])
        for n in rangees(lignes[lignes["cohorte_id"] == vue.cohorte], Newsletters)
        if dernier_jour(n["connu_le"]) < vue.jour
    ]
    if not parues:
        return None
    jour, _, identifiant = max(parues)
    return Lettre(identifiant, objets(vue, "newsletter")[identifiant], jour)
