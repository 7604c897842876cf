"""The pace at which the stable addresses answer, so that pages keep the processor."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from anyio import sleep

# An answer takes 0.14 ms of the processor: a hundred of them at once then leave a page 93 % of it.
ECART = 0.002  # seconds


class Cadence:
    """Lets requests through one by one, at least so far apart; a lone one never waits.

    Args:
        ecart: seconds between two of them.
        heure: tells the time, in seconds.
        dormir: waits for so many seconds.
    """

    def __init__(
        self,
        ecart: float = ECART,
        heure: Callable[[], float] = time.monotonic,
        dormir: Callable[[float], Awaitable[None]] = sleep,
    ) -> None:
        self._ecart = ecart
        self._heure = heure
        self._dormir = dormir
        self._prochain = 0.0

    async def attendre(self) -> None:
        """Wait for one's turn."""
        maintenant = self._heure()
        tour = max(maintenant, self._prochain)
        self._prochain = tour + self._ecart
        if tour > maintenant:
            await self._dormir(tour - maintenant)
