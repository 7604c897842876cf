"""What anybody reports to be wrong: received, bounded, followed, erased in its time.

A report is no history: nothing of it is published but by a proposal that somebody makes of it. Its
state is read from that proposal, so that what becomes of the one becomes of the other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import Enum, StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from fabrique_dash.journal.cases import saisie
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.propositions_lues import Evenement, Quoi, dernier_evenement
from fabrique_dash.journal.tables import BROUILLON, ERREUR_SIGNALEE, PROPOSITION, SECRET

FILE_MAXIMALE = 200  # reports that nobody has closed: beyond, nobody would read them
COURRIEL_GARDE = timedelta(days=30)  # after it is closed
GARDEE = timedelta(days=365)  # likewise; of an e-mail that nobody answers, after it is received
_VERROU = "erreurs signalées"


class Etat(StrEnum):
    """What has come of a report."""

    EN_ATTENTE = "en attente"
    REPRISE = "en cours d’écriture"
    PROPOSEE = "en relecture"
    PUBLIEE = "publiée"
    DEJA_AINSI = "déjà corrigée"
    REFUSEE = "refusée"
    SANS_SUITE = "sans suite"


A_LIRE = frozenset({Etat.EN_ATTENTE, Etat.REPRISE})
_OUVERTES = A_LIRE | {Etat.PROPOSEE}
_DE_LA_PROPOSITION = {
    Quoi.REFUSEE: Etat.REFUSEE,
    Quoi.PUBLIEE: Etat.PUBLIEE,
    Quoi.SANS_EFFET: Etat.DEJA_AINSI,
}


@dataclass(frozen=True)
class Dite:
    """What somebody reports.

    Attributes:
        page: the view where it was seen, as a path of this site; empty if nobody knows.
        nom_table: the table of the row that is wrong; empty if it is not said.
        cle: the key of that row.
        colonne: the column that is wrong; empty if it is not said.
        quoi: what is wrong.
        plutot: what it should be.
        ou: where that can be read.
        courriel: where to write to the sender; empty if they do not say.
    """

    page: str
    nom_table: str
    cle: str
    colonne: str
    quoi: str
    plutot: str
    ou: str
    courriel: str = ""


@dataclass(frozen=True)
class Erreur:
    """A report, and what has come of it.

    Attributes:
        id: its code.
        le: when it was received.
        dite: what it says.
        etat: what has come of it.
        motif: why nothing came of it, if nothing did.
        proposition: the proposal that was made of it, if any.
        brouillon: the draft in which somebody writes it, if any.
    """

    id: str
    le: str
    dite: Dite
    etat: Etat
    motif: str
    proposition: str | None
    brouillon: str | None


_PAS_CLOSES = ERREUR_SIGNALEE.c.ferme_le.is_(None)
_COMBIEN = select(func.count()).where(_PAS_CLOSES)


class Recue(Enum):
    """What a report meets."""

    GARDEE = "gardée"
    DEJA = "déjà gardée"  # the same, sent twice
    AUTRE = "autre"  # something else, sent by a form that has served
    PLEINE = "pleine"


def secret(journal: Journal, nom: str) -> str:
    """Return a secret that all the processes of this journal share, made if needed."""
    voulu = select(SECRET.c.valeur).where(SECRET.c.nom == nom)
    with journal.lire() as cx:
        lu: str | None = cx.execute(voulu).scalar()
    if lu is not None:
        return lu
    try:
        with journal.ecrire() as cx:
            cx.execute(insert(SECRET).values(nom=nom, valeur=secrets.token_hex(32)))
    except IntegrityError:  # another process made it meanwhile
        pass
    with journal.lire() as cx:
        return str(cx.execute(voulu).scalar_one())


def empreinte_du_suivi(jeton: str) -> str:
    """Return what is kept of the token by which a sender follows a report."""
    return sha256(jeton.encode("utf-8", "replace")).hexdigest()


def file_pleine(journal: Journal) -> bool:
    """Tell whether no more reports are taken, until some are closed."""
    with journal.lire() as cx:
        return _est_pleine(cx)


def combien_d_ouvertes(journal: Journal) -> int:
    """Count the reports that nobody has answered."""
    with journal.lire() as cx:
        return cx.execute(_COMBIEN).scalar_one()


def _est_pleine(cx: Connection) -> bool:
    if cx.execute(_COMBIEN).scalar_one() < FILE_MAXIMALE:
        return False
    # Some may have come to their end since the last writing, which closed those of before.
    ouvertes = [e for e in lire_les_erreurs(cx, _PAS_CLOSES) if e.etat in _OUVERTES]
    return len(ouvertes) >= FILE_MAXIMALE


def deja_recue(journal: Journal, dite: Dite, jeton: str) -> Recue | None:
    """Tell what a form that has served meets; None if nothing was sent by it yet.

    Args:
        journal: the journal.
        dite: what it says now.
        jeton: by which its sender follows it.
    """
    with journal.lire() as cx:
        return _deja(cx, _saisie(dite), jeton)


def _deja(cx: Connection, lue: Dite, jeton: str) -> Recue | None:
    gardee = next(iter(lire_les_erreurs(cx, _suivie(jeton))), None)
    if gardee is None:
        return None
    return Recue.DEJA if gardee.dite == lue else Recue.AUTRE


def _saisie(dite: Dite) -> Dite:
    return Dite(*(saisie(getattr(dite, champ.name)) for champ in fields(dite)))


def signaler(journal: Journal, dite: Dite, jeton: str) -> Recue:
    """Keep a report, unless its form has served or the queue is full.

    Args:
        journal: the journal.
        dite: what it says.
        jeton: by which its sender follows it; one for each form.

    Raises:
        JournalIndisponible: it could not be kept.
    """
    lue = _saisie(dite)
    with ecrire_tour_a_tour(journal) as cx:
        if deja := _deja(cx, lue, jeton):
            return deja
        if _est_pleine(cx):
            return Recue.PLEINE
        valeurs = {champ.name: getattr(lue, champ.name) for champ in fields(lue)}
        valeurs |= {"id": secrets.token_hex(8), "suivi": empreinte_du_suivi(jeton)}
        valeurs |= {"le": journal.maintenant()}
        valeurs |= {"courriel": lue.courriel or None, "motif": ""}
        cx.execute(insert(ERREUR_SIGNALEE).values(valeurs))
    return Recue.GARDEE


@contextmanager
def ecrire_tour_a_tour(journal: Journal) -> Iterator[Connection]:
    """Open a writing of reports, what is over closed, and what was kept long enough erased.

    One at a time, whatever the process: else the bound of the queue would be none, and of two
    people who answer a report the second would not see what the first has just done.

    Raises:
        JournalIndisponible: the journal can't be written.
    """
    secret(journal, _VERROU)
    with journal.ecrire() as cx:
        cx.execute(select(SECRET.c.nom).where(SECRET.c.nom == _VERROU).with_for_update())
        _entretenir(cx, journal)
        yield cx


def _entretenir(cx: Connection, journal: Journal) -> None:
    e = ERREUR_SIGNALEE.c
    suivies = select(e.id, e.proposition).where(e.ferme_le.is_(None), e.proposition.is_not(None))
    for ligne in cx.execute(suivies).all():
        _, dernier = _ce_qu_elle_est_devenue(cx, ligne.proposition)
        if dernier.quoi in _DE_LA_PROPOSITION:
            cx.execute(update(ERREUR_SIGNALEE).where(e.id == ligne.id).values(ferme_le=dernier.le))
    maintenant = journal.horloge()
    longtemps = ecrire_l_instant(maintenant - GARDEE)
    sans_courriel = (e.ferme_le <= ecrire_l_instant(maintenant - COURRIEL_GARDE)) | (
        e.le <= longtemps
    )
    cx.execute(
        update(ERREUR_SIGNALEE).where(sans_courriel, e.courriel.is_not(None)).values(courriel=None)
    )
    cx.execute(delete(ERREUR_SIGNALEE).where(e.ferme_le <= longtemps))


def _ce_qu_elle_est_devenue(cx: Connection, proposition: str) -> tuple[str, Evenement]:
    """Return a proposal, or the last one that took its place, and what last happened to it."""
    while suivante := cx.execute(
        select(PROPOSITION.c.id).where(PROPOSITION.c.remplace == proposition)
    ).scalar():
        proposition = suivante
    return proposition, dernier_evenement(cx, proposition)


def lire_les_erreurs(cx: Connection, *conditions: Any) -> list[Erreur]:
    """Return reports, the oldest first.

    Args:
        cx: a reading of the journal.
        conditions: which ones; all of them for none.
    """
    demande = select(ERREUR_SIGNALEE).where(*conditions)
    ordre = (ERREUR_SIGNALEE.c.le, ERREUR_SIGNALEE.c.id)
    return [_lue(cx, ligne) for ligne in cx.execute(demande.order_by(*ordre)).all()]


def erreur_suivie(journal: Journal, jeton: str) -> Erreur | None:
    """Return the report that a token follows; None if there is none, or none any more."""
    with journal.lire() as cx:
        return next(iter(lire_les_erreurs(cx, _suivie(jeton))), None)


def _suivie(jeton: str) -> Any:
    return ERREUR_SIGNALEE.c.suivi == empreinte_du_suivi(jeton)


def _lue(cx: Connection, ligne: Any) -> Erreur:
    dite = Dite(**{c.name: getattr(ligne, c.name) or "" for c in fields(Dite)})
    brouillon = ligne.brouillon
    if brouillon and not cx.execute(_existe(brouillon)).first():
        brouillon = None  # thrown away: somebody else may take it up
    etat, motif, proposition = Etat.EN_ATTENTE, ligne.motif, ligne.proposition
    if motif:
        etat = Etat.SANS_SUITE
    elif brouillon:
        etat = Etat.REPRISE
    elif proposition:
        proposition, dernier = _ce_qu_elle_est_devenue(cx, proposition)
        if dernier.quoi is not Quoi.RETIREE:
            etat = _DE_LA_PROPOSITION.get(dernier.quoi, Etat.PROPOSEE)
            motif = dernier.commentaire if etat is Etat.REFUSEE else ""
    return Erreur(ligne.id, ligne.le, dite, etat, motif, proposition, brouillon)


def _existe(brouillon: str) -> Any:
    return select(BROUILLON.c.id).where(BROUILLON.c.id == brouillon)


def rattacher(journal: Journal, brouillons: Sequence[str], proposition: str) -> None:
    """Have the reports that drafts write follow the proposal that was made of these drafts."""
    e = ERREUR_SIGNALEE.c
    siennes = e.brouillon.in_(brouillons) & e.ferme_le.is_(None)
    with journal.ecrire() as cx:
        cx.execute(
            update(ERREUR_SIGNALEE).where(siennes).values(proposition=proposition, brouillon=None)
        )
