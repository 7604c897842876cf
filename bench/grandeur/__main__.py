"""`python -m bench.grandeur`: three processes, readers, kills; nothing leaves 127.0.0.1."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time

from bench.grandeur.essai import Banc
from bench.grandeur.ferme import NOMS, Absent, ferme
from bench.grandeur.rapport import rediger

_AU_PLUS = 3600.0


def _secondes(texte: str) -> float:
    lues = float(texte)
    if not 12 <= lues <= _AU_PLUS:
        raise argparse.ArgumentTypeError("entre 12 et 3600 secondes")
    return lues


def principal() -> int:
    """Run the trial, print its report; return the exit code."""
    analyseur = argparse.ArgumentParser(prog="python -m bench.grandeur", description=__doc__)
    analyseur.add_argument("--secondes", type=_secondes, default=120.0, help="durée de l’essai")
    analyseur.add_argument("--sessions", type=int, default=30, help="lecteurs simulés")
    choix = analyseur.parse_args()

    debut = time.monotonic()

    def dire(texte: str) -> None:
        print(f"{time.monotonic() - debut:5.0f} s  {texte}", file=sys.stderr, flush=True)

    # Stopped from outside, it stops all that it started, too.
    signal.signal(signal.SIGTERM, lambda signe, _: sys.exit(128 + signe))
    dire("PostgreSQL, trois processus et nginx démarrent…")
    try:
        with ferme() as prete:
            essai = asyncio.run(Banc(prete, choix.sessions).derouler(choix.secondes, dire))
    except Absent as manque:
        dire(str(manque))
        return 1
    print(rediger(essai, choix.sessions, len(NOMS)))
    return 0


if __name__ == "__main__":
    raise SystemExit(principal())
