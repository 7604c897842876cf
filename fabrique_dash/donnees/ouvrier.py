"""Programme of the workshop: does what comes in on its input, one job at a time.

`atelier` starts it and speaks with it. It ends when its input does, whatever ended the server.
Arguments: modules to load before the first job comes.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import sys
import traceback
from typing import IO, Any

_TETE = 8  # bytes that tell the length of what follows
# Added to the priority of the process: pages come first.
COURTOISIE = 3


def envoyer(flux: IO[bytes], objet: object) -> None:
    """Write an object.

    Raises:
        OSError: the other side is gone.
    """
    octets = pickle.dumps(objet)
    flux.write(len(octets).to_bytes(_TETE, "big"))
    flux.write(octets)
    flux.flush()


def recevoir(flux: IO[bytes]) -> Any:
    """Wait for an object and read it.

    Raises:
        EOFError: the other side is gone.
    """
    return pickle.loads(_lire(flux, int.from_bytes(_lire(flux, _TETE), "big")))


def _lire(flux: IO[bytes], nombre: int) -> bytes:
    octets = flux.read(nombre)
    if len(octets) < nombre:
        raise EOFError
    return octets


def _travailler(entree: IO[bytes]) -> tuple[bool, object]:
    """Do the next job; return whether it succeeded, with its result or its error."""
    try:
        fonction, arguments = recevoir(entree)
        return True, fonction(*arguments)
    except EOFError:
        raise
    except Exception as erreur:
        erreur.add_note(traceback.format_exc())
        return False, _transmissible(erreur)


def _transmissible(erreur: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(erreur))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(erreur)))
    return erreur


def principal(*modules: str) -> None:
    """Do jobs until nobody sends any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    if hasattr(os, "nice"):
        os.nice(COURTOISIE)
    # What a library prints must not come among the answers.
    sortie = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for module in modules:
        importlib.import_module(module)
    while True:
        try:
            envoyer(sortie, _travailler(sys.stdin.buffer))
        except (EOFError, OSError):
            return


if __name__ == "__main__":
    principal(*sys.argv[1:])
