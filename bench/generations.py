"""Run Streamlit, and tell in a file how many states of the data are alive in the server."""

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any
from weakref import WeakSet

from streamlit.web.cli import main

from fabrique_dash.donnees import depot

VARIABLE = "FABRIQUE_GENERATIONS"
PAUSE = 0.2  # seconds


def _compter(fichier: Path) -> None:
    """Count from now on the states that are read; the collector can't list what it has frozen."""
    vivantes: WeakSet[depot.Donnees] = WeakSet()
    lire = depot.charger

    def charger(dossier: Path, marque: str, lectures: Any = None) -> depot.Donnees:
        donnees = lire(dossier, marque, lectures)
        vivantes.add(donnees)
        return donnees

    def ecrire() -> None:
        while True:
            fichier.write_text(str(len(vivantes)), encoding="utf-8")
            time.sleep(PAUSE)

    depot.charger = charger
    threading.Thread(target=ecrire, daemon=True).start()


if __name__ == "__main__":
    _compter(Path(os.environ[VARIABLE]))
    sys.exit(main(prog_name="streamlit"))
