"""What a provider signs: read only once its signature, issuer, audience and times are checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet, OctKey
from joserfc.jws import JWSRegistry

from fabrique_dash.redaction.fournisseurs import Fournisseur

_ECART = 60  # seconds that two clocks may differ by
_TROP_LONG = 32_768  # characters
_ALGORITHME_PARTAGE = ("HS256",)
Dit = dict[str, object]


class JetonRefuse(RuntimeError):
    """A token is not one that this provider made for us, now; the message is for a log."""


@dataclass(frozen=True)
class Signataire:
    """Who signs.

    Attributes:
        fournisseur: the provider, as it is described here.
        emetteur: the name that it signs under, as it tells it.
        cles: the keys that it publishes (JWKS).
    """

    fournisseur: Fournisseur
    emetteur: str
    cles: Mapping[str, object] = field(repr=False)


def _lire(jeton: str, signataire: Signataire) -> jwt.Token:
    """Read a signed token; its algorithm is one of ours, whatever it says of itself."""
    if len(jeton) > _TROP_LONG:
        raise JetonRefuse("trop long")
    fournisseur = signataire.fournisseur
    regles = JWSRegistry(algorithms=list(fournisseur.signatures), strict_check_header=False)
    try:
        if fournisseur.signatures == _ALGORITHME_PARTAGE:
            return jwt.decode(jeton, OctKey.import_key(fournisseur.secret), registry=regles)
        return jwt.decode(jeton, _cles_comprises(signataire.cles), registry=regles)
    except (JoseError, ValueError, TypeError, KeyError) as erreur:
        raise JetonRefuse(type(erreur).__name__) from erreur


def _cles_comprises(publiees: Mapping[str, object]) -> KeySet:
    """Read the keys of a provider; those that are not understood are left aside (RFC 7517, 5)."""
    cles = []
    for publiee in cast(Iterable[Any], publiees["keys"]):
        with suppress(JoseError, ValueError, TypeError, KeyError):
            cles.append(JWKRegistry.import_key(publiee))
    return KeySet(cles)


def _attendus(signataire: Signataire) -> dict[str, jwt.ClaimsOption]:
    return {
        "iss": {"essential": True, "value": signataire.emetteur},
        "aud": {"essential": True, "value": signataire.fournisseur.client},
        "sub": {"essential": True},
    }


def lire_l_identite(jeton: str, signataire: Signataire, nonce: str, acces: str) -> Dit:
    """Read an identity token (OpenID Connect Core, 3.1.3.7).

    Args:
        jeton: the token.
        signataire: who made it.
        nonce: what we asked it to say.
        acces: the access token that came with it.

    Returns:
        What it says: `sub` at least.

    Raises:
        JetonRefuse: signature, issuer, audience, times, nonce or hash is not right.
    """
    lu = _lire(jeton, signataire)
    connus = {
        "nonce": nonce,
        "client_id": signataire.fournisseur.client,
        "access_token": acces,
    }
    dits = CodeIDToken(lu.claims, lu.header, _attendus(signataire), connus)
    try:
        dits.validate(leeway=_ECART)
    except (JoseError, ValueError, TypeError) as erreur:
        raise JetonRefuse(str(erreur)) from erreur
    return dict(lu.claims)


def lire_les_infos(jeton: str, signataire: Signataire) -> Dit:
    """Read what is said of somebody, when it comes signed (OpenID Connect Core, 5.3.2).

    Args:
        jeton: the signed answer.
        signataire: who made it.

    Raises:
        JetonRefuse: it is not signed by the provider, for us.
    """
    lu, dus = _lire(jeton, signataire), _attendus(signataire)
    regles = jwt.JWTClaimsRegistry(leeway=_ECART, iss=dus["iss"], aud=dus["aud"], sub=dus["sub"])
    try:
        regles.validate(lu.claims)
    except (JoseError, ValueError, TypeError) as erreur:
        raise JetonRefuse(str(erreur)) from erreur
    return dict(lu.claims)
