"""When each source had certainly appeared: what its words may be shown from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.fiches import Fiche, fiches


@lru_cache(maxsize=4)
def parutions(donnees: Donnees) -> dict[str, date]:
    """Return the day on which each source had certainly appeared, by id.

    It is the last day of its date of publication; failing that, of the bound that the sources
    give; failing that, the day on which it was read; failing that, the day on which the package
    was made. A source that is part of another one does not date it.
    """
    fabrique_le = donnees.descripteur.cree_le[:10]
    return {str(s["id"]): _certaine(s, fabrique_le) for s in fiches(donnees.table("sources"))}


def _certaine(source: Fiche, fabrique_le: str) -> date:
    for colonne in ("date_publication", "pas_apres", "date_consultation"):
        if source[colonne]:
            return dernier_jour(str(source[colonne]))
    return dernier_jour(fabrique_le)


def paru_le(donnees: Donnees, codes: Iterable[str]) -> date:
    """Return the day on which all of these sources had appeared.

    Raises:
        KeyError: no source has one of these ids.
        ValueError: no id is given.
    """
    jours = parutions(donnees)
    return max(jours[code] for code in codes)
