"""What a person holds, of which the journal only keeps a hash, or what nobody else can read."""

from __future__ import annotations

import base64
import secrets
from hashlib import sha256

_OCTETS = 32  # nobody guesses it


def nouveau_jeton() -> str:
    """Return a token that nobody has."""
    return secrets.token_urlsafe(_OCTETS)


def hacher(jeton: str) -> str:
    """Return the hash of what is not to be kept."""
    return sha256(jeton.encode("utf-8", "replace")).hexdigest()


def sceller(texte: str, jeton: str) -> str:
    """Write what only the holder of a token can read: neither the journal, nor a backup."""
    from cryptography.fernet import Fernet  # where somebody comes from elsewhere, and only there

    return Fernet(_cle(jeton)).encrypt(texte.encode("utf-8")).decode("ascii")


def desceller(scelle: str, jeton: str) -> str:
    """Read what was written for the holder of a token; empty if it was for another."""
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(_cle(jeton)).decrypt(scelle).decode("utf-8")
    except InvalidToken:
        return ""


def _cle(jeton: str) -> bytes:
    """Return a key that the hash which is kept doesn't tell."""
    return base64.urlsafe_b64encode(sha256(f"sceau {jeton}".encode("utf-8", "replace")).digest())
