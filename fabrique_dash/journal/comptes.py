"""Accounts, what they were granted, their sessions, the invitations: all may be erased.

No password, and no token: the journal keeps the hash of what a person holds.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update

from fabrique_dash.journal.cases import saisie
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.habilitations import (
    accorder,
    droits,
    exiger_le_compte,
    exiger_un_administrateur,
    exiger_un_territoire,
)
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables import COMPTE, HABILITATION, INVITATION, SESSION

DUREE_D_UNE_INVITATION = timedelta(days=7)
DUREE_D_UNE_SESSION = timedelta(days=30)
ADMINISTRATEUR_LOCAL = "Administration locale"
_OCTETS = 32  # of a token: nobody guesses it


@dataclass(frozen=True)
class Compte:
    """An account.

    Attributes:
        id: an opaque code, the only thing that history keeps of it.
        nom: the name that it goes by.
        nomme: whether its name may be shown with its changes.
        habilitations: what it was granted.
    """

    id: str
    nom: str
    nomme: bool
    habilitations: tuple[Habilitation, ...]


@dataclass(frozen=True)
class Session:
    """An open session; `empreinte` closes it, `celle_ci` is the one that the list is asked from."""

    empreinte: str
    ouverte_le: str
    expire_le: str
    appareil: str
    celle_ci: bool = False


def _empreinte(jeton: str) -> str:
    return sha256(jeton.encode("utf-8", "replace")).hexdigest()


def _creer(cx: Connection, le: str, nom: str, nomme: bool) -> str:
    identifiant = secrets.token_hex(8)
    cx.execute(
        insert(COMPTE).values(
            id=identifiant, nom=saisie(nom) or "Sans nom", nomme=nomme, cree_le=le
        )
    )
    return identifiant


def _inviter(cx: Connection, journal: Journal, compte: str) -> str:
    jeton = secrets.token_urlsafe(_OCTETS)
    fin = ecrire_l_instant(journal.horloge() + DUREE_D_UNE_INVITATION)
    cx.execute(insert(INVITATION).values(empreinte=_empreinte(jeton), compte=compte, expire_le=fin))
    return jeton


def inviter(
    journal: Journal, par: str, nom: str, droit: Habilitation, nomme: bool = False
) -> tuple[str, str]:
    """Make an account with a role, and an invitation to it.

    Args:
        journal: the journal.
        par: who invites.
        nom: the name that the account goes by.
        droit: what it is granted; a contributor's needs its territory.
        nomme: whether the person agreed to be named with its changes.

    Returns:
        The account, and the token of the invitation: for one use, within seven days.

    Raises:
        DroitRefuse: `par` is no administrator.
        ValueError: a contributor needs a territory.
    """
    exiger_un_territoire(droit)
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        compte = _creer(cx, journal.maintenant(), nom, nomme)
        accorder(cx, journal.maintenant(), compte, droit, par)
        return compte, _inviter(cx, journal, compte)


def reinviter(journal: Journal, par: str, compte: str) -> str:
    """Return the token of a new invitation to an account: its person has lost its browser.

    Sessions that are open stay so; `revoquer` closes them.

    Raises:
        DroitRefuse: `par` is no administrator.
        LookupError: there is no such account.
    """
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        exiger_le_compte(cx, compte)
        return _inviter(cx, journal, compte)


def inviter_l_administrateur_local(journal: Journal) -> str:
    """Return a token that opens a session of the machine's own administrator, made if needed."""
    with journal.ecrire() as cx:
        locaux = (
            select(HABILITATION.c.compte)
            .join(COMPTE)
            .where(
                HABILITATION.c.donnee_par == SYSTEME,
                HABILITATION.c.role == Role.ADMINISTRATEUR.value,
                COMPTE.c.nom == ADMINISTRATEUR_LOCAL,
            )
        )
        compte = cx.execute(locaux).scalar()
        if compte is None:
            le = journal.maintenant()
            compte = _creer(cx, le, ADMINISTRATEUR_LOCAL, True)
            accorder(cx, le, compte, Habilitation(Role.ADMINISTRATEUR), SYSTEME)
        return _inviter(cx, journal, compte)


def ouvrir_une_session(journal: Journal, invitation: str, appareil: str = "") -> str | None:
    """Use an invitation: open a session, whose token is new.

    Args:
        journal: the journal.
        invitation: the token that was given.
        appareil: what the holder will know the session by.

    Returns:
        The token of the session; None if the invitation is unknown, used, or too old.
    """
    maintenant = journal.maintenant()
    with journal.ecrire() as cx:
        bonne = INVITATION.c.utilisee_le.is_(None) & (INVITATION.c.expire_le > maintenant)
        utilisee = cx.execute(
            update(INVITATION)
            .where(INVITATION.c.empreinte == _empreinte(invitation), bonne)
            .values(utilisee_le=maintenant)
            .returning(INVITATION.c.compte)
        ).scalar()
        if utilisee is None:
            return None
        for table in (SESSION, INVITATION):  # what is over is not kept
            cx.execute(delete(table).where(table.c.expire_le <= maintenant))
        jeton = secrets.token_urlsafe(_OCTETS)
        fin = ecrire_l_instant(journal.horloge() + DUREE_D_UNE_SESSION)
        cx.execute(
            insert(SESSION).values(
                empreinte=_empreinte(jeton),
                compte=utilisee,
                ouverte_le=maintenant,
                expire_le=fin,
                appareil=saisie(appareil)[:200],
            )
        )
        return jeton


def compte_de_la_session(journal: Journal, jeton: str) -> Compte | None:
    """Return the account of a session's token, with its present rights; None if it is closed."""
    with journal.lire() as cx:
        compte = cx.execute(
            select(SESSION.c.compte).where(
                SESSION.c.empreinte == _empreinte(jeton),
                SESSION.c.expire_le > journal.maintenant(),
            )
        ).scalar()
        return None if compte is None else _compte(cx, compte)


def _compte(cx: Connection, identifiant: str) -> Compte | None:
    ligne = cx.execute(select(COMPTE).where(COMPTE.c.id == identifiant)).first()
    if ligne is None:
        return None
    return Compte(ligne.id, ligne.nom, ligne.nomme, droits(cx, ligne.id))


def comptes(journal: Journal) -> list[Compte]:
    """List the accounts, by name."""
    with journal.lire() as cx:
        lus = cx.execute(select(COMPTE.c.id).order_by(COMPTE.c.nom, COMPTE.c.id)).scalars()
        return [compte for identifiant in lus if (compte := _compte(cx, identifiant))]


def sessions(journal: Journal, compte: str, jeton: str = "") -> list[Session]:
    """List the open sessions of an account, the latest first.

    Args:
        journal: the journal.
        compte: the account.
        jeton: the token of the session from which it is asked, if any.
    """
    celle_ci = _empreinte(jeton)
    with journal.lire() as cx:
        lues = cx.execute(
            select(SESSION)
            .where(SESSION.c.compte == compte, SESSION.c.expire_le > journal.maintenant())
            .order_by(SESSION.c.ouverte_le.desc())
        )
        return [
            Session(s.empreinte, s.ouverte_le, s.expire_le, s.appareil, s.empreinte == celle_ci)
            for s in lues
        ]


def fermer_la_session(journal: Journal, jeton: str) -> None:
    """Close the session of a token, if there is one."""
    with journal.ecrire() as cx:
        cx.execute(delete(SESSION).where(SESSION.c.empreinte == _empreinte(jeton)))


def revoquer(journal: Journal, compte: str, empreinte: str | None = None, sauf: str = "") -> None:
    """Close sessions of an account.

    Args:
        journal: the journal.
        compte: the account.
        empreinte: the hash of the session to close, as `sessions` lists it; all of them for None.
        sauf: the token of a session to leave open.
    """
    siennes = (SESSION.c.compte == compte) & (SESSION.c.empreinte != _empreinte(sauf))
    if empreinte is not None:
        siennes &= SESSION.c.empreinte == empreinte
    with journal.ecrire() as cx:
        cx.execute(delete(SESSION).where(siennes))


def exclure(journal: Journal, par: str, compte: str) -> None:
    """Take its rights away from an account, with its sessions and invitations; it stays known.

    Raises:
        DroitRefuse: `par` is no administrator.
    """
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        for table in (HABILITATION, SESSION, INVITATION):
            cx.execute(delete(table).where(table.c.compte == compte))


def nommer(journal: Journal, compte: str, nomme: bool) -> None:
    """Note whether an account agrees to be named with its changes; those of before follow."""
    with journal.ecrire() as cx:
        cx.execute(update(COMPTE).where(COMPTE.c.id == compte).values(nomme=nomme))


def effacer(journal: Journal, par: str, compte: str) -> None:
    """Erase an account, its rights, sessions, invitations and drafts; history stays, nameless.

    Raises:
        DroitRefuse: `par` is neither this account nor an administrator.
    """
    with journal.ecrire() as cx:
        if par != compte:
            exiger_un_administrateur(cx, par)
        cx.execute(delete(COMPTE).where(COMPTE.c.id == compte))
