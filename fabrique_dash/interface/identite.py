"""Who is at the page: read from the journal once a run and at each write, never remembered."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st

from fabrique_dash.journal.comptes import Compte, compte_de_la_session
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.service import TEMOIN, journal_en_service

_PRESENT: ContextVar[Redacteur | JournalIndisponible | None] = ContextVar("present", default=None)


class SansSession(RuntimeError):
    """Nobody is signed in, or no longer; the message is in French."""


@dataclass(frozen=True)
class Redacteur:
    """Somebody who is signed in: the journal that knows the account, and its present rights.

    `jeton` is that of the session, which can't close itself by mistake.
    """

    journal: Journal
    compte: Compte
    jeton: str = field(repr=False)


def jeton_du_navigateur() -> str:
    """Return the token that the browser holds; empty if it holds none."""
    return st.context.cookies.get(TEMOIN, "")


def identite() -> Redacteur | None:
    """Return who is signed in; None without a journal, without a session, or once it is closed.

    Raises:
        JournalIndisponible: the journal can't be read.
    """
    journal, jeton = journal_en_service(), jeton_du_navigateur()
    if journal is None or not jeton:
        return None
    compte = compte_de_la_session(journal, jeton)
    return None if compte is None else Redacteur(journal, compte, jeton)


def noter_qui_est_la(qui: Redacteur | JournalIndisponible | None) -> None:
    """Keep who is at the page, or why nobody can tell, for the rest of this run."""
    _PRESENT.set(qui)


def qui_est_la() -> Redacteur | None:
    """Return who was at the page as its top was drawn; who writes is read again (`redacteur`).

    Raises:
        JournalIndisponible: the journal could not be read.
    """
    present = _PRESENT.get()
    if isinstance(present, JournalIndisponible):
        raise present
    return present


def redacteur() -> Redacteur:
    """Return who is signed in, to write.

    Raises:
        SansSession: nobody is.
        JournalIndisponible: the journal can't be read.
    """
    connu = identite()
    if connu is None:
        raise SansSession("Votre session est fermée\u00a0: rouvrez-la, puis recommencez.")
    return connu
