"""Ask the server of this machine how it is: `python deploiement/sante.py`, for a health check.

It ends with 0 when good data are served, 1 otherwise; what is wrong is written in French.
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request

PATIENCE = 4.0  # seconds: less than the health check's own


def adresse(port: str, base: str) -> str:
    """Return the address to ask.

    Args:
        port: where the server listens.
        base: path under which the application is served.
    """
    chemin = f"/{base.strip('/')}".rstrip("/")
    return f"http://127.0.0.1:{port}{chemin}/sante"


def main() -> int:
    """Ask, and return the exit code."""
    ou = adresse(
        os.environ.get("PORT", "8501"), os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    )
    try:
        with urllib.request.urlopen(ou, timeout=PATIENCE) as reponse:
            print(reponse.read().decode("utf-8"))
    except urllib.error.HTTPError as refus:
        print(f"{ou}\u00a0: {refus.code}", file=sys.stderr)
        return 1
    except OSError as absent:
        print(f"{ou} ne répond pas\u00a0: {absent}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
