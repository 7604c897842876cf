"""What a person holds, of which the journal only keeps a hash."""

from __future__ import annotations

import secrets
from hashlib import sha256

_OCTETS = 32  # nobody guesses it


def nouveau_jeton() -> str:
    """Return a token that nobody has."""
    return secrets.token_urlsafe(_OCTETS)


def hacher(jeton: str) -> str:
    """Return the hash of what is not to be kept."""
    return sha256(jeton.encode("utf-8", "replace")).hexdigest()
