"""What a control calls when it is moved: done whole, even if another message comes meanwhile.

Streamlit may cut a script at each reading or writing of the session, of the address or of the
page, to serve a message that has just come. It cuts a control's callback too, and never calls it
again: the control has changed, and what the callback had to keep would be lost. Two fields left
one after the other within a few milliseconds are enough.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

_P = ParamSpec("_P")
_ESSAIS = 5  # a message that comes takes one; a closed session, which has no use for it, takes all


def sans_coupure(rappel: Callable[_P, None]) -> Callable[_P, None]:
    """Make a callback that is begun again when it is cut, and lets the message be served after.

    Args:
        rappel: the callback; what it does in two goes must come to the same as in one.

    Returns:
        A callback to give to a control.
    """

    @wraps(rappel)
    def tenir(*args: _P.args, **options: _P.kwargs) -> None:
        coupure: BaseException | None = None
        for _ in range(_ESSAIS):
            try:
                rappel(*args, **options)
            except Exception:
                raise
            except BaseException as dite:  # Streamlit's own, so that no program catches them
                coupure = dite
            else:
                break
        if coupure is not None:
            raise coupure

    return tenir
