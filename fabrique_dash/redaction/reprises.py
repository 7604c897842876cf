"""From a fact to the form of its row: which door, for whoever may write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.journal.droits import Habilitation, peut_ecrire
from fabrique_dash.publication.site.tenue_a_jour import NOM, RENDEZ_VOUS, TOUTE_TABLE
from fabrique_dash.redaction.ce_qui_se_dit import EVENEMENTS, TERRITOIRES, est_a_confirmer


def porte_de_la_rangee(
    donnees: Donnees,
    habilitations: Sequence[Habilitation],
    table: str,
    identifiant: str,
    jour: date,
) -> dict[str, str]:
    """Return the parameters that open the form of a row; none for who may not write it.

    What is still to be said of a row has its own door: a meeting to confirm, a name to give.

    Args:
        donnees: the data in which the row is read.
        habilitations: what the account was granted.
        table: its table.
        identifiant: its id.
        jour: the day in France.
    """
    decrite = donnees.descripteur.tables[table]
    rangee = _par_identifiant(donnees, table).get(identifiant) if decrite.editable else None
    if rangee is None or not peut_ecrire(habilitations, decrite, rangee, rangee):
        return {}
    if table == EVENEMENTS and est_a_confirmer(rangee, jour):
        return {"porte": RENDEZ_VOUS, "rangee": identifiant}
    if table == TERRITOIRES and not rangee["nom"]:
        return {"porte": NOM, "rangee": identifiant}
    return {"porte": TOUTE_TABLE, "table": table, "rangee": identifiant}


@par_donnees
def _par_identifiant(donnees: Donnees, table: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of a table, by id."""
    return MappingProxyType({ligne["id"]: ligne for ligne in rangees(donnees.table(table))})
