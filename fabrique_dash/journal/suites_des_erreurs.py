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
    ecrire_tour_a_tour,
    lire_les_erreurs,
)
from fabrique_dash.journal.habilitations import droits
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.journal.tables import ERREUR_SIGNALEE

_RESERVE = "Seul un relecteur peut donner suite à un signalement."
_PLUS_A_LIRE = "Ce signalement n’attend plus\u00a0: quelqu’un d’autre s’en est occupé."
_PRIS = (
    "Quelqu’un d’autre vient d’en commencer une proposition\u00a0: la page le montre à présent. "
    "Recommencez s’il le faut."
)
_AUCUN = "Choisissez au moins un signalement."


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
    with ecrire_tour_a_tour(journal):
        pass


def exiger_qu_elle_attende(journal: Journal, par: str, vue: Erreur, brouillon: str | None) -> None:
    """Raise as `prendre` would, before anything is written in a draft.

    Args:
        journal: the journal.
        par: who takes it.
        vue: the report, as it was seen.
        brouillon: the draft; None if it is not opened yet.

    Raises:
        DroitRefuse: the account reviews nothing.
        PropositionImpossible: the report no longer waits, or somebody else has just taken it.
    """
    with journal.lire() as cx:
        _exiger_de_relire(cx, par)
        _qui_attendent(cx, [vue], brouillon)


def prendre(journal: Journal, par: str, vue: Erreur, brouillon: str) -> None:
    """Note the draft in which a report is written; it waits again if the draft is thrown away.

    Args:
        journal: the journal.
        par: who takes it.
        vue: the report, as it was seen.
        brouillon: the draft.

    Raises:
        DroitRefuse: the account reviews nothing.
        PropositionImpossible: the report no longer waits, or somebody else has just taken it.
    """
    _donner_suite(journal, par, [vue], brouillon=brouillon)


def classer(journal: Journal, par: str, vues: Sequence[Erreur], motif: str) -> int:
    """Close reports of which nothing comes, and say why to their senders; return how many.

    Those that have changed since they were seen stay as they are.

    Args:
        journal: the journal.
        par: who closes them.
        vues: the reports, as they were seen.
        motif: why nothing comes of them.

    Raises:
        DroitRefuse: the account reviews nothing.
        PropositionImpossible: none of them waits as it did, or the reason is missing.
    """
    if not vues:
        raise PropositionImpossible(_AUCUN)
    dit = saisie(motif)
    if not dit:
        raise PropositionImpossible("Dites pourquoi, en quelques mots\u00a0: l’auteur le lira.")
    if faute := faute_de_courriel(dit):
        raise PropositionImpossible(faute)
    le = journal.maintenant()
    return _donner_suite(journal, par, vues, motif=dit, ferme_le=le, brouillon=None)


def _donner_suite(journal: Journal, par: str, vues: Sequence[Erreur], **valeurs: str | None) -> int:
    with ecrire_tour_a_tour(journal) as cx:
        _exiger_de_relire(cx, par)
        attendent = _qui_attendent(cx, vues, valeurs["brouillon"])
        siennes = ERREUR_SIGNALEE.c.id.in_(attendent)
        cx.execute(update(ERREUR_SIGNALEE).where(siennes).values(valeurs))
    return len(attendent)


def _qui_attendent(cx: Connection, vues: Sequence[Erreur], brouillon: str | None) -> list[str]:
    """Return those that nobody has taken since they were seen; raise if there is none."""
    pris = {vue.id: {vue.brouillon, brouillon, None} for vue in vues}
    lues = lire_les_erreurs(cx, ERREUR_SIGNALEE.c.id.in_(list(pris)))
    attendent = [lue for lue in lues if lue.etat in A_LIRE]
    if not attendent:
        raise PropositionImpossible(_PLUS_A_LIRE)
    libres = [lue.id for lue in attendent if lue.brouillon in pris[lue.id]]
    if not libres:
        raise PropositionImpossible(_PRIS)
    return libres


def _exiger_de_relire(cx: Connection, compte: str) -> None:
    if not peut_relire(droits(cx, compte)):
        raise DroitRefuse(_RESERVE)


def erreurs_du_brouillon(journal: Journal, brouillon: str) -> list[Erreur]:
    """Return the reports that a draft writes, the oldest first."""
    with journal.lire() as cx:
        return lire_les_erreurs(cx, ERREUR_SIGNALEE.c.brouillon == brouillon)
