"""What is put in order before mail is sent: what was stopped, what is too old, what is not due.

An account that has no right any more is told nothing: its address goes away. One whose rights have
changed is told by them: what was written before, and still waits, is written again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, and_, delete, exists, select

from fabrique_dash.journal.abonnements import CONFIRMATION, Etat, effacer_l_adresse
from fabrique_dash.journal.courriels import clore
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables import HABILITATION
from fabrique_dash.journal.tables_des_courriels import ADRESSE, ANNONCE, COURRIEL

ATTENTE_MAXIMALE = timedelta(days=5)  # of a message; it is then no news any more
MEMOIRE = timedelta(days=365)  # of what was sent, without its words, and of what was told
_SANS_NOUVELLES = timedelta(hours=1)  # of who took a message: it was stopped
_PERIME = "il attendait depuis plus de cinq jours"
_ARRETE = "l’envoi a été coupé"
_ATTEND = COURRIEL.c.etat == Etat.A_ENVOYER.value


@dataclass(frozen=True)
class Ranges:
    """What was found in the outbox: messages stopped on their way, and messages too old."""

    incertains: int
    perimes: int


def ranger(journal: Journal) -> Ranges:
    """Put the outbox in order, and forget what was kept long enough."""
    sans_nouvelles = COURRIEL.c.tente_le < _il_y_a(journal, _SANS_NOUVELLES)
    coupes = and_(COURRIEL.c.etat == Etat.EN_COURS.value, sans_nouvelles)
    with journal.ecrire() as cx:
        incertains = clore(cx, coupes, Etat.INCERTAIN, _ARRETE)
        _effacer(cx, journal)
        _reprendre_ce_qui_est_a_redire(cx)
        vieux = and_(_ATTEND, COURRIEL.c.ecrit_le < _il_y_a(journal, ATTENTE_MAXIMALE))
        perimes = clore(cx, vieux, Etat.ABANDONNE, _PERIME)
    return Ranges(incertains, perimes)


def effacer_ce_qui_est_vieux(journal: Journal) -> None:
    """Erase what was kept long enough, where no mail is sent either; nothing else is judged."""
    with journal.ecrire() as cx:
        _effacer(cx, journal)


def _il_y_a(journal: Journal, duree: timedelta) -> str:
    return ecrire_l_instant(journal.horloge() - duree)


def _effacer(cx: Connection, journal: Journal) -> None:
    _oublier_les_adresses(cx, journal.maintenant())
    trop_vieux = _il_y_a(journal, MEMOIRE)
    cx.execute(delete(COURRIEL).where(COURRIEL.c.ecrit_le < trop_vieux))
    cx.execute(delete(ANNONCE).where(ANNONCE.c.le < trop_vieux))


def _oublier_les_adresses(cx: Connection, maintenant: str) -> None:
    """Erase those that nobody confirmed in time, those of accounts that have no right any more."""
    tues = and_(ADRESSE.c.confirmee_le.is_(None), ADRESSE.c.expire_le <= maintenant)
    sans_droit = ~exists().where(HABILITATION.c.compte == ADRESSE.c.compte)
    for compte in cx.execute(select(ADRESSE.c.compte).where(tues | sans_droit)).scalars().all():
        effacer_l_adresse(cx, compte)
    # One that was leaving when its address was taken back, and that the server put off.
    sans_adresse = ~exists().where(ADRESSE.c.compte == COURRIEL.c.compte)
    cx.execute(delete(COURRIEL).where(_ATTEND, sans_adresse))


def _reprendre_ce_qui_est_a_redire(cx: Connection) -> None:
    """Take back what was written before the rights of its account were given."""
    change = exists().where(
        HABILITATION.c.compte == COURRIEL.c.compte, HABILITATION.c.depuis > COURRIEL.c.ecrit_le
    )
    repris = select(COURRIEL.c.id, COURRIEL.c.compte, COURRIEL.c.ecrit_le).where(
        _ATTEND, COURRIEL.c.genre != CONFIRMATION, change
    )
    for c in cx.execute(repris).all():
        # What it tells was noted with it, at the same instant.
        siennes = (ANNONCE.c.compte == c.compte) & (ANNONCE.c.le == c.ecrit_le)
        cx.execute(delete(ANNONCE).where(siennes))
        cx.execute(delete(COURRIEL).where(COURRIEL.c.id == c.id))
