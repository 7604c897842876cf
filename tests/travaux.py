"""Jobs that tests send to the workshop: its process must be able to import them."""

from __future__ import annotations


def ne_pas_finir(*_: object) -> bytes:
    """Never return."""
    while True:
        pass
