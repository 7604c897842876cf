"""What somebody does to the journal from a page: done whole, with rights read then, and told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy.exc import IntegrityError

from fabrique_dash.interface.annonces import annonce
from fabrique_dash.interface.filtres.controles import sans_markdown
from fabrique_dash.interface.identite import Redacteur, SansSession, redacteur
from fabrique_dash.journal.abonnements import AdresseRefusee
from fabrique_dash.journal.droits import DroitRefuse
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, sur_le_disque
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.publication import Issue
from fabrique_dash.journal.tableau import TableIllisible
from fabrique_dash.redaction import dire

_ATTENDUES = (
    SansSession,
    AdresseRefusee,
    DroitRefuse,
    JournalIndisponible,
    PropositionImpossible,
    TableIllisible,
)
_DISPARU = (
    "Rien n’est enregistré\u00a0: ce dont il s’agit n’existe plus dans le journal. "
    "Rechargez la page."
)
_JOURNAL = logging.getLogger(__name__)


def agir(acte: Callable[[Redacteur], str]) -> bool:
    """Do a writing as whoever is signed in at this instant, and note what came of it.

    Args:
        acte: the writing; it asks nothing of Streamlit, and returns what to say of it.

    Returns:
        Whether it was done.
    """
    dits = annonce()
    try:
        with sur_le_disque():
            dits.update(fait=True, dit=acte(redacteur()))
    except _ATTENDUES as erreur:
        dits.update(fait=False, dit=str(erreur))
    except (LookupError, IntegrityError):  # an account, a draft that somebody has just erased
        _JOURNAL.warning("Écriture impossible", exc_info=True)
        dits.update(fait=False, dit=_DISPARU)
    return bool(dits["fait"])


def dit_de(journal: Journal, issue: Issue) -> str:
    """Return what to say of a publication that was asked for.

    Raises:
        PropositionImpossible: nothing was published; it says why.
    """
    dit = dire.issue(journal, issue)
    if not issue.faite:
        raise PropositionImpossible(dit)
    return dit


@contextmanager
def journal_ou_message() -> Iterator[None]:
    """Say on the page why the journal can't be read; what follows is drawn all the same."""
    try:
        yield
    except (JournalIndisponible, TableIllisible) as erreur:
        _JOURNAL.warning("Journal illisible", exc_info=True)
        st.error(sans_markdown(str(erreur)))
