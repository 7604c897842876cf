"""What accounts are granted: read in the very transaction that writes, given, taken away."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from fabrique_dash.journal.droits import SYSTEME, DroitRefuse, Habilitation, Role
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.tables import COMPTE, HABILITATION

_SEUL = "Seul un administrateur peut donner ou retirer des droits."
_ABSENT = "Ce compte n’existe plus."


def droits(cx: Connection, compte: str) -> tuple[Habilitation, ...]:
    """Return what an account was granted, as the journal says now; nothing if it is not known."""
    if compte == SYSTEME:
        return (Habilitation(Role.ADMINISTRATEUR),)
    demande = select(HABILITATION.c.role, HABILITATION.c.portee).where(
        HABILITATION.c.compte == compte
    )
    lues = cx.execute(demande.order_by(HABILITATION.c.id))
    return tuple(Habilitation(Role(ligne.role), ligne.portee) for ligne in lues)


def exiger_un_administrateur(cx: Connection, compte: str) -> None:
    """Raise `DroitRefuse` unless an account is an administrator."""
    if not any(h.role is Role.ADMINISTRATEUR for h in droits(cx, compte)):
        raise DroitRefuse(_SEUL)


def exiger_un_territoire(droit: Habilitation) -> None:
    """Raise `ValueError` for a contributor of nothing."""
    if droit.role is Role.CONTRIBUTEUR and not droit.portee:
        raise ValueError("Un contributeur écrit les rangées d’un territoire\u00a0: dites lequel.")


def exiger_le_compte(cx: Connection, compte: str) -> None:
    """Raise `LookupError` unless there is such an account; who else asks waits for the end."""
    tenu = select(COMPTE.c.id).where(COMPTE.c.id == compte).with_for_update(key_share=True)
    if cx.execute(tenu).first() is None:
        raise LookupError(_ABSENT)


def accorder(cx: Connection, le: str, compte: str, droit: Habilitation, par: str) -> None:
    """Add a right to those of an account, which `par` gives."""
    cx.execute(
        insert(HABILITATION).values(
            compte=compte, role=droit.role.value, portee=droit.portee, depuis=le, donnee_par=par
        )
    )


def habiliter(journal: Journal, par: str, compte: str, *nouveaux: Habilitation) -> None:
    """Give an account these rights, in the place of those that it had; none to take them away.

    Args:
        journal: the journal.
        par: who gives them.
        compte: the account.
        nouveaux: the rights that it has from now on.

    Raises:
        DroitRefuse: `par` is no administrator.
        LookupError: there is no such account.
        ValueError: a contributor needs a territory.
    """
    for droit in nouveaux:
        exiger_un_territoire(droit)
    with journal.ecrire() as cx:
        exiger_un_administrateur(cx, par)
        exiger_le_compte(cx, compte)
        cx.execute(delete(HABILITATION).where(HABILITATION.c.compte == compte))
        for droit in nouveaux:
            accorder(cx, journal.maintenant(), compte, droit, par)
