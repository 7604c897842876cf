"""What the team does of the reports that it received: look, take up, leave without a follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.journal.cases import saisie
from fabrique_dash.journal.droits import DroitRefuse, peut_relire
from fabrique_dash.journal.erreurs_signalees import (
    A_LIRE,
    Erreur,
    Etat,
    entretenir,
    lire_les_erreurs,
)
from fabrique_dash.journal.habilitations import droits
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.tables import ERREUR_SIGNALEE

_RESERVE = "Seul un relecteur peut donner suite à un signalement."
_PLUS_A_LIRE = "Ce signalement n’attend plus\u00a0: quelqu’un d’autre s’en est occupé."


@dataclass(frozen=True)
class Recues:
    """The reports that are kept.

    Attributes:
        a_lire: those that wait for somebody, the oldest first.
        en_relecture: how many were made a proposal that waits for a review.
        closes: how many are closed, and not erased yet.
    """

    a_lire: Sequence[Erreur]
    en_relecture: int
    closes: int


def erreurs_recues(journal: Journal, par: str) -> Recues:
    """Return what waits for somebody.

    Raises:
        DroitRefuse: the account reviews nothing.
    """
    with journal.lire() as cx:
        _exiger_de_relire(cx, par)
        ouvertes = lire_les_erreurs(cx, ERREUR_SIGNALEE.c.ferme_le.is_(None))
        closes = select(func.count()).where(ERREUR_SIGNALEE.c.ferme_le.is_not(None))
        nombre = int(cx.execute(closes).scalar_one())
    a_lire = [erreur for erreur in ouvertes if erreur.etat in A_LIRE]
    en_relecture = sum(erreur.etat is Etat.PROPOSEE for erreur in ouvertes)
    return Recues(a_lire, en_relecture, nombre + len(ouvertes) - len(a_lire) - en_relecture)


def entretenir_le_journal(journal: Journal) -> None:
    """Close what is over, and erase what was kept long enough, with nothing else to write."""
    with journal.ecrire() as cx:
        entretenir(cx, journal)


def prendre(journal: Journal, par: str, erreur: str, brouillon: str) -> None:
    """Note the draft in which a report is written; it waits again if the draft is thrown away.

    Raises:
        DroitRefuse: the account reviews nothing.
        PropositionImpossible: the report no longer waits.
    """
    _donner_suite(journal, par, erreur, brouillon=brouillon)


def classer(journal: Journal, par: str, erreur: str, motif: str) -> None:
    """Close a report of which nothing comes, and say why to its sender.

    Raises:
        DroitRefuse: the account reviews nothing.
        PropositionImpossible: the report no longer waits, or the reason is missing.
    """
    dit = saisie(motif)
    if not dit:
        raise PropositionImpossible("Dites pourquoi, en quelques mots\u00a0: l’auteur le lira.")
    if faute := faute_de_courriel(dit):
        raise PropositionImpossible(faute)
    le = journal.maintenant()
    _donner_suite(journal, par, erreur, motif=dit, ferme_le=le, brouillon=None)


def _donner_suite(journal: Journal, par: str, erreur: str, **valeurs: str | None) -> None:
    sienne = ERREUR_SIGNALEE.c.id == erreur
    with journal.ecrire() as cx:
        _exiger_de_relire(cx, par)
        entretenir(cx, journal)
        if not any(lue.etat in A_LIRE for lue in lire_les_erreurs(cx, sienne)):
            raise PropositionImpossible(_PLUS_A_LIRE)
        cx.execute(update(ERREUR_SIGNALEE).where(sienne).values(valeurs))


def _exiger_de_relire(cx: Connection, compte: str) -> None:
    if not peut_relire(droits(cx, compte)):
        raise DroitRefuse(_RESERVE)


def erreur_du_brouillon(journal: Journal, brouillon: str) -> Erreur | None:
    """Return the report that a draft writes, the oldest of several; None if it writes none."""
    with journal.lire() as cx:
        lues = lire_les_erreurs(cx, ERREUR_SIGNALEE.c.brouillon == brouillon)
        return lues[0] if lues else None
