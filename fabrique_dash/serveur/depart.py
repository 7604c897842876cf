"""Leaving in good order: what watches over the process is told before it stops answering."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

VARIABLE = "FABRIQUE_DEPART"
_PLUS_LONG = 300.0  # seconds
_EN_DEPART = threading.Event()


def en_depart() -> bool:
    """Tell whether this process was asked to stop, and still answers for a moment."""
    return _EN_DEPART.is_set()


def delai_de_depart() -> float:
    """Return the seconds that FABRIQUE_DEPART gives; 0 when it says nothing usable."""
    lue = os.environ.get(VARIABLE, "")
    return min(float(lue), _PLUS_LONG) if lue.isascii() and lue.isdecimal() else 0.0


@contextmanager
def partir_en_ordre(delai: float) -> Iterator[None]:
    """Have SIGTERM say first that the process is leaving, and stop it only after a while.

    Meanwhile it answers as before, but for `/sante`. A second signal stops it at once. Out of
    the main thread there are no signals, and nothing changes.

    Args:
        delai: seconds; 0 to stop at once, as the server does by itself.
    """
    arreter = signal.getsignal(signal.SIGTERM)
    ici = threading.current_thread() is threading.main_thread()
    if not (delai and ici and callable(arreter)):
        yield
        return
    boucle = asyncio.get_running_loop()

    def partir(signe: int, cadre: FrameType | None) -> None:
        if _EN_DEPART.is_set():
            arreter(signe, cadre)
            return
        _EN_DEPART.set()
        boucle.call_soon_threadsafe(boucle.call_later, delai, arreter, signe, cadre)

    signal.signal(signal.SIGTERM, partir)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, arreter)
        _EN_DEPART.clear()
