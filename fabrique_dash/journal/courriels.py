"""The outbox: messages written once, taken one at a time by who sends them, never sent twice.

A message is taken in a transaction of its own, before it leaves, and what became of it is noted
in another one. Stopped between the two, nobody knows whether it left: it is said, and it is not
sent again. Its words go away as soon as it no longer waits.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from fabrique_dash.journal.abonnements import (
    CONFIRMATION,
    DUREE_D_UNE_CONFIRMATION,
    Abonne,
    Etat,
    empreinte,
)
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables import HABILITATION
from fabrique_dash.journal.tables_des_courriels import ADRESSE, ANNONCE, COURRIEL

DELAIS = tuple(timedelta(minutes=m) for m in (5, 30, 120, 480, 1440))  # before each new try


@dataclass(frozen=True)
class Ecrit:
    """A message as it is read; `jeton` is that of its link to receive nothing more."""

    genre: str
    sujet: str
    texte: str = field(repr=False)
    html: str = field(repr=False)
    jeton: str | None = field(repr=False)


@dataclass(frozen=True)
class Pris:
    """A message that was taken to be sent: it is nobody else's until what it became is noted.

    Attributes:
        id: its code; the same at each try.
        compte: the account.
        adresse: where it goes, as the account says now.
        essais: how many times it was tried, this one included.
        ecrit: its words.
    """

    id: str
    compte: str
    adresse: str = field(repr=False)
    essais: int
    ecrit: Ecrit


def deposer(
    journal: Journal, compte: str, cles: Collection[str], ecrit: Ecrit | None = None
) -> bool:
    """Put a message in the outbox, and note what it tells; None notes that nothing is to be said.

    Returns:
        Whether it was: not if some of it was told already, or if the account is gone.
    """
    le = journal.maintenant()
    try:
        with journal.ecrire() as cx:
            annonces = [{"compte": compte, "cle": cle, "le": le} for cle in sorted(cles)]
            cx.execute(insert(ANNONCE), annonces)
            if ecrit is not None:
                _inserer(cx, compte, ecrit, le)
    except IntegrityError:
        return False
    return True


def deposer_la_confirmation(journal: Journal, abonne: Abonne, jeton: str, ecrit: Ecrit) -> bool:
    """Put the message that asks for a confirmation in the outbox, once for each address given.

    Returns:
        Whether it was: not if another one did, or if the address has changed.
    """
    le = journal.maintenant()
    celle_ci = and_(
        ADRESSE.c.compte == abonne.compte,
        ADRESSE.c.adresse == abonne.adresse,
        ADRESSE.c.demandee_le == abonne.demandee_le,
        ADRESSE.c.empreinte.is_(None),
    )
    fin = ecrire_l_instant(journal.horloge() + DUREE_D_UNE_CONFIRMATION)
    with journal.ecrire() as cx:
        notee = update(ADRESSE).where(celle_ci).values(empreinte=empreinte(jeton), expire_le=fin)
        if cx.execute(notee).rowcount != 1:
            return False
        _inserer(cx, abonne.compte, ecrit, le)
        return True


def _inserer(cx: Connection, compte: str, ecrit: Ecrit, le: str) -> None:
    cx.execute(
        insert(COURRIEL).values(
            id=secrets.token_hex(16),
            compte=compte,
            genre=ecrit.genre,
            sujet=ecrit.sujet,
            texte=ecrit.texte,
            html=ecrit.html,
            jeton=ecrit.jeton,
            empreinte=None if ecrit.jeton is None else empreinte(ecrit.jeton),
            ecrit_le=le,
            etat=Etat.A_ENVOYER.value,
            essais=0,
            a_partir_de=le,
            raison="",
        )
    )


def deja_dites(journal: Journal, compte: str) -> set[str]:
    """Return what an account was told of already."""
    with journal.lire() as cx:
        demande = select(ANNONCE.c.cle).where(ANNONCE.c.compte == compte)
        return set(cx.execute(demande).scalars())


_A_QUI_DE_DROIT = or_(
    COURRIEL.c.genre == CONFIRMATION,
    and_(
        ADRESSE.c.confirmee_le.is_not(None),
        select(HABILITATION.c.id).where(HABILITATION.c.compte == COURRIEL.c.compte).exists(),
    ),
)


def _a_envoyer(maintenant: str) -> Select[Any]:
    """Select the message that has waited longest.

    Only a confirmation goes to an address that is not confirmed; and nothing to who has lost all
    its rights.
    """
    return (
        select(COURRIEL, ADRESSE.c.adresse)
        .join(ADRESSE, ADRESSE.c.compte == COURRIEL.c.compte)
        .where(COURRIEL.c.etat == Etat.A_ENVOYER.value, COURRIEL.c.a_partir_de <= maintenant)
        .where(_A_QUI_DE_DROIT)
        .order_by(COURRIEL.c.ecrit_le, COURRIEL.c.id)
        .limit(1)
    )


def il_y_en_a(journal: Journal) -> bool:
    """Tell whether a message waits to be sent now."""
    with journal.lire() as cx:
        return cx.execute(_a_envoyer(journal.maintenant())).first() is not None


def combien_attendent(journal: Journal) -> int:
    """Count the messages that are still to be sent, now or later."""
    with journal.lire() as cx:
        attendent = select(func.count()).where(COURRIEL.c.etat == Etat.A_ENVOYER.value)
        return cx.execute(attendent).scalar_one()


def prendre(journal: Journal) -> Pris | None:
    """Take the message that has waited longest, which nobody else then has; None without any."""
    maintenant = journal.maintenant()
    demande = _a_envoyer(maintenant).with_for_update(of=COURRIEL, skip_locked=True)
    with journal.ecrire() as cx:
        c = cx.execute(demande).first()
        if c is None:
            return None
        cx.execute(
            update(COURRIEL)
            .where(COURRIEL.c.id == c.id)
            .values(etat=Etat.EN_COURS.value, essais=c.essais + 1, tente_le=maintenant)
        )
        ecrit = Ecrit(c.genre, c.sujet, c.texte, c.html, c.jeton)
        return Pris(c.id, c.compte, c.adresse, c.essais + 1, ecrit)


def rendre(journal: Journal, pris: Pris) -> None:
    """Put back a message that was not even tried: the server was not there."""
    with journal.ecrire() as cx:
        sien = (COURRIEL.c.id == pris.id) & (COURRIEL.c.etat == Etat.EN_COURS.value)
        avant = {"etat": Etat.A_ENVOYER.value, "essais": pris.essais - 1}
        cx.execute(update(COURRIEL).where(sien).values(avant))


def reporter(journal: Journal, pris: Pris, raison: str) -> Etat:
    """Have a message tried again later, each time later; give it up after the last try.

    Returns:
        What it became.
    """
    if pris.essais > len(DELAIS):
        return conclure(journal, pris, Etat.ABANDONNE, raison)
    apres = ecrire_l_instant(journal.horloge() + DELAIS[pris.essais - 1])
    with journal.ecrire() as cx:
        cx.execute(
            update(COURRIEL)
            .where(COURRIEL.c.id == pris.id)
            .values(etat=Etat.A_ENVOYER.value, a_partir_de=apres, raison=raison)
        )
    return Etat.A_ENVOYER


def conclure(journal: Journal, pris: Pris, etat: Etat, raison: str = "") -> Etat:
    """Note what became of a message for good, and erase its words; return it."""
    with journal.ecrire() as cx:
        clore(cx, COURRIEL.c.id == pris.id, etat, raison)
    return etat


_SANS_SES_MOTS = {"sujet": None, "texte": None, "html": None, "jeton": None}


def clore(cx: Connection, lesquels: ColumnElement[bool], etat: Etat, raison: str) -> int:
    """Note what became of messages for good, and erase their words; return how many there were."""
    fin = {"etat": etat.value, "raison": raison, **_SANS_SES_MOTS}
    return int(cx.execute(update(COURRIEL).where(lesquels).values(fin)).rowcount)


def derniere_issue(journal: Journal, compte: str) -> tuple[Etat, str] | None:
    """Return what became of the last message that was tried to an account's address, and why.

    None if none was, since the account gave that address.

    Args:
        journal: the journal.
        compte: the account.
    """
    demande = (
        select(COURRIEL.c.etat, COURRIEL.c.raison)
        .join(ADRESSE, ADRESSE.c.compte == COURRIEL.c.compte)
        .where(COURRIEL.c.compte == compte, COURRIEL.c.tente_le.is_not(None))
        .where(COURRIEL.c.ecrit_le >= ADRESSE.c.demandee_le)
        .order_by(COURRIEL.c.tente_le.desc())
        .limit(1)
    )
    with journal.lire() as cx:
        lue = cx.execute(demande).first()
        return None if lue is None else (Etat(lue.etat), lue.raison)
