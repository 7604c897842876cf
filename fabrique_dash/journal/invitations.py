"""Invitations to an account: a link for one use, which opens a session."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from fabrique_dash.journal.cases import saisie
from fabrique_dash.journal.comptes import ouvrir_la_session_de
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.habilitations import (
    accorder,
    exiger_le_compte,
    exiger_un_administrateur,
    exiger_un_territoire,
)
from fabrique_dash.journal.jetons import hacher, nouveau_jeton
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables import COMPTE, HABILITATION, INVITATION

DUREE_D_UNE_INVITATION = timedelta(days=7)
ADMINISTRATEUR_LOCAL = "Administration locale"


def _creer(cx: Connection, le: str, nom: str, nomme: bool) -> str:
    identifiant = secrets.token_hex(8)
    cx.execute(
        insert(COMPTE).values(
            id=identifiant, nom=saisie(nom) or "Sans nom", nomme=nomme, cree_le=le
        )
    )
    return identifiant


def _inviter(cx: Connection, journal: Journal, compte: str) -> str:
    jeton = nouveau_jeton()
    fin = ecrire_l_instant(journal.horloge() + DUREE_D_UNE_INVITATION)
    cx.execute(insert(INVITATION).values(empreinte=hacher(jeton), compte=compte, expire_le=fin))
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
            .where(INVITATION.c.empreinte == hacher(invitation), bonne)
            .values(utilisee_le=maintenant)
            .returning(INVITATION.c.compte)
        ).scalar()
        if utilisee is None:
            return None
        return ouvrir_la_session_de(cx, journal, utilisee, appareil)
