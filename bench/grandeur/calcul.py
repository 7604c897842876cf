"""From what was measured to 100,000 readers a day: arithmetic, its assumptions in one place."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

LECTEURS = 100_000  # a day


@dataclass(frozen=True)
class Hypotheses:
    """What a reader is supposed to do; nothing of it is measured.

    Attributes:
        vues: pages or settings that a visit looks at, after the first.
        demandes: answers of the stable addresses and pages that a visit takes, no cache before.
        duree: seconds that a visit lasts.
        heures: hours of a day in which readers come.
        pointe: how many times more than on average come at the worst moment.
        charge: share of a processor that a process may use then, so that nobody waits.
    """

    vues: int = 8
    demandes: int = 12
    duree: float = 300.0
    heures: float = 10.0
    pointe: float = 4.0
    charge: float = 0.6


@dataclass(frozen=True)
class Couts:
    """What was measured, of one process.

    Attributes:
        ouverture: processor seconds of a session's first run.
        passage: processor seconds of each other run.
        demande: processor seconds of a request.
        memoire: bytes of a process that has no session, its workshop included.
        memoire_d_une_session: bytes that a session adds.
        octets_d_un_passage: bytes sent for a run.
    """

    ouverture: float
    passage: float
    demande: float
    memoire: float
    memoire_d_une_session: float
    octets_d_un_passage: float


@dataclass(frozen=True)
class Grandeur:
    """What so many readers a day ask for.

    Attributes:
        par_lecteur: processor seconds of a visit.
        arrivees: visits that begin each second, at the worst moment.
        ensemble: sessions open at once then.
        par_processus: readers a day that one process can serve.
        processus: processes that it takes.
        memoire: bytes that they take together.
        debit: bytes sent each second, at the worst moment, for the runs.
    """

    par_lecteur: float
    arrivees: float
    ensemble: float
    par_processus: float
    processus: int
    memoire: float
    debit: float


def extrapoler(couts: Couts, si: Hypotheses, lecteurs: int = LECTEURS) -> Grandeur:
    """Compute what so many readers a day take.

    Args:
        couts: what was measured.
        si: what a reader is supposed to do.
        lecteurs: readers a day.
    """
    par_lecteur = couts.ouverture + si.vues * couts.passage + si.demandes * couts.demande
    moyenne = lecteurs / (si.heures * 3600)
    arrivees = moyenne * si.pointe
    ensemble = arrivees * si.duree
    par_processus = si.charge / par_lecteur * si.heures * 3600 / si.pointe
    processus = ceil(lecteurs / par_processus)
    memoire = processus * couts.memoire + ensemble * couts.memoire_d_une_session
    debit = arrivees * (1 + si.vues) * couts.octets_d_un_passage
    return Grandeur(par_lecteur, arrivees, ensemble, par_processus, processus, memoire, debit)


def processus_permis(connexions: int, par_processus: int, gardees: int) -> int:
    """Return how many processes a database's connections allow.

    Args:
        connexions: those that it accepts.
        par_processus: those that a process may open.
        gardees: those that it keeps for itself and for commands.
    """
    return max(0, (connexions - gardees) // par_processus)
