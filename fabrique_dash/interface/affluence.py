"""How many pages are drawn at once, when many are asked for in the same instant.

The interpreter does one thing at a time. With a thread for each of 250 sessions, it spends twice
as long on each, and the loop that answers the browsers waits for its turn among them: connections
that have had no sign of life for 20 seconds are closed, with the code 1011.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

_P = ParamSpec("_P")

# Not one: a page that waits for the control of changed data must hold nobody back.
A_LA_FOIS = 2
EN_ATTENTE = 500  # sessions: the last one waits for about a minute


class Complet(Exception):
    """Too many sessions wait already."""


class Affluence:
    """Lets pages be drawn a few at a time, in the order in which they were asked for.

    Safe between threads; whoever waits takes nothing from the processor.
    """

    def __init__(self, a_la_fois: int = A_LA_FOIS, en_attente: int = EN_ATTENTE) -> None:
        """Prepare.

        Args:
            a_la_fois: pages drawn at once.
            en_attente: those that may wait; one more is refused.
        """
        self._acces = threading.Lock()
        self._libres = a_la_fois
        self._plafond = en_attente
        self._donnes = 0
        self._seuls = 0
        self._ici = threading.local()  # whether this thread draws a whole page
        self._file: deque[threading.Event] = deque()

    @property
    def en_attente(self) -> int:
        """How many wait."""
        return len(self._file)

    @property
    def donnes(self) -> int:
        """How many turns were given since the start."""
        return self._donnes

    @property
    def seuls(self) -> int:
        """How many parts of a page were drawn again by themselves since the start."""
        return self._seuls

    def noter_une_partie(self) -> None:
        """Count a part of a page that is about to be drawn, unless a whole page draws it."""
        if not getattr(self._ici, "entiere", False):
            with self._acces:
                self._seuls += 1

    @contextmanager
    def tour(self) -> Iterator[None]:
        """Wait for one's turn, and give it to the next at the end.

        Raises:
            Complet: too many wait already.
        """
        self._entrer()
        with self._acces:
            self._donnes += 1
        self._ici.entiere = True
        try:
            yield
        finally:
            self._ici.entiere = False
            self._sortir()

    def _entrer(self) -> None:
        with self._acces:
            if self._libres:
                self._libres -= 1
                return
            if len(self._file) >= self._plafond:
                raise Complet
            a_moi = threading.Event()
            self._file.append(a_moi)
        a_moi.wait()

    def _sortir(self) -> None:
        with self._acces:
            if self._file:
                self._file.popleft().set()
            else:
                self._libres += 1


AFFLUENCE = Affluence()


def fragment(dessiner: Callable[_P, None]) -> Callable[_P, None]:
    """Have a part of a page drawn again by itself, as `st.fragment` does, and counted.

    Args:
        dessiner: draws it.
    """

    @wraps(dessiner)
    def dessiner_et_compter(*args: _P.args, **options: _P.kwargs) -> None:
        AFFLUENCE.noter_une_partie()
        dessiner(*args, **options)

    return st.fragment(dessiner_et_compter)
