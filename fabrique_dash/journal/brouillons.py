"""Drafts: what somebody is writing, kept before the page says that it is."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from fabrique_dash.journal.cases import Changement, changement_de, lu
from fabrique_dash.journal.erreurs_signalees import rattacher
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
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
class Autre:
    """A draft of somebody else: its name if it agreed to be named, and the draft."""

    nom: str | None
    brouillon: Brouillon


def ouvrir_un_brouillon(journal: Journal, compte: str, porte: str) -> str:
    """Open a draft of an account and return its code."""
    with journal.ecrire() as cx:
        return _ouvrir(cx, journal, compte, porte)


def _ouvrir(cx: Connection, journal: Journal, compte: str, porte: str) -> str:
    identifiant, le = secrets.token_hex(8), journal.maintenant()
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


def tenir_un_brouillon(
    journal: Journal,
    compte: str,
    porte: str,
    est_lui: Callable[[Brouillon], bool],
    recrire: Callable[[Brouillon | None], Mapping[str, Any]],
) -> str:
    """Write the fields of a draft again from what it holds, at once; return its code.

    Two windows of an account that type together wait for each other: neither loses a field, nor
    opens a second draft. On the disk when this returns.

    Args:
        journal: the journal.
        compte: whose draft it is.
        porte: which form it comes from, if it is to be opened.
        est_lui: tells the draft among those of the account; the latest of several is taken.
        recrire: returns the fields, from the draft, or from None if there is none yet.

    Raises:
        JournalIndisponible: it could not be kept.
    """
    with journal.ecrire() as cx:
        cx.execute(select(COMPTE.c.id).where(COMPTE.c.id == compte).with_for_update())
        sien = next((b for b in _brouillons(cx, compte) if est_lui(b)), None)
        identifiant = _ouvrir(cx, journal, compte, porte) if sien is None else sien.id
        _toucher(cx, journal, compte, identifiant, contenu=_ecrit(recrire(sien)))
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
    with journal.ecrire() as cx:
        _toucher(cx, journal, compte, brouillon, contenu=_ecrit(contenu))


def _ecrit(contenu: Mapping[str, Any]) -> str:
    return json.dumps(dict(contenu), ensure_ascii=True)


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
    with journal.lire() as cx:
        return _brouillons(cx, compte)


def _brouillons(cx: Connection, compte: str) -> list[Brouillon]:
    demande = select(BROUILLON).where(BROUILLON.c.compte == compte)
    lus = cx.execute(demande.order_by(BROUILLON.c.modifie_le.desc(), BROUILLON.c.id))
    return [_lu(ligne) for ligne in lus]


def _lu(ligne: Any) -> Brouillon:
    return Brouillon(
        ligne.id, ligne.porte, json.loads(ligne.contenu), ligne.ouvert_le, ligne.modifie_le
    )


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


def brouillons_des_autres(journal: Journal, sauf: str, recents: timedelta) -> list[Autre]:
    """List the drafts of the other accounts, the latest to be written first.

    Args:
        journal: the journal.
        sauf: the account that asks.
        recents: how long ago something was written in each of them, at most.
    """
    depuis = ecrire_l_instant(journal.horloge() - recents)
    demande = (
        select(BROUILLON, COMPTE.c.nom, COMPTE.c.nomme)
        .join(COMPTE, COMPTE.c.id == BROUILLON.c.compte)
        .where(BROUILLON.c.compte != sauf, BROUILLON.c.modifie_le >= depuis)
        .order_by(BROUILLON.c.modifie_le.desc(), BROUILLON.c.id)
    )
    with journal.lire() as cx:
        return [Autre(a.nom if a.nomme else None, _lu(a)) for a in cx.execute(demande)]


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
    rattacher(journal, ensemble, proposition)
    for brouillon in ensemble:
        jeter_le_brouillon(journal, compte, brouillon)
    return proposition
