"""Figures as a table that leaves with all their metadata."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from fabrique_dash.chiffres.chiffre import Chiffre
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.references import mentions, references_datees


def table_des_chiffres(donnees: Donnees, valeurs: Sequence[Chiffre]) -> pd.DataFrame:
    """Gather figures, one a row.

    Returns:
        The columns of `Chiffre.ligne_csv`, plus `phrase` and `citation`, ready to paste.
    """
    connues, dites = references_datees(donnees), mentions(donnees)
    return pd.DataFrame(
        [
            c.ligne_csv()
            | {
                "phrase": c.phrase(),
                "citation": c.citation(connues, dites.mise_a_jour, dites.licence),
            }
            for c in valeurs
        ]
    )
