"""Proposals as the journal tells them: what each changes, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from fabrique_dash.journal.cases import Changement, Operation, changement_de
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.tables import CHANGEMENT, EVENEMENT, PROPOSITION


class Nature(StrEnum):
    """Where a proposal comes from."""

    SAISIE = "saisie"
    ANNULATION = "annulation"
    RETABLISSEMENT = "rétablissement"
    IMPORT = "import"


class Quoi(StrEnum):
    """What happens to a proposal; the last one is its state."""

    PROPOSEE = "proposée"
    QUESTIONNEE = "questionnée"
    REPONDUE = "répondue"
    REFUSEE = "refusée"
    RETIREE = "retirée"
    REMPLACEE = "remplacée"
    PUBLIEE = "publiée"
    SANS_EFFET = "sans effet"  # all was so already


OUVERTES = frozenset({Quoi.PROPOSEE, Quoi.QUESTIONNEE, Quoi.REPONDUE})


@dataclass(frozen=True)
class Evenement:
    """What happened to a proposal, by whom (an account's code), when, with which words."""

    quoi: Quoi
    par: str
    le: str
    commentaire: str


@dataclass(frozen=True)
class Proposition:
    """A proposal.

    Attributes:
        id: its code.
        nature: where it comes from.
        par: the account that made it.
        le: when.
        base: the publication that it was made from.
        titre: in a few words.
        motif: why.
        etat: its last event.
        remplace: the proposal that it takes up again, if any.
    """

    id: str
    nature: Nature
    par: str
    le: str
    base: int
    titre: str
    motif: str
    etat: Quoi
    remplace: str | None


def etat_de(cx: Connection, proposition: str) -> Quoi:
    """Return the state of a proposal."""
    return dernier_evenement(cx, proposition).quoi


def dernier_evenement(cx: Connection, proposition: str) -> Evenement:
    """Return the last event of a proposal."""
    demande = select(EVENEMENT).where(EVENEMENT.c.proposition == proposition)
    dernier = cx.execute(demande.order_by(EVENEMENT.c.id.desc()).limit(1)).one()
    return _evenement(dernier)


def _evenement(ligne: Any) -> Evenement:
    return Evenement(Quoi(ligne.quoi), ligne.par, ligne.le, ligne.commentaire)


def changements_de(cx: Connection, proposition: str) -> list[Changement]:
    """Return the changes of a proposal, in their order."""
    demande = select(CHANGEMENT).where(CHANGEMENT.c.proposition == proposition)
    return [changement_de(ligne) for ligne in cx.execute(demande.order_by(CHANGEMENT.c.rang))]


def changements(journal: Journal, proposition: str) -> list[Changement]:
    """Return the changes of a proposal, in their order."""
    with journal.lire() as cx:
        return changements_de(cx, proposition)


def evenements(journal: Journal, proposition: str) -> list[Evenement]:
    """Return what happened to a proposal, the first event first."""
    demande = select(EVENEMENT).where(EVENEMENT.c.proposition == proposition)
    with journal.lire() as cx:
        lus = cx.execute(demande.order_by(EVENEMENT.c.id))
        return [_evenement(e) for e in lus]


_DERNIER = (
    select(EVENEMENT.c.proposition, func.max(EVENEMENT.c.id).label("id"))
    .group_by(EVENEMENT.c.proposition)
    .subquery()
)


def propositions(
    journal: Journal, *etats: Quoi, par: str | None = None, identifiant: str | None = None
) -> list[Proposition]:
    """List proposals, the latest first.

    Args:
        journal: the journal.
        etats: the states to keep; none for all of them.
        par: only those of this account.
        identifiant: only this one.
    """
    demande = (
        select(PROPOSITION, EVENEMENT.c.quoi)
        .join(_DERNIER, _DERNIER.c.proposition == PROPOSITION.c.id)
        .join(EVENEMENT, EVENEMENT.c.id == _DERNIER.c.id)
        .order_by(_DERNIER.c.id.desc())
    )
    if etats:
        demande = demande.where(EVENEMENT.c.quoi.in_([e.value for e in etats]))
    if par is not None:
        demande = demande.where(PROPOSITION.c.par == par)
    if identifiant is not None:
        demande = demande.where(PROPOSITION.c.id == identifiant)
    with journal.lire() as cx:
        return [
            Proposition(
                p.id,
                Nature(p.nature),
                p.par,
                p.le,
                p.base,
                p.titre,
                p.motif,
                Quoi(p.quoi),
                p.remplace,
            )
            for p in cx.execute(demande)
        ]


def cles_ajoutees(journal: Journal, table: str) -> set[str]:
    """Return the keys of the rows that open proposals add to a table."""
    ouvertes = (
        select(EVENEMENT.c.proposition)
        .join(_DERNIER, _DERNIER.c.id == EVENEMENT.c.id)
        .where(EVENEMENT.c.quoi.in_([quoi.value for quoi in OUVERTES]))
    )
    demande = select(CHANGEMENT.c.cle).where(
        CHANGEMENT.c.nom_table == table,
        CHANGEMENT.c.operation == Operation.AJOUTER.value,
        CHANGEMENT.c.proposition.in_(ouvertes),
    )
    with journal.lire() as cx:
        return set(cx.execute(demande).scalars())
