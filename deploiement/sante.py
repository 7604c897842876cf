"""Ask the server of this machine how it is: `python deploiement/sante.py [SECONDES]`.

It ends with 0 when good data are served, 1 otherwise; what is wrong is written in French. Given
seconds, it asks again until they are over: for who has just started the server.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 4.0  # seconds: less than the health check's own
PAUSE = 0.5  # seconds between two questions


def adresse(port: str, base: str) -> str:
    """Return the address to ask.

    Args:
        port: where the server listens.
        base: path under which the application is served.
    """
    chemin = f"/{base.strip('/')}".rstrip("/")
    return f"http://127.0.0.1:{port}{chemin}/sante"


def demander(ou: str) -> tuple[bool, str]:
    """Return whether all is well, and what is said of it."""
    try:
        with urllib.request.urlopen(ou, timeout=PATIENCE) as reponse:
            return True, reponse.read().decode("utf-8")
    except urllib.error.HTTPError as refus:
        return False, f"{ou}\u00a0: {refus.code}"
    except OSError as absent:
        return False, f"{ou} ne répond pas\u00a0: {absent}"


def main(secondes: float = 0.0) -> int:
    """Ask until all is well, or the time is over; return the exit code."""
    ou = adresse(
        os.environ.get("PORT", "8501"), os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    )
    fin = time.monotonic() + secondes
    bien, dit = demander(ou)
    while not bien and time.monotonic() < fin:
        time.sleep(PAUSE)
        bien, dit = demander(ou)
    print(dit, file=sys.stdout if bien else sys.stderr)
    return 0 if bien else 1


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2])))
