"""A process that leaves says so before it stops, and stops at once when told twice."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from fabrique_dash.serveur.depart import VARIABLE, delai_de_depart

# Signals are the main thread's: a process of its own, which takes what a server would do for one.
_PROGRAMME = """
import asyncio, json, os, signal, sys, time
from fabrique_dash.serveur.depart import en_depart, partir_en_ordre

fini = asyncio.Event()
signal.signal(signal.SIGTERM, lambda *_: fini.set())

async def vivre(delai, signes):
    with partir_en_ordre(delai):
        debut, avant = time.monotonic(), en_depart()
        for _ in range(signes):
            os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0)
        dit = [avant, en_depart(), fini.is_set()]
        await fini.wait()
    return [*dit, time.monotonic() - debut]

async def tous():
    vus = []
    for delai, signes in ((0.0, 1), (0.3, 1), (60.0, 2)):
        fini.clear()
        vus.append(await vivre(delai, signes))
    print(json.dumps(vus))

asyncio.run(tous())
"""


def test_it_says_that_it_leaves_then_stops() -> None:
    fait = subprocess.run(
        [sys.executable, "-c", _PROGRAMME], capture_output=True, text=True, check=True, timeout=60
    )
    aussitot, en_ordre, deux_fois = json.loads(fait.stdout)
    assert aussitot[:3] == [False, False, True]
    assert en_ordre[:3] == [False, True, False] and en_ordre[3] >= 0.3
    assert deux_fois[:3] == [False, True, True] and deux_fois[3] < 60.0


@pytest.mark.parametrize(
    ("valeur", "delai"), [("", 0.0), ("5", 5.0), ("-5", 0.0), ("cinq", 0.0), ("9999", 300.0)]
)
def test_only_a_number_of_seconds_is_read(
    monkeypatch: pytest.MonkeyPatch, valeur: str, delai: float
) -> None:
    monkeypatch.setenv(VARIABLE, valeur)
    assert delai_de_depart() == delai
