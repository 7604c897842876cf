"""Start a Streamlit server of its own for a test or a measure, and stop it afterwards.

What a server writes is kept under `RAPPORTS`, with the other things that help to see a failure.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from fabrique_dash.serveur.chemins import VARIABLE_DE_LA_BASE

RACINE = Path(__file__).resolve().parents[1]
RAPPORTS = RACINE / "rapports"
ADRESSE = "127.0.0.1"
DELAI = 180.0  # s: far beyond what a start takes, on a busy machine too
_DELAI_D_ARRET = 30.0
_ENTRE_DEUX_REGARDS = 0.1
_NUMEROS = count(1)


@dataclass(frozen=True)
class Serveur:
    """A running server: its address, the process that answers, and what it writes."""

    url: str
    pid: int
    journal: Path


def port_libre() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as prise:
        prise.bind((ADRESSE, 0))
        return int(prise.getsockname()[1])


def _repond(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=10) as reponse:
            return bool(reponse.read() == b"ok")
    except OSError:
        return False


def _attendre(url: str, processus: subprocess.Popen[bytes], journal: Path) -> None:
    limite = time.monotonic() + DELAI
    while not _repond(url):
        if processus.poll() is not None:
            raise RuntimeError(f"Le serveur s’est arrêté (code {processus.returncode}) : {journal}")
        if time.monotonic() > limite:
            raise TimeoutError(f"Le serveur ne répond pas après {DELAI:.0f} s : {journal}")
        time.sleep(_ENTRE_DEUX_REGARDS)


def _arreter(processus: subprocess.Popen[bytes]) -> None:
    processus.terminate()
    try:
        processus.wait(_DELAI_D_ARRET)
    except subprocess.TimeoutExpired:
        processus.kill()
        processus.wait()


def _journal() -> Path:
    """Name the file of the next server: tests that run side by side do not share one."""
    RAPPORTS.mkdir(exist_ok=True)
    qui = os.environ.get("PYTEST_XDIST_WORKER", "seul")
    return RAPPORTS / f"serveur-{qui}-{next(_NUMEROS)}.log"


@contextmanager
def _lancer(
    module: Sequence[str],
    port: int,
    dossier: Path,
    environnement: Mapping[str, str],
    base: str = "",
) -> Iterator[Serveur]:
    journal = _journal()
    with journal.open("wb") as sortie:
        processus = subprocess.Popen(
            [sys.executable, "-u", "-m", *module],
            cwd=dossier,
            env={"FABRIQUE_JOURNAL": "aucun", **os.environ, **environnement},
            stdout=sortie,
            stderr=subprocess.STDOUT,
        )
    url = f"http://{ADRESSE}:{port}" + (f"/{base}" if base else "")
    try:
        _attendre(url, processus, journal)
        yield Serveur(url, processus.pid, journal)
    finally:
        _arreter(processus)


@contextmanager
def servir(
    script: Path = RACINE / "app.py",
    options: Sequence[str] = (),
    environnement: Mapping[str, str] | None = None,
    lanceur: str = "streamlit",
) -> Iterator[Serveur]:
    """Serve a script with `streamlit run`, from the script's own folder.

    Args:
        script: what is served.
        options: options of the command.
        environnement: variables to add.
        lanceur: module that stands for `streamlit`; it may be in the script's folder.
    """
    port = port_libre()
    module = [lanceur, "run", script.name, "--server.port", str(port)]
    module += ["--server.address", ADRESSE, "--server.headless", "true", *options]
    with _lancer(module, port, script.parent, environnement or {}) as serveur:
        yield serveur


@contextmanager
def servir_asgi(
    dossier: Path = RACINE,
    options: Sequence[str] = (),
    environnement: Mapping[str, str] | None = None,
    base: str = "",
) -> Iterator[Serveur]:
    """Serve the dashboard with an ASGI server instead of `streamlit run`.

    Args:
        dossier: where the dashboard is.
        options: options of uvicorn.
        environnement: variables to add.
        base: path under which it is served.
    """
    port = port_libre()
    module = ["uvicorn", "app:app", "--host", ADRESSE, "--port", str(port), *options]
    reglee = {VARIABLE_DE_LA_BASE: base} if base else {}
    with _lancer(module, port, dossier, {**reglee, **(environnement or {})}, base) as serveur:
        yield serveur
