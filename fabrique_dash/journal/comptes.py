"""Accounts, what they were granted, their sessions: all may be erased.

No password, and no token: the journal keeps the hash of what a person holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from fabrique_dash.journal.cases import saisie
from fabrique_dash.journal.droits import Habilitation
from fabrique_dash.journal.habilitations import droits, exiger_un_administrateur
from fabrique_dash.journal.jetons import hacher, nouveau_jeton
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables import COMPTE, HABILITATION, IDENTITE, INVITATION, SESSION

DUREE_D_UNE_SESSION = timedelta(days=30)


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


def ouvrir_la_session_de(cx: Connection, journal: Journal, compte: str, appareil: str) -> str:
    """Open a session of an account, in a transaction that proved who asks for it.

    Args:
        cx: the transaction.
        journal: the journal.
        compte: the account.
        appareil: what its holder will know the session by.

    Returns:
        The token of the session: always a new one.
    """
    maintenant = journal.maintenant()
    for table in (SESSION, INVITATION, IDENTITE):  # what is over is not kept
        cx.execute(delete(table).where(table.c.expire_le <= maintenant))
    jeton = nouveau_jeton()
    fin = ecrire_l_instant(journal.horloge() + DUREE_D_UNE_SESSION)
    cx.execute(
        insert(SESSION).values(
            empreinte=hacher(jeton),
            compte=compte,
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
                SESSION.c.empreinte == hacher(jeton),
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
    celle_ci = hacher(jeton)
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
        cx.execute(delete(SESSION).where(SESSION.c.empreinte == hacher(jeton)))


def revoquer(journal: Journal, compte: str, empreinte: str | None = None, sauf: str = "") -> None:
    """Close sessions of an account.

    Args:
        journal: the journal.
        compte: the account.
        empreinte: the hash of the session to close, as `sessions` lists it; all of them for None.
        sauf: the token of a session to leave open.
    """
    siennes = (SESSION.c.compte == compte) & (SESSION.c.empreinte != hacher(sauf))
    if empreinte is not None:
        siennes &= SESSION.c.empreinte == empreinte
    with journal.ecrire() as cx:
        cx.execute(delete(SESSION).where(siennes))


def exclure(journal: Journal, par: str, compte: str) -> None:
    """Take its rights away from an account, with every way to open it; it stays known.

    Raises:
        DroitRefuse: `par` is no administrator.
    """
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        for table in (HABILITATION, SESSION, INVITATION, IDENTITE):
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
