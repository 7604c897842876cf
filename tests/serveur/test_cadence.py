"""Requests that come together are answered a little apart; a lone one at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
import pytest
from anyio.from_thread import start_blocking_portal

from fabrique_dash.serveur.adresses.cadence import ATTENTE_MAXIMALE, ECART, Cadence, TropVite

Rendu = TypeVar("Rendu")


class _Horloge:
    """A clock that only waits move forward, and the waits asked for."""

    def __init__(self) -> None:
        self.heure = 100.0
        self.attentes: list[float] = []

    def dire(self) -> float:
        return self.heure

    async def dormir(self, secondes: float) -> None:
        self.attentes.append(secondes)


def _dans_une_boucle(venir: Callable[[], Awaitable[Rendu]]) -> Rendu:
    # In a thread: the browser of other tests keeps a loop in this one.
    with start_blocking_portal() as portail:
        return portail.call(venir)


def _arrivees(heures: list[float]) -> list[float]:
    """Return how long each request waits, for the seconds at which they come."""
    horloge = _Horloge()
    cadence = Cadence(0.5, horloge.dire, horloge.dormir)

    async def venir() -> list[float]:
        attendu = []
        for heure in heures:
            horloge.heure, horloge.attentes = 100 + heure, [0.0]
            await cadence.attendre()
            attendu.append(horloge.attentes[-1])
        return attendu

    return _dans_une_boucle(venir)


@pytest.mark.parametrize(
    ("heures", "attentes"),
    [
        ([0.0], [0.0]),
        ([0.0, 0.5, 1.5], [0.0, 0.0, 0.0]),
        ([0.0, 0.0, 0.0, 0.0], [0.0, 0.5, 1.0, 1.5]),
        ([0.0, 0.0, 0.25, 5.0], [0.0, 0.5, 0.75, 0.0]),
    ],
)
def test_each_waits_for_those_before_it_and_no_longer(
    heures: list[float], attentes: list[float]
) -> None:
    assert _arrivees(heures) == attentes


def test_a_hundred_requests_are_answered_in_order() -> None:
    passes: list[int] = []

    async def venir() -> None:
        cadence = Cadence()

        async def passer(numero: int) -> None:
            await cadence.attendre()
            passes.append(numero)

        debut = anyio.current_time()
        async with anyio.create_task_group() as taches:
            for numero in range(100):
                taches.start_soon(passer, numero)
        assert anyio.current_time() - debut >= 99 * ECART

    _dans_une_boucle(venir)
    assert passes == list(range(100))


def test_no_client_waits_for_another_s_requests() -> None:
    horloge = _Horloge()
    cadence = Cadence(0.5, horloge.dire, horloge.dormir)

    async def venir() -> list[float]:
        for _ in range(4):
            await cadence.attendre("avide")
        horloge.attentes.clear()
        await cadence.attendre("autre")
        return horloge.attentes

    assert _dans_une_boucle(venir) == []


def test_who_no_longer_waits_is_forgotten() -> None:
    horloge = _Horloge()
    cadence = Cadence(0.5, horloge.dire, horloge.dormir)

    async def venir() -> None:
        for client in ("192.0.2.1", "192.0.2.2", "192.0.2.2"):
            await cadence.attendre(client)
        horloge.heure += 0.5
        await cadence.attendre("192.0.2.3")

    _dans_une_boucle(venir)
    assert list(cadence._prochains) == ["192.0.2.2", "192.0.2.3"]


def test_a_client_who_would_wait_too_long_is_refused_and_the_wait_grows_no_more() -> None:
    horloge = _Horloge()
    cadence = Cadence(0.5, horloge.dire, horloge.dormir)

    async def venir() -> int:
        refus = 0
        for _ in range(3000):
            try:
                await cadence.attendre("avide")
            except TropVite:
                refus += 1
        horloge.heure += 1.0
        await cadence.attendre("avide")
        return refus

    assert _dans_une_boucle(venir) == 3000 - int(ATTENTE_MAXIMALE / 0.5) - 1
