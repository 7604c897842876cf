"""From a fact to the form of its row: which doors, for whoever may write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.journal.cases import ecrire_la_cle, jeton_de_la_cle
from fabrique_dash.journal.droits import Habilitation, peut_ecrire
from fabrique_dash.publication.site.tenue_a_jour import (
    ETAPE,
    NOM,
    RENDEZ_VOUS,
    TOUTE_TABLE,
    parametres_du_lieu,
)
from fabrique_dash.redaction.ce_qui_se_dit import EVENEMENTS, TERRITOIRES, est_a_confirmer
from fabrique_dash.redaction.portes import FRANCHIE


def portes_de_la_rangee(
    donnees: Donnees,
    habilitations: Sequence[Habilitation],
    table: str,
    identifiant: str,
    jour: date,
) -> list[dict[str, str]]:
    """Return the parameters that open each form of a row; none for who may not write it.

    What is still to be said of a row has its own door, which comes first: a meeting to confirm, a
    name to give. The row as a whole always has one.

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
        return []
    jeton = jeton_de_la_cle(ecrire_la_cle([identifiant]))
    entiere = parametres_du_lieu(TOUTE_TABLE, table, jeton)
    if table == EVENEMENTS and est_a_confirmer(rangee, jour):
        return [parametres_du_lieu(RENDEZ_VOUS, table, jeton), entiere]
    if table == TERRITOIRES and not rangee["nom"]:
        return [parametres_du_lieu(NOM, table, jeton), entiere]
    return [entiere]


def porte_du_manque(
    donnees: Donnees, habilitations: Sequence[Habilitation], table: str, sujet: Sequence[str]
) -> dict[str, str]:
    """Return the parameters that open the form of what no row says; none for who may not write it.

    Nor is there any for a step that a later source says crossed: the reader looks at an earlier
    date, and there is nothing left to say.

    Args:
        donnees: the data.
        habilitations: what the account was granted.
        table: the table that has no such row.
        sujet: what the row would be about: a territory, and a step if the table is of steps.
    """
    territoire, *etape = sujet
    neuve = {"territoire_id": territoire}
    if not peut_ecrire(habilitations, donnees.descripteur.tables[table], None, neuve):
        return {}
    if not etape:
        return parametres_du_lieu(TOUTE_TABLE, table)
    if tuple(sujet) in _franchies(donnees):
        return {}
    return parametres_du_lieu(ETAPE, table, jeton_de_la_cle(ecrire_la_cle(sujet)))


@par_donnees
def _par_identifiant(donnees: Donnees, table: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of a table, by id."""
    return MappingProxyType({ligne["id"]: ligne for ligne in rangees(donnees.table(table))})


@par_donnees
def _franchies(donnees: Donnees) -> frozenset[tuple[str, str]]:
    """Return the territories and steps that some source says crossed."""
    return frozenset(
        (a["territoire_id"], a["etape_id"])
        for a in rangees(donnees.table("avancement"))
        if a["etat"] == FRANCHIE
    )
