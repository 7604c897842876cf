"""What somebody does to the journal from a page: done whole, with rights read then, and told."""

from __future__ import annotations

from collections.abc import Callable

from fabrique_dash.interface.annonces import annonce
from fabrique_dash.interface.identite import Redacteur, SansSession, redacteur
from fabrique_dash.journal.droits import DroitRefuse
from fabrique_dash.journal.moteur import JournalIndisponible
from fabrique_dash.journal.propositions import PropositionImpossible

_ATTENDUES = (SansSession, DroitRefuse, JournalIndisponible, PropositionImpossible)


def agir(acte: Callable[[Redacteur], str]) -> bool:
    """Do a writing as whoever is signed in at this instant, and note what came of it.

    Args:
        acte: the writing; it asks nothing of Streamlit, and returns what to say of it.

    Returns:
        Whether it was done.
    """
    dits = annonce()
    try:
        dits.update(fait=True, dit=acte(redacteur()))
    except _ATTENDUES as erreur:
        dits.update(fait=False, dit=str(erreur))
    return bool(dits["fait"])
