"""The doors: what somebody has to say, in their words, and what each asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.publication.site.tenue_a_jour import PORTES, RENDEZ_VOUS, TOUTE_TABLE
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

REALISE = "réalisé"
EVENEMENTS = "evenements"


@dataclass(frozen=True)
class Porte:
    """A door.

    Attributes:
        cle: its name in an address.
        libelle: what it says.
        table: the table that it writes; empty where it is to be chosen.
        colonnes: the columns that it asks for, in order; none for all of them.
        poses: what it writes by itself, or empties so that it is asked for.
        garde_la_source: whether the source of before becomes one of the others.
    """

    cle: str
    libelle: str
    table: str = ""
    colonnes: tuple[str, ...] = ()
    poses: Mapping[str, str] = field(default_factory=dict)
    garde_la_source: bool = False


_TOUTES = {
    RENDEZ_VOUS: Porte(
        RENDEZ_VOUS,
        PORTES[RENDEZ_VOUS],
        EVENEMENTS,
        ("source_id", "statut", "inference", "contenu", "note"),
        {"realisation": REALISE, "source_id": ""},
        garde_la_source=True,
    ),
    TOUTE_TABLE: Porte(TOUTE_TABLE, PORTES[TOUTE_TABLE]),
}


def porte(cle: str) -> Porte:
    """Return a door by its name.

    Raises:
        KeyError: there is none.
    """
    return _TOUTES[cle]


def rendez_vous_a_confirmer(publiees: RangeesPubliees, jour: date) -> dict[str, str]:
    """Return the events that are over and that no source says were held: title, by key.

    Args:
        publiees: the rows.
        jour: the day in France.
    """
    tableau = publiees.tableau(EVENEMENTS)
    if tableau is None:
        return {}
    return {
        cle: f"{e['titre']} ({e['libelle_date'] or e['debut'] or e['pas_apres']})"
        for cle, e in tableau
        if est_a_confirmer(e, jour)
    }


def est_a_confirmer(evenement: Mapping[str, str], jour: date) -> bool:
    """Tell whether an event is over, and no source says that it was held.

    Args:
        evenement: its row.
        jour: the day in France.
    """
    quand = evenement["fin"] or evenement["debut"] or evenement["pas_apres"]
    return evenement["realisation"] != REALISE and bool(quand) and dernier_jour(quand) <= jour
