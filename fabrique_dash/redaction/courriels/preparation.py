"""What is to be told, put in the outbox: once to each account, whatever is run at the same time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.journal.abonnements import (
    CONFIRMATION,
    DUREE_D_UNE_CONFIRMATION,
    Abonne,
    a_confirmer,
    abonnes,
)
from fabrique_dash.journal.courriels import deja_dites, deposer, deposer_la_confirmation
from fabrique_dash.journal.historique import Filtre, publications
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.nouvelles import recents, touches
from fabrique_dash.journal.propositions_lues import OUVERTES, changements, propositions
from fabrique_dash.redaction.courriels.avis import Passe, en_parties, nouvelles, sujet_des
from fabrique_dash.redaction.courriels.gabarit import demander_de_confirmer, ecrire
from fabrique_dash.redaction.courriels.resume import (
    Semaine,
    attend_son_resume,
    resume,
    semaine,
)

MEMOIRE = timedelta(days=30)  # what is older was never told, and is no news any more
_AVIS, _RESUME = "avis", "résumé"
_SUJET_DU_RESUME = "La semaine, et ce qui vous attend"
_PUBLICATIONS = 1000


def preparer(journal: Journal, racine: str, lire: Callable[[], Donnees | None]) -> int:
    """Write what is to be told, and put it in the outbox; return how many messages were.

    Args:
        journal: the journal.
        racine: where the dashboard is served, without a final slash.
        lire: gives what is published; called only if a message of the week is to be written.
    """
    deposes = sum(_confirmation(journal, racine, abonne) for abonne in a_confirmer(journal))
    interesses = abonnes(journal)
    if not interesses:
        return deposes
    passe, cette_semaine = _passe(journal, racine), semaine(journal.horloge())
    une_fois = cache(lire)
    for abonne in interesses:
        deja = deja_dites(journal, abonne.compte)
        deposes += _avis(journal, passe, abonne, deja)
        if cette_semaine.cle not in deja and attend_son_resume(abonne, cette_semaine):
            deposes += _resume(journal, passe, une_fois(), abonne, cette_semaine)
    return deposes


def _passe(journal: Journal, racine: str) -> Passe:
    depuis = ecrire_l_instant(journal.horloge() - MEMOIRE)
    publiees = publications(journal, Filtre(depuis=depuis), _PUBLICATIONS)
    return Passe(
        racine,
        recents(journal, depuis),
        [p for p in publiees[::-1] if p.n > 1],  # the first one is what the journal began with
        cache(lambda n: touches(journal, n)),
        cache(lambda proposition: changements(journal, proposition)),
    )


def _confirmation(journal: Journal, racine: str, abonne: Abonne) -> bool:
    jours = compte(DUREE_D_UNE_CONFIRMATION.days, "jour")
    ecrit, jeton = demander_de_confirmer(racine, CONFIRMATION, jours)
    return deposer_la_confirmation(journal, abonne, jeton, ecrit)


def _avis(journal: Journal, passe: Passe, abonne: Abonne, deja: set[str]) -> bool:
    dites = [n for n in nouvelles(passe, abonne) if n.cle not in deja]
    if not dites:
        return False
    ecrit = ecrire(passe.racine, _AVIS, sujet_des(dites), en_parties(dites))
    return deposer(journal, abonne.compte, [n.cle for n in dites], ecrit)


def _resume(
    journal: Journal, passe: Passe, donnees: Donnees | None, abonne: Abonne, celle_ci: Semaine
) -> bool:
    """Put the week's message in the outbox; without anything to say, note that it was looked at."""
    parties = resume(passe, donnees, abonne, propositions(journal, *OUVERTES), celle_ci)
    ecrit = ecrire(passe.racine, _RESUME, _SUJET_DU_RESUME, parties) if parties else None
    return deposer(journal, abonne.compte, [celle_ci.cle], ecrit) and ecrit is not None
