"""By which day each source had certainly appeared: what rests on it could not be known before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from fabrique_dash.donnees.dates import dernier_jour, premier_jour
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.rangees import rangees

_PAQUET = "paquet de données"


@par_donnees
def parutions(donnees: Donnees) -> MappingProxyType[str, date]:
    """Return the day by which each source had certainly appeared, by id.

    It is the last day of its publication date or, failing that, of its upper bound. A source with
    neither is dated by what the data draws from it, or from the lot that it belongs to: the
    latest `connu_le` of those rows, deductions left out. With nothing at all, it is the day on
    which the package was made. Data packages (codes, populations, outlines) are part of the
    frame, which is not dated: they never hold anything back.
    """
    dernier_recours = date.fromisoformat(donnees.descripteur.cree_le[:10])
    emplois = _derniers_emplois(donnees)
    return MappingProxyType(
        {
            str(s["id"]): _parution(s, emplois, dernier_recours)
            for s in rangees(donnees.table("sources"), Sources)
        }
    )


def _parution(s: Sources, emplois: dict[str, date], dernier_recours: date) -> date:
    if s["type"] == _PAQUET:
        return date.min
    borne = s["date_publication"] or s["pas_apres"]
    if borne:
        return dernier_jour(borne)
    return emplois.get(s["id"], emplois.get(s["partie_de"], dernier_recours))


def _derniers_emplois(donnees: Donnees) -> dict[str, date]:
    """Latest day on which a fact drawn from each source is said to have been known."""
    emplois: dict[str, date] = {}
    for nom, table in donnees.descripteur.tables.items():
        if {"connu_le", "source_id"} <= set(table.colonnes):
            lignes = donnees.table(nom)
            lignes = lignes[lignes["statut"] == Statut.DOCUMENTE]
            for source, connu in zip(lignes["source_id"], lignes["connu_le"], strict=True):
                if connu:
                    jour = dernier_jour(connu)
                    emplois[source] = max(jour, emplois.get(source, jour))
    return emplois


def toutes_parues(donnees: Donnees, codes: str, jour: date) -> bool:
    """Tell whether every source of a list had certainly appeared on a day.

    Args:
        donnees: the data in use.
        codes: ids of sources, separated by spaces; an empty list holds nothing back.
        jour: the reference date.
    """
    connues = parutions(donnees)
    return all(connues.get(code, date.max) <= jour for code in codes.split())


def peut_etre_parue(source: Sources, jour: date) -> bool:
    """Tell whether nothing says that a source appeared after a day.

    Args:
        source: a row of `sources`.
        jour: the reference date.
    """
    borne = source["date_publication"] or source["pas_avant"]
    return not borne or premier_jour(borne) <= jour


def paru_le(donnees: Donnees, codes: Iterable[str]) -> date:
    """Return the day on which all of these sources had appeared.

    Raises:
        KeyError: no source has one of these ids.
        ValueError: no id is given.
    """
    jours = parutions(donnees)
    return max(jours[code] for code in codes)
