"""Reduced-precision ISO dates: « 2021-10-15 », « 2022-02 », « 2022 » or nothing.

The sources often give a month or a year only. Each text stands for a period; comparing it with a
day means choosing one end of that period, so both ends have a name here.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

Precision = Literal["jour", "mois", "annee"]

# The days that one may ask for, and so those on which a package may be made.
PREMIER_JOUR, DERNIER_JOUR = date(2018, 1, 1), date(2035, 12, 31)
_FORME = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

_PARIS = ZoneInfo("Europe/Paris")


def aujourd_hui(instant: datetime | None = None) -> date:
    """Return the day it is in Paris, whatever the zone of the server.

    Args:
        instant: a moment with its zone; now when there is none.
    """
    return (instant or datetime.now(UTC)).astimezone(_PARIS).date()


def _parties(texte: str) -> tuple[int, int | None, int | None]:
    trouve = _FORME.fullmatch(texte)
    if trouve is None:
        raise ValueError(f"« {texte} » n’est pas une date ISO (AAAA, AAAA-MM ou AAAA-MM-JJ)")
    annee, mois, jour = trouve.groups()
    return int(annee), int(mois) if mois else None, int(jour) if jour else None


def precision(texte: str) -> Precision:
    """Tell how precise a date is.

    Args:
        texte: reduced ISO date, not empty.

    Raises:
        ValueError: the text is no such date.
    """
    _, mois, jour = _parties(texte)
    if jour is not None:
        return "jour"
    return "mois" if mois is not None else "annee"


def premier_jour(texte: str) -> date:
    """Return the first day of the period that a reduced date stands for.

    Raises:
        ValueError: the text is no reduced ISO date, or no real day.
    """
    annee, mois, jour = _parties(texte)
    return date(annee, 1 if mois is None else mois, 1 if jour is None else jour)


def dernier_jour(texte: str) -> date:
    """Return the last day of the period that a reduced date stands for.

    Raises:
        ValueError: the text is no reduced ISO date, or no real day.
    """
    annee, mois, jour = _parties(texte)
    mois = 12 if mois is None else mois
    return date(annee, mois, calendar.monthrange(annee, mois)[1] if jour is None else jour)


def jour_exact(texte: str) -> date | None:
    """Read a day written AAAA-MM-JJ; None when the text is anything else or no real day."""
    try:
        return premier_jour(texte) if precision(texte) == "jour" else None
    except ValueError:
        return None


def connu_au(texte: str | None, jour: date) -> bool:
    """Tell whether a fact dated « at the latest » by `texte` is certainly known on `jour`.

    An empty date is never certainly known.
    """
    return bool(texte) and dernier_jour(str(texte)) <= jour


def mois_plus_tot(jour: date, mois: int) -> date:
    """Return the same day some months earlier, or the last one of a month that is too short.

    Args:
        jour: the day to start from.
        mois: how many months earlier.
    """
    annee, rang = divmod(jour.year * 12 + jour.month - 1 - mois, 12)
    dernier = calendar.monthrange(annee, rang + 1)[1]
    return date(annee, rang + 1, min(jour.day, dernier))
