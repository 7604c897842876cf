"""The accounts of elsewhere (ProConnect, a Keycloak, a proxy) that open an account of ours.

An account has to be invited: nobody makes one by signing in. It is opened by an account of
elsewhere that its holder bound to it, or whose address was invited, once. Only hashes are kept: of
the issuer and the subject; before that of the address, which goes as soon as it has served.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from fabrique_dash.journal.comptes import ouvrir_la_session_de
from fabrique_dash.journal.habilitations import exiger_le_compte, exiger_un_administrateur
from fabrique_dash.journal.jetons import desceller, hacher, sceller
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.tables import IDENTITE, SESSION, SESSION_D_AILLEURS

DUREE_D_UNE_ADRESSE = timedelta(days=30)
_ADRESSE = re.compile(r"[^@\s]{1,64}@[^@\s]{1,187}\.[^@\s.]{2,}")
_PAS_UNE_ADRESSE = "Ce n’est pas une adresse électronique (sans accents)."
_DEJA_INVITEE = "Cette adresse est déjà invitée, pour un autre compte."
_DEJA_RELIE = "Ce compte d’ailleurs ouvre déjà un autre compte de ce tableau de bord."
_FERMEE = "Votre session est fermée\u00a0: rouvrez-la, puis recommencez."


class IdentiteRefusee(RuntimeError):
    """An account of elsewhere can't be bound or invited so; the message is in French."""


@dataclass(frozen=True)
class Preuve:
    """What somebody proved elsewhere.

    Attributes:
        fournisseur: name of the door that they came by.
        emetteur: who vouches for them.
        sujet: who they are there, for ever.
        courriel: an address that is theirs, as the issuer vouches; empty otherwise.
        jeton: what closes their session there; empty when nothing does.
    """

    fournisseur: str
    emetteur: str
    sujet: str = field(repr=False)
    courriel: str = field(default="", repr=False)
    jeton: str = field(default="", repr=False)

    @property
    def empreinte(self) -> str:
        """The hash by which it is known again."""
        return hacher(f"{len(self.emetteur)} {self.emetteur} {self.sujet}")


@dataclass(frozen=True)
class Identite:
    """A way to open an account: bound to an account of elsewhere, or an address that is invited.

    Attributes:
        id: its number.
        fournisseur: the door that it was bound by; empty for an address.
        liee_le: since when; empty for an address.
    """

    id: int
    fournisseur: str
    liee_le: str


def _empreinte_de_l_adresse(adresse: str) -> str:
    """Return the hash of an address; empty if it is none.

    Out of ASCII, two addresses may be read, or put in small letters, as the same one.
    """
    ecrite = adresse.strip()
    if not ecrite.isascii() or not _ADRESSE.fullmatch(ecrite):
        return ""
    return hacher(ecrite.lower())


def exiger_une_adresse_libre(journal: Journal, adresse: str) -> None:
    """Refuse what can't be invited, before an account is made for it.

    Raises:
        IdentiteRefusee: it is no address, or one that is invited already.
    """
    empreinte = _empreinte_de_l_adresse(adresse)
    if not empreinte:
        raise IdentiteRefusee(_PAS_UNE_ADRESSE)
    prise = (IDENTITE.c.courriel == empreinte) & (IDENTITE.c.expire_le > journal.maintenant())
    with journal.lire() as cx:
        if cx.execute(select(IDENTITE.c.id).where(prise)).first() is not None:
            raise IdentiteRefusee(_DEJA_INVITEE)


def inviter_une_adresse(journal: Journal, par: str, compte: str, adresse: str) -> None:
    """Let the holder of an address open an account, by an issuer that vouches for it; once.

    Args:
        journal: the journal.
        par: who invites.
        compte: the account.
        adresse: the address, of which only a hash is kept, for thirty days at most.

    Raises:
        DroitRefuse: `par` is no administrator.
        LookupError: there is no such account.
        IdentiteRefusee: it is no address, or another account's.
    """
    empreinte = _empreinte_de_l_adresse(adresse)
    if not empreinte:
        raise IdentiteRefusee(_PAS_UNE_ADRESSE)
    fin = ecrire_l_instant(journal.horloge() + DUREE_D_UNE_ADRESSE)
    try:
        with journal.ecrire() as cx:
            exiger_un_administrateur(cx, par)
            exiger_le_compte(cx, compte)
            perimee = IDENTITE.c.expire_le <= journal.maintenant()
            siennes = (IDENTITE.c.compte == compte) & IDENTITE.c.courriel.is_not(None)
            cx.execute(delete(IDENTITE).where(perimee | siennes))
            cx.execute(insert(IDENTITE).values(compte=compte, courriel=empreinte, expire_le=fin))
    except IntegrityError as erreur:
        raise IdentiteRefusee(_DEJA_INVITEE) from erreur


def entrer(journal: Journal, preuve: Preuve, appareil: str = "") -> str | None:
    """Open a session of the account that somebody's account of elsewhere opens.

    Args:
        journal: the journal.
        preuve: what they proved.
        appareil: what the holder will know the session by.

    Returns:
        The token of the session; None if nobody invited them.
    """
    try:
        return _entrer(journal, preuve, appareil)
    except IntegrityError:  # twice at once: the other time has bound it
        return _entrer(journal, preuve, appareil)


def _entrer(journal: Journal, preuve: Preuve, appareil: str) -> str | None:
    with journal.ecrire() as cx:
        compte = _connu(cx, preuve) or _accueillir(cx, journal, preuve)
        if compte is None:
            return None
        jeton = ouvrir_la_session_de(cx, journal, compte, appareil)
        if preuve.jeton:
            cx.execute(
                insert(SESSION_D_AILLEURS).values(
                    session=hacher(jeton),
                    fournisseur=preuve.fournisseur,
                    jeton=sceller(preuve.jeton, jeton),
                )
            )
        return jeton


def _connu(cx: Connection, preuve: Preuve) -> str | None:
    connu: str | None = cx.execute(
        select(IDENTITE.c.compte).where(IDENTITE.c.empreinte == preuve.empreinte)
    ).scalar()
    return connu


def _accueillir(cx: Connection, journal: Journal, preuve: Preuve) -> str | None:
    """Bind somebody to the account that their address was invited to: it has then served."""
    adresse = _empreinte_de_l_adresse(preuve.courriel)
    if not adresse:
        return None
    maintenant = journal.maintenant()
    compte: str | None = cx.execute(
        update(IDENTITE)
        .where(IDENTITE.c.courriel == adresse, IDENTITE.c.expire_le > maintenant)
        .values(
            empreinte=preuve.empreinte,
            fournisseur=preuve.fournisseur,
            liee_le=maintenant,
            courriel=None,
            expire_le=None,
        )
        .returning(IDENTITE.c.compte)
    ).scalar()
    return compte


def relier(journal: Journal, jeton: str, preuve: Preuve) -> None:
    """Bind an account of elsewhere to that of an open session; nothing is done if it already is.

    Args:
        journal: the journal.
        jeton: the token of the session.
        preuve: what its holder proved elsewhere.

    Raises:
        IdentiteRefusee: the session is closed, or it opens another account.
    """
    try:
        _relier(journal, jeton, preuve)
    except IntegrityError:  # twice at once, as above
        _relier(journal, jeton, preuve)


def _relier(journal: Journal, jeton: str, preuve: Preuve) -> None:
    with journal.ecrire() as cx:
        compte = _compte_de(cx, journal, jeton)
        if (connu := _connu(cx, preuve)) is not None:
            if connu != compte:
                raise IdentiteRefusee(_DEJA_RELIE)
            return
        cx.execute(
            insert(IDENTITE).values(
                compte=compte,
                empreinte=preuve.empreinte,
                fournisseur=preuve.fournisseur,
                liee_le=journal.maintenant(),
            )
        )


def _compte_de(cx: Connection, journal: Journal, jeton: str) -> str:
    ouverte = (SESSION.c.empreinte == hacher(jeton)) & (SESSION.c.expire_le > journal.maintenant())
    compte: str | None = cx.execute(select(SESSION.c.compte).where(ouverte)).scalar()
    if compte is None:
        raise IdentiteRefusee(_FERMEE)
    return compte


def delier(journal: Journal, jeton: str, numero: int) -> None:
    """Forget a way to open the account of an open session; its sessions stay open.

    Raises:
        IdentiteRefusee: the session is closed.
    """
    with journal.ecrire() as cx:
        sienne = (IDENTITE.c.compte == _compte_de(cx, journal, jeton)) & (IDENTITE.c.id == numero)
        cx.execute(delete(IDENTITE).where(sienne))


def identites(journal: Journal, compte: str) -> list[Identite]:
    """List the ways to open an account, the oldest first; those that are over are not told."""
    vivante = IDENTITE.c.expire_le.is_(None) | (IDENTITE.c.expire_le > journal.maintenant())
    with journal.lire() as cx:
        lues = cx.execute(
            select(IDENTITE).where(IDENTITE.c.compte == compte, vivante).order_by(IDENTITE.c.id)
        )
        return [Identite(i.id, i.fournisseur or "", i.liee_le or "") for i in lues]


def session_d_ailleurs(journal: Journal, jeton: str) -> tuple[str, str] | None:
    """Return where a session of ours was opened from, and what closes it there; None if nowhere."""
    with journal.lire() as cx:
        lue = cx.execute(
            select(SESSION_D_AILLEURS).where(SESSION_D_AILLEURS.c.session == hacher(jeton))
        ).first()
    return None if lue is None else (lue.fournisseur, desceller(lue.jeton, jeton))
