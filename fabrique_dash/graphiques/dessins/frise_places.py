"""Where each event goes on a timeline: shared by the page's chart and by the picture."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from fabrique_dash.chiffres.tables.frise import COULOIRS, EvenementBorne, etager

NOMMES = ("programme", "territoires")  # lanes whose events have a row and a name each
_JOURS_EN_PIXELS = 9  # a mark is about that many days wide on a four-year timeline


class EvenementSurFrise(EvenementBorne):
    """A row that `placer` returns."""

    y: float


def placer(
    evenements: pd.DataFrame, nommes: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Stack the events of each lane.

    Args:
        evenements: dated rows of `chiffres.frise.evenements_dates`, at least one.
        nommes: lanes in which each event has a row of its own.

    Returns:
        The rows with `y` (upwards, from 0), and where each lane's name goes.
    """
    morceaux, noms, etage = [], {}, 0
    for couloir in reversed(list(COULOIRS)):
        siens = evenements[evenements["couloir"] == couloir].sort_values("premier")
        if siens.empty:
            continue
        rangs = list(range(len(siens)))[::-1]
        if couloir not in nommes:
            rangs = etager(list(siens["premier"]), list(siens["dernier"]), 3 * _JOURS_EN_PIXELS)
        morceaux.append(siens.assign(y=[etage + rang for rang in rangs]))
        noms[couloir] = etage + max(rangs) / 2
        etage += max(rangs) + 2
    return pd.concat(morceaux), noms


def brefs(places: pd.DataFrame) -> pd.Series:
    """Tell the events known to the day that would be thinner than a mark if drawn as a line."""
    durees = [(d - p).days for p, d in zip(places["premier"], places["dernier"], strict=True)]
    return places["exact"] & (pd.Series(durees, index=places.index) < _JOURS_EN_PIXELS)
