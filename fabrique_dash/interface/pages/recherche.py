"""Blocks of the search page."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.chiffres.recherche.entrees import entrees
from fabrique_dash.chiffres.recherche.moteur import Trouvaille, en_table
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.recherche_demandee import Recherche


def table(vue: Vue, demandee: Recherche) -> pd.DataFrame:
    """Put what is shown in a table; without a search, everything but official places."""
    if demandee.vide:
        return en_table(Trouvaille(e, 0) for e in entrees(vue))
    return en_table(t for g in demandee.groupes for t in g.trouvailles)
