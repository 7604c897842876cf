"""Figures as a table that leaves with all their metadata."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from fabrique_dash.chiffres.chiffre import Chiffre


def table_des_chiffres(valeurs: Sequence[Chiffre]) -> pd.DataFrame:
    """Gather figures, one a row (columns of `Chiffre.ligne_csv`, plus `phrase`)."""
    return pd.DataFrame([c.ligne_csv() | {"phrase": c.phrase()} for c in valeurs])
