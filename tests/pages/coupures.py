"""Scripts that are cut at each access to the session in turn, as the next message would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ACCES = range(1, 13)


@contextmanager
def _coupee(rang: int) -> Iterator[None]:
    """Cut the script at its n-th access to the session."""
    sorte, reste = type(st.session_state), [rang]

    def coupant(acces: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(acces)
        def acceder(*arguments: Any) -> Any:
            reste[0] -= 1
            if reste[0] == 0:
                st.rerun()
            return acces(*arguments)

        return acceder

    with pytest.MonkeyPatch.context() as remplacement:
        for nom in ("__getitem__", "__setitem__", "__delitem__"):
            remplacement.setattr(sorte, nom, coupant(getattr(sorte, nom)))
        yield


def apres(session: AppTest, rang: int) -> AppTest:
    """Run a session whose script is cut at its n-th access, as the next message would."""
    with _coupee(rang):
        session.run()
    assert not session.exception
    return session
