"""Drafts: what somebody is writing, kept before the page says that it is."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from fabrique_dash.journal.cases import Changement, changement_de, lu
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible, Texte, proposer
from fabrique_dash.journal.tables import BROUILLON, CASE_DE_BROUILLON, COMPTE

_DEUX_FOIS = "Deux de ces brouillons changent la même case\u00a0: proposez-les l’un après l’autre."
_ABSENT = "Ce brouillon n’existe plus."


@dataclass(frozen=True)
class Brouillon:
    """A draft.

    Attributes:
        id: its code.
        porte: which form it comes from.
        contenu: the form's own fields.
        ouvert_le: since when.
        modifie_le: when something was last written in it.
    """

    id: str
    porte: str
    contenu: Mapping[str, Any]
    ouvert_le: str
    modifie_le: str


@dataclass(frozen=True)
class Presence:
    """Somebody who is changing a row: its name if it agreed to be named, and since when."""

    nom: str | None
    depuis: str
    modifie_le: str


def ouvrir_un_brouillon(journal: Journal, compte: str, porte: str) -> str:
    """Open a draft of an account and return its code."""
    identifiant, le = secrets.token_hex(8), journal.maintenant()
    with journal.ecrire() as cx:
        cx.execute(
            insert(BROUILLON).values(
                id=identifiant,
                compte=compte,
                porte=porte,
                contenu="{}",
                ouvert_le=le,
                modifie_le=le,
            )
        )
    return identifiant


def _toucher(cx: Connection, journal: Journal, compte: str, brouillon: str, **valeurs: str) -> None:
    sien = (BROUILLON.c.id == brouillon) & (BROUILLON.c.compte == compte)
    touche = cx.execute(
        update(BROUILLON).where(sien).values(modifie_le=journal.maintenant(), **valeurs)
    )
    if touche.rowcount != 1:
        raise PropositionImpossible(_ABSENT)


def noter_le_contenu(
    journal: Journal, compte: str, brouillon: str, contenu: Mapping[str, Any]
) -> None:
    """Keep the fields of a form, as JSON; on the disk when this returns.

    Raises:
        PropositionImpossible: the account has no such draft.
        JournalIndisponible: it could not be kept.
    """
    ecrit = json.dumps(dict(contenu), ensure_ascii=True)
    with journal.ecrire() as cx:
        _toucher(cx, journal, compte, brouillon, contenu=ecrit)


def ecrire_les_cases(
    journal: Journal, compte: str, brouillon: str, changements: Sequence[Changement]
) -> None:
    """Keep changes of cells in a draft, each in the place of an earlier one of the same cell.

    What was typed is read as the package reads it. A change that gives back the value that it
    started from leaves the draft. On the disk when this returns.

    Raises:
        PropositionImpossible: the account has no such draft.
        JournalIndisponible: it could not be kept.
    """
    with journal.ecrire() as cx:
        _toucher(cx, journal, compte, brouillon)
        du_brouillon = CASE_DE_BROUILLON.c.brouillon == brouillon
        rang = cx.execute(
            select(func.coalesce(func.max(CASE_DE_BROUILLON.c.rang), 0)).where(du_brouillon)
        ).scalar_one()
        for suivant, changement in enumerate(map(lu, changements), rang + 1):
            _oter(cx, brouillon, changement)
            if changement.avant != changement.apres:
                colonnes = changement.colonnes()
                cx.execute(
                    insert(CASE_DE_BROUILLON).values(brouillon=brouillon, rang=suivant, **colonnes)
                )


def _oter(cx: Connection, brouillon: str, changement: Changement) -> None:
    cases = CASE_DE_BROUILLON.c
    cx.execute(
        delete(CASE_DE_BROUILLON).where(
            cases.brouillon == brouillon,
            cases.nom_table == changement.nom_table,
            cases.cle == changement.cle,
            cases.colonne == changement.colonne,
        )
    )


def oter_la_rangee(journal: Journal, compte: str, brouillon: str, table: str, cle: str) -> None:
    """Take away from a draft all that it changes in a row."""
    cases = CASE_DE_BROUILLON.c
    with journal.ecrire() as cx:
        _toucher(cx, journal, compte, brouillon)
        cx.execute(
            delete(CASE_DE_BROUILLON).where(
                cases.brouillon == brouillon, cases.nom_table == table, cases.cle == cle
            )
        )


def brouillons(journal: Journal, compte: str) -> list[Brouillon]:
    """List the drafts of an account, the latest first."""
    demande = select(BROUILLON).where(BROUILLON.c.compte == compte)
    with journal.lire() as cx:
        lus = cx.execute(demande.order_by(BROUILLON.c.modifie_le.desc(), BROUILLON.c.id))
        return [
            Brouillon(b.id, b.porte, json.loads(b.contenu), b.ouvert_le, b.modifie_le) for b in lus
        ]


def cases_du_brouillon(journal: Journal, compte: str, brouillon: str) -> list[Changement]:
    """Return the changes that a draft holds, those of one row together."""
    cases = CASE_DE_BROUILLON.c
    premier = func.min(cases.rang).over(partition_by=(cases.nom_table, cases.cle, cases.operation))
    demande = (
        select(CASE_DE_BROUILLON)
        .join(BROUILLON, BROUILLON.c.id == cases.brouillon)
        .where(cases.brouillon == brouillon, BROUILLON.c.compte == compte)
        .order_by(premier, cases.rang)
    )
    with journal.lire() as cx:
        return [changement_de(ligne) for ligne in cx.execute(demande)]


def qui_modifie(journal: Journal, table: str, cle: str, sauf: str) -> list[Presence]:
    """Tell who else has a row in a draft, the latest to write first.

    Args:
        journal: the journal.
        table: the table.
        cle: the row.
        sauf: the account that asks.
    """
    cases = CASE_DE_BROUILLON.c
    presents = select(cases.brouillon).where(cases.nom_table == table, cases.cle == cle)
    demande = (
        select(COMPTE.c.nom, COMPTE.c.nomme, BROUILLON.c.ouvert_le, BROUILLON.c.modifie_le)
        .join(COMPTE, COMPTE.c.id == BROUILLON.c.compte)
        .where(BROUILLON.c.id.in_(presents), BROUILLON.c.compte != sauf)
        .order_by(BROUILLON.c.modifie_le.desc(), BROUILLON.c.id)
    )
    with journal.lire() as cx:
        return [
            Presence(p.nom if p.nomme else None, p.ouvert_le, p.modifie_le)
            for p in cx.execute(demande)
        ]


def jeter_le_brouillon(journal: Journal, compte: str, brouillon: str) -> None:
    """Throw a draft away."""
    sien = (BROUILLON.c.id == brouillon) & (BROUILLON.c.compte == compte)
    with journal.ecrire() as cx:
        cx.execute(delete(BROUILLON).where(sien))


def proposer_les_brouillons(
    journal: Journal, compte: str, ensemble: Sequence[str], texte: Texte
) -> str:
    """Make one proposal of drafts, which then go away; return the proposal's code.

    A draft that could not be thrown away, if all was cut in between, is one that can be again.

    Args:
        journal: the journal.
        compte: whose drafts they are.
        ensemble: the drafts, in the order in which their changes are made.
        texte: what the proposal says of itself.

    Raises:
        DroitRefuse: the account may not write one of these rows; the drafts stay.
        PropositionImpossible: it says or changes nothing, or changes a cell twice; they stay.
        JournalIndisponible: the journal can't be written; they stay.
    """
    cases = [c for b in ensemble for c in cases_du_brouillon(journal, compte, b)]
    if len({(c.rangee, c.colonne) for c in cases}) < len(cases):
        raise PropositionImpossible(_DEUX_FOIS)
    proposition = proposer(journal, compte, texte, cases)
    for brouillon in ensemble:
        jeter_le_brouillon(journal, compte, brouillon)
    return proposition
