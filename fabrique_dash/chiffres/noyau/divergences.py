"""What is missing, as it could be known at the reference date; where sources disagree is in `Vue`.

These rows carry no date of their own: the sources that they cite date them, by the rule of
`donnees.parutions`.
"""

from __future__ import annotations

import pandas as pd

from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.parutions import toutes_parues
from fabrique_dash.donnees.rangees import retenues
from fabrique_dash.donnees.vue import Vue


@par_vue
def manques_connus(vue: Vue) -> pd.DataFrame:
    """List what was known to be missing of the cohort, or of all: the main source had appeared.

    The way to complete it often names later sources: both stay empty until all have appeared.

    Returns:
        The columns of `manques`.
    """
    lignes = vue.de_la_cohorte_ou_de_toutes("manques")
    parues = (toutes_parues(vue.donnees, code, vue.jour) for code in lignes["source_id"])
    lignes = retenues(lignes, parues).reset_index(drop=True)
    completes = pd.Series(
        [toutes_parues(vue.donnees, codes, vue.jour) for codes in lignes["autres_sources"]],
        index=lignes.index,
        dtype="bool",
    )
    return lignes.assign(
        comment_completer=lignes["comment_completer"].where(completes, ""),
        autres_sources=lignes["autres_sources"].where(completes, ""),
    )
