"""Start a Streamlit server of its own for a test or a measure, and stop it afterwards."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
ADRESSE = "127.0.0.1"
DELAI = 90.0


@dataclass(frozen=True)
class Serveur:
    """A running server: its address and the process that answers."""

    url: str
    pid: int


def port_libre() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as prise:
        prise.bind((ADRESSE, 0))
        return int(prise.getsockname()[1])


def _attendre(url: str, processus: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + DELAI
    while time.monotonic() < limite:
        if processus.poll() is not None:
            raise RuntimeError(f"Le serveur s’est arrêté (code {processus.returncode}).")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as reponse:
                if reponse.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"Le serveur ne répond pas après {DELAI:.0f} s.")


@contextmanager
def _lancer(
    module: Sequence[str],
    port: int,
    dossier: Path,
    environnement: Mapping[str, str],
    base: str = "",
) -> Iterator[Serveur]:
    processus = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=dossier,
        env={**os.environ, **environnement},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    url = f"http://{ADRESSE}:{port}" + (f"/{base}" if base else "")
    try:
        _attendre(url, processus)
        yield Serveur(url, processus.pid)
    finally:
        processus.terminate()
        processus.wait(20)


@contextmanager
def servir(
    script: Path = RACINE / "app.py",
    options: Sequence[str] = (),
    environnement: Mapping[str, str] | None = None,
    base: str = "",
    lanceur: str = "streamlit",
) -> Iterator[Serveur]:
    """Serve a script with `streamlit run`, from the script's own folder.

    Args:
        script: what is served.
        options: options of the command.
        environnement: variables to add.
        base: path under which it is served.
        lanceur: module that stands for `streamlit`; it may be in the script's folder.
    """
    port = port_libre()
    module = [lanceur, "run", script.name, "--server.port", str(port)]
    module += ["--server.address", ADRESSE, "--server.headless", "true", *options]
    if base:
        module += ["--server.baseUrlPath", base]
    with _lancer(module, port, script.parent, environnement or {}, base) as serveur:
        yield serveur


@contextmanager
def servir_asgi(environnement: Mapping[str, str] | None = None) -> Iterator[Serveur]:
    """Serve the dashboard with an ASGI server instead of `streamlit run`."""
    port = port_libre()
    module = ["uvicorn", "app:app", "--host", ADRESSE, "--port", str(port)]
    with _lancer(module, port, RACINE, environnement or {}) as serveur:
        yield serveur
