"""What a sign-in leaves in the browser while it is away: signed, short-lived, read once.

It is signed with the provider's own secret: every process that knows the provider reads it, and
nothing else has to be shared.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from fabrique_dash.redaction.fournisseurs import Fournisseur

DUREE = 600  # seconds that one has to sign in there
_SEL = "tp-{}"


@dataclass(frozen=True)
class Aller:
    """A sign-in that has begun.

    Attributes:
        etat: what the answer must bring back.
        nonce: what the identity token must say.
        verifieur: what proves that who began asks for the token (PKCE).
        redirection: the address that the provider was told to come back to.
        retour: the view to come back to.
        relier: whether it is to bind that account to the one that is open here.
    """

    etat: str
    nonce: str
    verifieur: str
    redirection: str
    retour: str
    relier: bool


@dataclass(frozen=True)
class Reliure:
    """An account of elsewhere to bind, once its holder has looked at it.

    Attributes:
        session: hash of the session that asked for it: no other one may.
        emetteur: who vouches for it.
        sujet: who it is there.
        retour: the view to come back to.
    """

    session: str
    emetteur: str
    sujet: str
    retour: str


@dataclass(frozen=True)
class Sortie:
    """A session that is being closed there too.

    Attributes:
        etat: what the answer must bring back.
        retour: the view to come back to.
    """

    etat: str
    retour: str


Passage = Aller | Reliure | Sortie


def _signataire(fournisseur: Fournisseur, genre: type) -> URLSafeTimedSerializer:
    sel = _SEL.format(genre.__name__.lower())
    return URLSafeTimedSerializer(
        fournisseur.secret, salt=f"{sel}-{fournisseur.nom}", signer_kwargs={"digest_method": sha256}
    )


def ecrire(fournisseur: Fournisseur, passage: Passage) -> str:
    """Write what is to be found again, for a cookie."""
    ecrit = _signataire(fournisseur, type(passage)).dumps(asdict(passage))
    return ecrit if isinstance(ecrit, str) else ecrit.decode("ascii")


def lire_l_aller(fournisseur: Fournisseur, valeur: str) -> Aller | None:
    """Read a sign-in that has begun; None if it was not begun here, or too long ago."""
    dit = _lire(fournisseur, Aller, valeur)
    return None if dit is None else Aller(**dit)


def lire_la_reliure(fournisseur: Fournisseur, valeur: str) -> Reliure | None:
    """Read an account to bind; None if nothing of ours says so, or too long ago."""
    dit = _lire(fournisseur, Reliure, valeur)
    return None if dit is None else Reliure(**dit)


def lire_la_sortie(fournisseur: Fournisseur, valeur: str) -> Sortie | None:
    """Read a session that is being closed; None if nothing of ours says so, or too long ago."""
    dit = _lire(fournisseur, Sortie, valeur)
    return None if dit is None else Sortie(**dit)


def _lire(fournisseur: Fournisseur, genre: type, valeur: str) -> dict[str, Any] | None:
    try:
        lu: dict[str, Any] = _signataire(fournisseur, genre).loads(valeur, max_age=DUREE)
    except BadData:
        return None
    return lu
