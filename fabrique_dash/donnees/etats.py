"""The one rule that says what an event is at a reference date, and how sure a row is.

Every page, figure and export asks this module, so that they can't disagree. Nothing is shown
that nobody could know at that date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import pandas as pd

from fabrique_dash.donnees.dates import connu_au, dernier_jour, premier_jour
from fabrique_dash.donnees.rangees import rangees


class Etat(StrEnum):
    """What an event is at the reference date."""

    TENU = "tenu"
    A_VENIR = "à venir"
    SANS_CONFIRMATION = "sans confirmation"
    SANS_DATE = "date non documentée"
    NON_MONTRE = "non montré"


class Statut(StrEnum):
    """How sure a row is, the surest first; the values are the texts of the data."""

    DOCUMENTE = "documenté"
    DEDUIT = "déduit"
    INDETERMINE = "indéterminé"
    NON_DOCUMENTE = "non documenté"


def le_plus_faible(statuts: Iterable[str]) -> Statut:
    """Return the weakest of several statuses; DOCUMENTE where there is none."""
    presents = set(statuts)
    return next((s for s in reversed(Statut) if s in presents), Statut.DOCUMENTE)


REALISE = "réalisé"
# What turned out later is not told at an earlier date: the columns that a view takes away.
MASQUEES = {"evenements": frozenset({"realisation"})}


def _etat_date(debut: str, fin: str, realisation: str, annonce_le: str, jour: date) -> Etat:
    termine = dernier_jour(fin or debut)
    if realisation == REALISE and termine <= jour:
        return Etat.TENU
    if termine < jour:
        return Etat.SANS_CONFIRMATION
    return Etat.A_VENIR if connu_au(annonce_le, jour) else Etat.NON_MONTRE


def _etat_sans_date(realisation: str, pas_avant: str, pas_apres: str, jour: date) -> Etat:
    if realisation == REALISE and connu_au(pas_apres, jour):
        return Etat.TENU
    if pas_avant and premier_jour(pas_avant) <= jour:
        return Etat.SANS_DATE
    return Etat.NON_MONTRE


def etat(
    *,
    debut: str,
    fin: str,
    realisation: str,
    annonce_le: str,
    pas_avant: str,
    pas_apres: str,
    jour: date,
) -> Etat:
    """Return the state of one event on `jour`.

    A reduced date counts as held, or passed, from the last day of its period. An undated event
    is held once the sources' upper bound has passed; between its two bounds nobody can say, and
    it is listed apart (SANS_DATE); before its lower bound it is not shown.

    Args:
        debut: reduced ISO date, or empty when the sources give none.
        fin: reduced ISO date of the end, or empty when it is the start.
        realisation: « réalisé », « annoncé » or « non documenté ».
        annonce_le: latest date by which a source had announced it, or empty.
        pas_avant: lower bound of an undated event, or empty.
        pas_apres: upper bound of an undated event, or empty.
        jour: the reference date.
    """
    if debut:
        return _etat_date(debut, fin, realisation, annonce_le, jour)
    return _etat_sans_date(realisation, pas_avant, pas_apres, jour)


_COLONNES = ["debut", "fin", "realisation", "annonce_le", "pas_avant", "pas_apres"]


def avec_etat(evenements: pd.DataFrame, jour: date) -> pd.DataFrame:
    """Add the column `etat` (values of Etat, as text) to a table of events.

    Args:
        evenements: rows of the table `evenements`, hidden ones included.
        jour: the reference date.

    Returns:
        The rows that may be shown on `jour`, with the columns of the table less
        `realisation`, plus `etat`.
    """
    champs = rangees(evenements[_COLONNES].fillna(""))
    etats = [etat(**c, jour=jour) for c in champs]
    complete = evenements.drop(columns=list(MASQUEES["evenements"])).assign(
        etat=pd.array([str(e) for e in etats], dtype="str")
    )
    return complete[complete["etat"] != Etat.NON_MONTRE.value].reset_index(drop=True)
