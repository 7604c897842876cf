"""The sources that may be shown, each with what rests on it."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.tables.appuis import appuis
from fabrique_dash.chiffres.tables.lettres import parution
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue


class SourceMontree(Sources):
    """A row of `sources_montrees`."""

    parution: str
    principales: int
    autres: int


@par_vue
def sources_montrees(vue: Vue) -> pd.DataFrame:
    """List the sources that may be shown at the date.

    Returns:
        The columns of `sources`, plus parution (in words), principales and autres (rows shown of
        which each is the main source, or that it confirms).
    """
    lignes = lignes_visibles(vue, "sources")
    sommes = appuis(vue).groupby("source")[["principales", "autres"]].sum()
    return lignes.assign(
        parution=[parution(s) for s in rangees(lignes, Sources)],
        principales=[int(sommes["principales"].get(i, 0)) for i in lignes["id"]],
        autres=[int(sommes["autres"].get(i, 0)) for i in lignes["id"]],
    )
