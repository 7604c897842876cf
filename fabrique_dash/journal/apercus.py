"""A proposal as the dashboard would be with it: a package that is checked and read, not published.

All that is shown of data is in memory once it is read: the folder of a candidate goes as soon as
it was checked, or read, and only a few of them are kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.contenus import Tete, tete_de
from fabrique_dash.journal.dossiers import essai, nom_du_dossier, publiee
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.publication import Candidat, Verificateur, aujourd_hui, candidat

VIVANTS = 3  # previews in memory: each holds what its pages compute
_CONTROLES = 64  # candidates of which what was found is remembered
_Cle = tuple[str, Tete, date]  # a proposal never changes: what it gives depends on these alone


@dataclass(frozen=True)
class Controle:
    """What is known of a candidate.

    Attributes:
        change: whether it changes something.
        conflits: the cells that somebody else has changed since.
        problemes: what is wrong with its package.
    """

    change: bool
    conflits: tuple[Conflit, ...]
    problemes: tuple[Probleme, ...]

    @property
    def sain(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not (self.conflits or self.problemes)


class Apercus:
    """The candidates that were checked, and those that somebody looked at last.

    Safe between threads: whoever asks for one waits for the one that is being made.
    """

    def __init__(self, vivants: int = VIVANTS) -> None:
        """Prepare.

        Args:
            vivants: previews kept in memory; the least recently asked for leave.
        """
        self._plafond = vivants
        self._verrou = threading.RLock()
        self._controles: OrderedDict[_Cle, Controle] = OrderedDict()
        self._vivants: OrderedDict[_Cle, Donnees] = OrderedDict()

    def controler(self, journal: Journal, proposition: str, verifier: Verificateur) -> Controle:
        """Say what a proposal would give; its package is checked once.

        Args:
            journal: the journal.
            proposition: an open proposal.
            verifier: checks a package (`service.verifier`).
        """
        with self._verrou:
            cle = _cle(journal, proposition)
            if cle not in self._controles:
                with essai(journal) as dossier:
                    fait = candidat(journal, proposition, dossier)
                    cle = _cle_de(journal, proposition, fait)
                    problemes = tuple(verifier(dossier)) if fait.effets else ()
                self._controles[cle] = Controle(bool(fait.effets), fait.conflits, problemes)
                if len(self._controles) > _CONTROLES:
                    self._controles.popitem(last=False)
            return self._controles[cle]

    def donnees(self, journal: Journal, proposition: str, verifier: Verificateur) -> Donnees | None:
        """Return the data as they would be with a proposal; None when they can't be shown.

        Args:
            journal: the journal.
            proposition: an open proposal.
            verifier: checks a package (`service.verifier`).
        """
        with self._verrou:
            controle = self.controler(journal, proposition, verifier)
            if not (controle.sain and controle.change):
                return None
            cle = _cle(journal, proposition)
            if cle in self._vivants:
                self._vivants.move_to_end(cle)
                return self._vivants[cle]
            with essai(journal) as dossier:
                cle = _cle_de(journal, proposition, candidat(journal, proposition, dossier))
                if cle not in self._controles:  # somebody has just published: all over again
                    return self.donnees(journal, proposition, verifier)
                return self._garder(journal, cle, dossier)

    def _garder(self, journal: Journal, cle: _Cle, dossier: Path) -> Donnees:
        proposition, tete, _ = cle
        suivie = publiee(journal, Path(nom_du_dossier(tete)))
        lues = replace(depot().a_part(dossier), publiee=suivie, apercu=proposition)
        self._vivants[cle] = lues
        while len(self._vivants) > self._plafond:
            self._vivants.popitem(last=False)[1].oublier()
        return lues


def _cle(journal: Journal, proposition: str) -> _Cle:
    with journal.lire() as cx:
        return proposition, tete_de(cx), aujourd_hui(journal)


def _cle_de(journal: Journal, proposition: str, fait: Candidat) -> _Cle:
    return proposition, fait.tete, aujourd_hui(journal)


APERCUS = Apercus()
