"""A proposal as the dashboard would be with it: a package that is checked and read, not published.

All that is shown of data is in memory once it is read: the folder of a candidate goes as soon as
it was checked, or read, and only a few of them are kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from weakref import WeakValueDictionary

from fabrique_dash.donnees.depot import Donnees, depot
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.fichiers import ouvrir
from fabrique_dash.donnees.problemes import Probleme, SansControle
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.contenus import Tete, tete_de
from fabrique_dash.journal.dossiers import essai, nom_du_dossier, publiee
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.moteur import Journal, sur_le_disque
from fabrique_dash.journal.publication import (
    Candidat,
    Verificateur,
    aujourd_hui,
    candidat,
    candidat_des_changements,
)
from fabrique_dash.journal.tableau import cles_des_rangees

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

    Safe between threads: whoever asks for a proposal waits for the one who is having it checked;
    nobody waits for another proposal.
    """

    def __init__(self, vivants: int = VIVANTS) -> None:
        """Prepare.

        Args:
            vivants: previews kept in memory; the least recently asked for leave.
        """
        self._plafond = vivants
        self._verrou = threading.Lock()  # of what follows, never held for long
        self._tours: WeakValueDictionary[str, threading.RLock] = WeakValueDictionary()
        self._controles: OrderedDict[_Cle, Controle] = OrderedDict()
        self._vivants: OrderedDict[_Cle, Donnees] = OrderedDict()

    def controler(self, journal: Journal, proposition: str, verifier: Verificateur) -> Controle:
        """Say what a proposal would give; its package is checked once.

        Args:
            journal: the journal.
            proposition: an open proposal.
            verifier: checks a package (`service.verifier`).

        Raises:
            JournalIndisponible: the journal can't be read, or the package can't be written.
        """
        with self._tour(proposition):
            connu = self._connu(_cle(journal, proposition))
            if connu is not None:
                return connu
            with sur_le_disque(), essai(journal) as dossier:
                fait = candidat(journal, proposition, dossier)
                problemes = tuple(verifier(dossier)) if fait.effets else ()
            controle = Controle(bool(fait.effets), fait.conflits, problemes)
            if not any(isinstance(p, SansControle) for p in problemes):  # else another try may do
                self._retenir(_cle_de(journal, proposition, fait), controle)
            return controle

    def _tour(self, proposition: str) -> threading.RLock:
        """Return what one holds while a proposal is looked at; it goes with who waits for it."""
        with self._verrou:
            return self._tours.setdefault(proposition, threading.RLock())

    def _connu(self, cle: _Cle) -> Controle | None:
        with self._verrou:
            return self._controles.get(cle)

    def _retenir(self, cle: _Cle, controle: Controle) -> None:
        with self._verrou:
            self._controles[cle] = controle
            if len(self._controles) > _CONTROLES:
                self._controles.popitem(last=False)

    def donnees(self, journal: Journal, proposition: str, verifier: Verificateur) -> Donnees | None:
        """Return the data as they would be with a proposal; None when they can't be shown.

        Args:
            journal: the journal.
            proposition: an open proposal.
            verifier: checks a package (`service.verifier`).

        Raises:
            JournalIndisponible: the journal can't be read, or the package can't be written.
        """
        with self._tour(proposition):
            controle = self.controler(journal, proposition, verifier)
            if not (controle.sain and controle.change):
                return None
            vivante = self._vivante(_cle(journal, proposition))
            if vivante is not None:
                return vivante
            with sur_le_disque(), essai(journal) as dossier:
                cle = _cle_de(journal, proposition, candidat(journal, proposition, dossier))
                if self._connu(cle) is None:  # somebody has just published: all over again
                    return self.donnees(journal, proposition, verifier)
                return self._garder(journal, cle, dossier)

    def _vivante(self, cle: _Cle) -> Donnees | None:
        with self._verrou:
            if cle in self._vivants:
                self._vivants.move_to_end(cle)
            return self._vivants.get(cle)

    def _garder(self, journal: Journal, cle: _Cle, dossier: Path) -> Donnees:
        proposition, tete, _ = cle
        suivie = publiee(journal, Path(nom_du_dossier(tete)))
        lues = replace(depot().a_part(dossier), publiee=suivie, apercu=proposition)
        with self._verrou:
            self._vivants[cle] = lues
            partent = [self._vivants.popitem(last=False)[1] for _ in self._de_trop()]
        for donnees in partent:
            donnees.oublier()
        return lues

    def _de_trop(self) -> range:
        return range(len(self._vivants) - self._plafond)


@dataclass(frozen=True)
class Essaye:
    """What changes would give that nobody has proposed yet.

    Attributes:
        controle: what is known of their candidate.
        rangees: table and key of each row at fault, by file and line of the candidate.
    """

    controle: Controle
    rangees: Mapping[tuple[str, int], tuple[str, str]]


def essayer(journal: Journal, changements: Sequence[Changement], verifier: Verificateur) -> Essaye:
    """Say what changes would give; nothing is recorded.

    Args:
        journal: the journal.
        changements: the changes; those of one row stand together.
        verifier: checks a package (`service.verifier`).

    Raises:
        JournalIndisponible: the journal can't be read, or the package can't be written.
    """
    with sur_le_disque(), essai(journal) as dossier:
        fait = candidat_des_changements(journal, changements, dossier)
        problemes = tuple(verifier(dossier)) if fait.effets else ()
        controle = Controle(bool(fait.effets), fait.conflits, problemes)
        return Essaye(controle, _rangees_en_faute(dossier, problemes) if problemes else {})


def _rangees_en_faute(
    dossier: Path, problemes: Sequence[Probleme]
) -> dict[tuple[str, int], tuple[str, str]]:
    fichiers = {p.fichier for p in problemes if p.ligne > 1}
    tables = lire_descripteur(dossier).tables.values()
    return {
        (table.chemin, lue.ligne(position)): (table.nom, cle)
        for table in tables
        if table.editable and table.chemin in fichiers
        for lue in [ouvrir(dossier / table.chemin)]
        for position, cle in enumerate(cles_des_rangees(table, lue))
    }


def _cle(journal: Journal, proposition: str) -> _Cle:
    with journal.lire() as cx:
        return proposition, tete_de(cx), aujourd_hui(journal)


def _cle_de(journal: Journal, proposition: str, fait: Candidat) -> _Cle:
    return proposition, fait.tete, aujourd_hui(journal)


APERCUS = Apercus()
