"""Publishing: a candidate is made of the head and of a proposal, checked, and recorded at once.

Two people may publish together: the second to record finds that the head has moved, merges its
changes into the new one, has it checked again, and records. Nobody's change is lost.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from fabrique_dash import __version__
from fabrique_dash.donnees.fuseaux import PARIS
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.contenus import (
    Tete,
    ajouter_des_contenus,
    paquet_de,
    sceller,
    tete_de,
)
from fabrique_dash.journal.dossiers import courant, ecrire, essai, suivre
from fabrique_dash.journal.droits import DroitRefuse, est_une_coquille, peut_publier
from fabrique_dash.journal.ecoute import annoncer
from fabrique_dash.journal.fusion import Conflit, fusionner
from fabrique_dash.journal.habilitations import droits
from fabrique_dash.journal.moteur import Journal, JournalIndisponible, sur_le_disque
from fabrique_dash.journal.paquet import Paquet
from fabrique_dash.journal.propositions import noter
from fabrique_dash.journal.propositions_lues import Nature, Quoi, changements_de
from fabrique_dash.journal.tables import CASE_PUBLIEE, PROPOSITION, PUBLICATION

Verificateur = Callable[[Path], Sequence[Probleme]]
_JOURNAL = logging.getLogger(__name__)
_ESSAIS = 50  # other people's publications that one of ours may meet
_RETOURS = (Nature.ANNULATION.value, Nature.RETABLISSEMENT.value)
_DEPASSE = "Trop de publications arrivent en même temps\u00a0: réessayez dans un instant."
_REFUS = (
    "Vous n’avez pas le droit de publier cette proposition\u00a0: "
    "elle attend qu’une autre personne la relise."
)


@dataclass(frozen=True)
class Issue:
    """What came of publishing.

    Attributes:
        publication: the number of the publication that was made; None if none was.
        conflits: the cells that somebody else has changed since.
        problemes: what is wrong with the package that it would make.
        sans_effet: whether all was so already: there was nothing to publish.
    """

    publication: int | None = None
    conflits: tuple[Conflit, ...] = ()
    problemes: tuple[Probleme, ...] = ()
    sans_effet: bool = False

    @property
    def faite(self) -> bool:
        """Whether what was asked for is published."""
        return self.publication is not None or self.sans_effet


@dataclass(frozen=True)
class Candidat:
    """A package that would be published.

    Attributes:
        tete: the publication that it follows.
        effets: the changes that it makes.
        conflits: those that can't be made; there is then nothing else.
        manifeste: its files.
        neufs: those that the journal does not hold yet.
    """

    tete: Tete
    effets: tuple[Changement, ...] = ()
    conflits: tuple[Conflit, ...] = ()
    manifeste: Mapping[str, str] = field(default_factory=dict, repr=False)
    neufs: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def composer(tete: Tete, paquet: Paquet, changements: Sequence[Changement], jour: date) -> Candidat:
    """Make changes in a package, and give it its day."""
    fusion = fusionner(paquet, changements)
    if fusion.conflits or not fusion.effets:
        return Candidat(tete, conflits=fusion.conflits)
    paquet.dater(jour)
    manifeste, neufs = paquet.achever()
    return Candidat(tete, fusion.effets, (), manifeste, neufs)


def aujourd_hui(journal: Journal) -> date:
    """Return the day in France, which is that of a publication."""
    return journal.horloge().astimezone(PARIS.zone).date()


def candidat(journal: Journal, proposition: str, dossier: Path | None = None) -> Candidat:
    """Return what publishing a proposal would give, and write it.

    Args:
        journal: the journal.
        proposition: the proposal.
        dossier: where to write the package, a folder to make; None to write nothing.

    Raises:
        JournalIndisponible: the journal can't be read, or the package can't be written.
    """
    with sur_le_disque(), journal.lire() as cx:
        return _candidat(cx, journal, changements_de(cx, proposition), dossier)


def candidat_des_changements(
    journal: Journal, changements: Sequence[Changement], dossier: Path
) -> Candidat:
    """Return what publishing changes would give, which nobody has proposed, and write it.

    Args:
        journal: the journal.
        changements: the changes; those of one row stand together.
        dossier: where to write the package, a folder to make.

    Raises:
        JournalIndisponible: the journal can't be read, or the package can't be written.
    """
    with sur_le_disque(), journal.lire() as cx:
        return _candidat(cx, journal, changements, dossier)


def _candidat(
    cx: Connection, journal: Journal, changements: Sequence[Changement], dossier: Path | None
) -> Candidat:
    tete, paquet = paquet_de(cx)
    fait = composer(tete, paquet, changements, aujourd_hui(journal))
    if dossier is not None and fait.effets:
        ecrire(dossier, fait.manifeste, paquet.contenu, courant(journal))
    return fait


def publier(journal: Journal, proposition: str, par: str, verifier: Verificateur) -> Issue:
    """Publish a proposal: the changes are recorded with the package that they make, or not at all.

    Args:
        journal: the journal.
        proposition: an open proposal.
        par: the account that publishes.
        verifier: checks a package (`service.verifier`); called out of any transaction.

    Raises:
        DroitRefuse: the account may not publish it.
        PropositionImpossible: the proposal no longer waits.
        JournalIndisponible: the journal or the disk can't be used; nothing was recorded.
    """
    for _ in range(_ESSAIS):
        with sur_le_disque(), essai(journal) as dossier:
            _exiger_le_droit(journal, proposition, par)
            fait = candidat(journal, proposition, dossier)
            if fait.conflits:
                return Issue(conflits=fait.conflits)
            problemes = verifier(dossier) if fait.effets else ()
        if problemes:
            return Issue(problemes=tuple(problemes))
        if (issue := _enregistrer(journal, fait, proposition, par)) is not None:
            _servir(journal)
            return issue
    raise JournalIndisponible(_DEPASSE)


def _exiger_le_droit(journal: Journal, proposition: str, par: str) -> None:
    with journal.lire() as cx:
        _exiger(cx, proposition, par)


def _exiger(cx: Connection, proposition: str, par: str) -> None:
    lue = cx.execute(select(PROPOSITION).where(PROPOSITION.c.id == proposition)).first()
    if lue is None:
        return  # said by `noter`
    _, paquet = paquet_de(cx)
    coquille = est_une_coquille(paquet.descripteur, changements_de(cx, proposition))
    if not peut_publier(droits(cx, par), lue.par == par, lue.nature in _RETOURS, coquille):
        raise DroitRefuse(_REFUS)


def _enregistrer(journal: Journal, fait: Candidat, proposition: str, par: str) -> Issue | None:
    """Record a candidate; None if somebody published since it was made."""
    try:
        with journal.ecrire() as cx:
            if tete_de(cx) != fait.tete:
                return None
            noter(cx, journal, proposition, Quoi.PUBLIEE if fait.effets else Quoi.SANS_EFFET, par)
            _exiger(cx, proposition, par)
            if not fait.effets:
                return Issue(sans_effet=True)
            titre = select(PROPOSITION.c.titre).where(PROPOSITION.c.id == proposition)
            message = cx.execute(titre).scalar_one()
            n = inscrire_la_publication(cx, journal, fait, proposition, par, message)
            return Issue(publication=n)
    except IntegrityError:
        with journal.lire() as cx:
            if tete_de(cx) == fait.tete:
                raise
        return None


def inscrire_la_publication(
    cx: Connection, journal: Journal, fait: Candidat, proposition: str, par: str, message: str
) -> int:
    """Record a publication, its contents and its changes; return its number.

    Raises:
        IntegrityError: another one has the same parent.
    """
    rangee: dict[str, Any] = {
        "n": fait.tete.n + 1,
        "parent": fait.tete.n,
        "par": par,
        "le": journal.maintenant(),
        "message": message,
        "proposition": proposition,
        "manifeste": json.dumps(dict(fait.manifeste), sort_keys=True),
        "version": __version__,
    }
    chaine = sceller(fait.tete.chaine, rangee, fait.effets)
    # First: two publishers meet here, before either holds what the other waits for.
    cx.execute(insert(PUBLICATION).values(**rangee, chaine=chaine))
    ajouter_des_contenus(cx, fait.neufs)
    cases = [{"n": rangee["n"], "rang": r, **c.colonnes()} for r, c in enumerate(fait.effets)]
    if cases:
        cx.execute(insert(CASE_PUBLIEE), cases)
    annoncer(cx, fait.tete.n + 1)
    return int(rangee["n"])


def _servir(journal: Journal) -> None:
    """Have the publication served; it is recorded, so that what fails here is done again later."""
    try:
        suivre(journal)
    except (OSError, JournalIndisponible):
        _JOURNAL.warning("Publication enregistrée, dossier à refaire", exc_info=True)
