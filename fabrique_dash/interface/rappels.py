"""What a control asks for when it is moved: noted at once, done as the script begins.

Streamlit may cut a script at each reading or writing of the session, of the address or of the
page, to serve a message that has just come. It cuts a control's callback too, and never calls it
again: the control has changed, and what the callback had to keep would be lost. So a callback only
notes what is to be done, which nothing can cut; the script does it before anything else, and begins
it again when it was cut. `runner.fastReruns` is off (.streamlit/config.toml): else a message would
begin a second script beside the one that still keeps what was typed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial, wraps
from typing import ParamSpec

_P = ParamSpec("_P")


class _Attente(threading.local):
    """What is to be done, in order: Streamlit runs callbacks in the thread of their script."""

    def __init__(self) -> None:
        self.a_faire: list[Callable[[], None]] = []


_ATTENTE = _Attente()


def sans_coupure(rappel: Callable[_P, None]) -> Callable[_P, None]:
    """Make a callback that a message can't cut: `faire_ce_qui_attend` does it.

    Args:
        rappel: what is to be done; in two goes it must come to the same as in one.

    Returns:
        A callback to give to a control.
    """

    @wraps(rappel)
    def noter(*args: _P.args, **options: _P.kwargs) -> None:
        _ATTENTE.a_faire.append(partial(rappel, *args, **options))

    return noter


def ensuite(suite: Callable[[], None]) -> None:
    """Have something done after the callback that is being done, which is then not begun again.

    What the callback did once for all (a publication) so stands, even if what follows is cut.

    Args:
        suite: what follows; in two goes it must come to the same as in one.
    """
    _ATTENTE.a_faire.insert(1, suite)


def faire_ce_qui_attend() -> None:
    """Do what the controls that were moved ask for, before the script reads what they show.

    What a message cuts stays to be done by the run that serves it; what fails is not tried again.
    """
    a_faire = _ATTENTE.a_faire
    while a_faire:
        try:
            a_faire[0]()
        except Exception:
            a_faire.clear()
            raise
        del a_faire[0]
