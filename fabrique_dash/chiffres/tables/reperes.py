"""What the Alliance, its chantiers and the Villes pairs workshop are, and where they come from."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue

ALLIANCE, CHANTIERS, ATELIER = "Alliance", "chantiers de l’Alliance", "atelier Villes pairs"
GENESE, ENJEU = "genèse", "enjeu"

# The page on which each subject is told.
PAGES_DES_REPERES = MappingProxyType(
    {ALLIANCE: "alliance", CHANTIERS: "alliance", ATELIER: "villes_pairs"}
)


@par_vue
def reperes(vue: Vue, sujet: str, rubrique: str = "") -> pd.DataFrame:
    """List what is known of a subject on the reference date, in the order of the table.

    Args:
        vue: the point of view.
        sujet: a key of `PAGES_DES_REPERES`.
        rubrique: what is wanted of it; everything when empty.

    Returns:
        The columns of `reperes`.
    """
    lignes = lignes_visibles(vue, "reperes")
    lignes = lignes[lignes["sujet"] == sujet]
    return lignes[lignes["rubrique"] == rubrique] if rubrique else lignes
