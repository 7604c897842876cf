"""Who is told by e-mail, and of what; an address is used once its owner has confirmed it.

No other table holds an address, and history none: it goes away with the account, or when its
owner wants nothing any more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from fabrique_dash.journal.droits import Habilitation, Role, peut_relire
from fabrique_dash.journal.habilitations import droits, exiger_le_compte
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables_des_courriels import ABONNEMENT, ADRESSE, COURRIEL

DUREE_D_UNE_CONFIRMATION = timedelta(days=7)
CONFIRMATIONS_PAR_JOUR = 5  # that one account may have sent: the address may be somebody else's
CONFIRMATION = "confirmation"  # the kind of message that asks for one
_OCTETS = 32
_LONGUEUR = 254
_ADRESSE = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_PAS_UNE_ADRESSE = (
    "Ce n’est pas une adresse électronique, ou elle a un accent ou une espace\u00a0: écrivez-la "
    "comme «\u00a0prenom.nom@exemple.fr\u00a0»."
)
_SANS_ADRESSE = "Donnez d’abord une adresse."


class AdresseRefusee(ValueError):
    """What was given is no e-mail address; the message is in French."""


class Etat(StrEnum):
    """What became of a message."""

    A_ENVOYER = "à envoyer"
    EN_COURS = "en cours"
    ENVOYE = "envoyé"
    ABANDONNE = "abandonné"
    INCERTAIN = "incertain"  # perhaps it left


class Avis(StrEnum):
    """What one may be told of."""

    A_RELIRE = "à relire"
    PROPOSITIONS = "propositions"
    TERRITOIRE = "territoire"
    RESUME = "résumé"


@dataclass(frozen=True)
class Abonne:
    """An account that gave an address.

    Attributes:
        compte: the account.
        adresse: its address.
        demandee_le: when it was given.
        confirmee: whether its owner confirmed it: nothing else is sent before.
        avis: what it wants, and since when.
        habilitations: what the account is granted now.
    """

    compte: str
    adresse: str = field(repr=False)
    demandee_le: str
    confirmee: bool
    avis: Mapping[Avis, str]
    habilitations: tuple[Habilitation, ...]


def avis_possibles(habilitations: Sequence[Habilitation]) -> tuple[Avis, ...]:
    """Return what an account may be told of: proposals of others are for who reviews them."""
    if not any(h.role is not Role.LECTEUR for h in habilitations):
        return ()
    return tuple(a for a in Avis if a is not Avis.A_RELIRE or peut_relire(habilitations))


def est_une_adresse(texte: str) -> bool:
    """Tell whether a text is one e-mail address and nothing else."""
    return len(texte) <= _LONGUEUR and _ADRESSE.fullmatch(texte) is not None


def nouveau_jeton() -> tuple[str, str]:
    """Return a token that nobody guesses, for a link, and the hash that the journal keeps."""
    jeton = secrets.token_urlsafe(_OCTETS)
    return jeton, empreinte(jeton)


def empreinte(jeton: str) -> str:
    """Return the hash of a token."""
    return sha256(jeton.encode("utf-8", "replace")).hexdigest()


def abonne(journal: Journal, compte: str) -> Abonne | None:
    """Return what an account asked for; None if it gave no address."""
    with journal.lire() as cx:
        return next(iter(_abonnes(cx, compte)), None)


def abonnes(journal: Journal) -> list[Abonne]:
    """List the accounts that confirmed their address, and want something that they may have."""
    with journal.lire() as cx:
        return [a for a in _abonnes(cx) if a.confirmee and a.avis]


def _abonnes(cx: Connection, compte: str | None = None) -> list[Abonne]:
    demande = select(ADRESSE).order_by(ADRESSE.c.compte)
    if compte is not None:
        demande = demande.where(ADRESSE.c.compte == compte)
    return [_lu(cx, ligne) for ligne in cx.execute(demande)]


def _lu(cx: Connection, ligne: Any) -> Abonne:
    accordes = droits(cx, ligne.compte)
    voulus = cx.execute(
        select(ABONNEMENT.c.quoi, ABONNEMENT.c.depuis).where(ABONNEMENT.c.compte == ligne.compte)
    )
    depuis = {Avis(voulu.quoi): voulu.depuis for voulu in voulus}
    return Abonne(
        ligne.compte,
        ligne.adresse,
        ligne.demandee_le,
        ligne.confirmee_le is not None,
        {a: depuis[a] for a in avis_possibles(accordes) if a in depuis},
        accordes,
    )


def donner_une_adresse(journal: Journal, compte: str, adresse: str) -> bool:
    """Note the address of an account, to be confirmed; nothing changes if that one was confirmed.

    Who gives its first one wants all that it may have. What waited for the former one goes away.
    The same one, given again before it is confirmed, is asked again: the message may be lost.

    Returns:
        Whether it is to be confirmed.

    Raises:
        AdresseRefusee: it is no e-mail address.
        LookupError: there is no such account.
    """
    propre = adresse.strip()
    if not est_une_adresse(propre):
        raise AdresseRefusee(_PAS_UNE_ADRESSE)
    with journal.ecrire() as cx:
        exiger_le_compte(cx, compte)
        ancienne = cx.execute(select(ADRESSE).where(ADRESSE.c.compte == compte)).first()
        if ancienne is not None and ancienne.confirmee_le and ancienne.adresse == propre:
            return False
        _oter_l_attente(cx, compte)
        cx.execute(delete(ADRESSE).where(ADRESSE.c.compte == compte))
        le = journal.maintenant()
        cx.execute(insert(ADRESSE).values(compte=compte, adresse=propre, demandee_le=le))
        if ancienne is None:
            _vouloir(cx, compte, avis_possibles(droits(cx, compte)), le)
        return True


def choisir(journal: Journal, compte: str, voulus: Collection[Avis]) -> None:
    """Note what an account wants to be told of; what it wanted already stays as it was.

    Raises:
        AdresseRefusee: it gave no address.
        LookupError: there is no such account.
    """
    with journal.ecrire() as cx:
        exiger_le_compte(cx, compte)
        connue = cx.execute(select(ADRESSE.c.compte).where(ADRESSE.c.compte == compte)).first()
        if connue is None:
            raise AdresseRefusee(_SANS_ADRESSE)
        deja = ABONNEMENT.c.compte == compte
        quoi = [a.value for a in voulus]
        cx.execute(delete(ABONNEMENT).where(deja, ABONNEMENT.c.quoi.not_in(quoi)))
        siens = set(cx.execute(select(ABONNEMENT.c.quoi).where(deja)).scalars())
        neufs = [a for a in voulus if a.value not in siens]
        _vouloir(cx, compte, neufs, journal.maintenant())


def _vouloir(cx: Connection, compte: str, voulus: Collection[Avis], le: str) -> None:
    if voulus:
        rangees = [{"compte": compte, "quoi": a.value, "depuis": le} for a in voulus]
        cx.execute(insert(ABONNEMENT), rangees)


def oublier(journal: Journal, compte: str) -> None:
    """Erase the address of an account, what it wanted, and the messages that wait for it."""
    with journal.ecrire() as cx:
        effacer_l_adresse(cx, compte)


def effacer_l_adresse(cx: Connection, compte: str) -> None:
    """Do the same in a transaction that is open."""
    _oter_l_attente(cx, compte)
    for table in (ADRESSE, ABONNEMENT):
        cx.execute(delete(table).where(table.c.compte == compte))


def _oter_l_attente(cx: Connection, compte: str) -> None:
    """Take away the messages that wait: one that is leaving can't be called back."""
    siens = (COURRIEL.c.compte == compte) & (COURRIEL.c.etat == Etat.A_ENVOYER.value)
    cx.execute(delete(COURRIEL).where(siens))


def a_confirmer(journal: Journal) -> list[Abonne]:
    """List the addresses whose message of confirmation is still to be written."""
    hier = ecrire_l_instant(journal.horloge() - timedelta(days=1))
    recents = (
        select(func.count())
        .where(
            COURRIEL.c.compte == ADRESSE.c.compte,
            COURRIEL.c.genre == CONFIRMATION,
            COURRIEL.c.ecrit_le > hier,
        )
        .scalar_subquery()
    )
    demande = select(ADRESSE.c.compte).where(
        ADRESSE.c.confirmee_le.is_(None),
        ADRESSE.c.empreinte.is_(None),
        recents < CONFIRMATIONS_PAR_JOUR,
    )
    with journal.lire() as cx:
        comptes = cx.execute(demande).scalars().all()
        return [a for compte in comptes for a in _abonnes(cx, compte)]


def confirmer(journal: Journal, jeton: str) -> bool:
    """Confirm the address whose message held a token; what it wants begins now.

    Returns:
        Whether the token is known, and not too old; it may serve again, to the same end.
    """
    maintenant = journal.maintenant()
    bonne = (ADRESSE.c.empreinte == empreinte(jeton)) & (ADRESSE.c.expire_le > maintenant)
    with journal.ecrire() as cx:
        lue = cx.execute(select(ADRESSE.c.compte, ADRESSE.c.confirmee_le).where(bonne)).first()
        if lue is None:
            return False
        if lue.confirmee_le is None:
            cx.execute(update(ADRESSE).where(bonne).values(confirmee_le=maintenant))
            siens = ABONNEMENT.c.compte == lue.compte
            cx.execute(update(ABONNEMENT).where(siens).values(depuis=maintenant))
        return True


def se_desabonner(journal: Journal, jeton: str) -> bool:
    """Have the account to which a message was sent told of nothing any more; erase its address.

    Returns:
        Whether the token is known; it may serve again, to the same end.
    """
    with journal.ecrire() as cx:
        sien = COURRIEL.c.empreinte == empreinte(jeton)
        compte = cx.execute(select(COURRIEL.c.compte).where(sien)).scalar()
        if compte is None:
            return False
        effacer_l_adresse(cx, compte)
        return True


def redemander_les_adresses(cx: Connection, maintenant: str) -> None:
    """Have each address confirmed again: in a journal of before, some had been taken back since.

    Nothing that waited then is sent, nor anything told again that was.
    """
    cx.execute(delete(COURRIEL))
    cx.execute(
        update(ADRESSE).values(
            confirmee_le=None, empreinte=None, expire_le=None, demandee_le=maintenant
        )
    )
