"""Child processes for the crash tests, forked from one that has loaded everything: 30 ms each."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

import pytest

_CONTEXTE = multiprocessing.get_context("forkserver")
_CONTEXTE.set_forkserver_preload(["tests.journal.enfants"])
DELAI = 120.0


@contextmanager
def enfant(faire: Callable[..., None], *arguments: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """Start a child; yield it with what it says. It is killed at the end if it still runs."""
    ecoute, dire = _CONTEXTE.Pipe(duplex=False)
    processus = _CONTEXTE.Process(target=faire, args=(dire, *arguments))
    with pytest.MonkeyPatch.context() as remplacement:
        # Streamlit leaves its own script there, and a child would run it before anything else.
        remplacement.setitem(sys.modules, "__main__", ModuleType("__main__"))
        processus.start()
    dire.close()
    try:
        yield processus, ecoute
    finally:
        processus.kill()
        processus.join()
        ecoute.close()


def dit_par(faire: Callable[..., None], *arguments: Any) -> tuple[int | None, Any]:
    """Have a child do something; return its exit code, and the last thing that it said."""
    with enfant(faire, *arguments) as (processus, ecoute):
        processus.join(DELAI)
        return processus.exitcode, tout_ce_que_dit(ecoute)[-1:]


def tout_ce_que_dit(ecoute: Connection) -> list[Any]:
    """Return all that a child that has ended said."""
    dits = []
    try:
        while ecoute.poll():
            dits.append(ecoute.recv())
    except EOFError:
        pass
    return dits
