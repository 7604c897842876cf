"""The pace at which the stable addresses answer, so that pages keep the processor."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from anyio import sleep

# An answer takes 0.14 ms of the processor: a hundred of them at once then leave a page 93 % of it.
ECART = 0.002  # seconds
ATTENTE_MAXIMALE = 2.0  # seconds: a thousand requests of one client
_CLIENTS_SUIVIS = 4096


class TropVite(Exception):
    """A client asks for more than it can be answered."""


class Cadence:
    """Lets the requests of a client through one by one, at least so far apart.

    A lone one never waits, and no client waits for another's.

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
        self._prochains: OrderedDict[str, float] = OrderedDict()

    async def attendre(self, client: str = "") -> None:
        """Wait for one's turn.

        Args:
            client: who asks.

        Raises:
            TropVite: so many of this client's wait that this one would wait too long.
        """
        maintenant = self._heure()
        self._oublier_les_partis(maintenant)
        tour = max(maintenant, self._prochains.pop(client, 0.0))
        trop = tour - maintenant > ATTENTE_MAXIMALE
        self._prochains[client] = tour if trop else tour + self._ecart
        if trop:
            raise TropVite
        if tour > maintenant:
            await self._dormir(tour - maintenant)

    def _oublier_les_partis(self, maintenant: float) -> None:
        """Forget who no longer waits, the oldest first: addresses are kept for a moment only."""
        while self._prochains:
            client, tour = next(iter(self._prochains.items()))
            if tour > maintenant and len(self._prochains) < _CLIENTS_SUIVIS:
                return
            del self._prochains[client]
