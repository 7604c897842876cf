"""The processes of a trial: PostgreSQL, nginx, and dashboards that are killed and started again.

All listens on 127.0.0.1, or on a socket in a folder; all is stopped and forgotten at the end.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.onglet import temps_processeur
from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT
from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from outils import serveur_nginx
from outils.serveur_local import ADRESSE, DELAI, RACINE, RAPPORTS, port_libre
from outils.serveur_postgresql import ABSENT, programmes, serveur

NOMS = ("a", "b", "c")
DEPART = 10  # seconds that a process is given to end what it has begun
_PAUSE = 0.05  # seconds


class Absent(RuntimeError):
    """A program that the trial needs is not on this machine."""


@dataclass
class Processus:
    """One dashboard, which may be killed and started again on its port.

    Attributes:
        nom: its name, « a », « b » or « c ».
        port: where it listens.
        environnement: its variables.
        lance: the process, when there is one.
    """

    nom: str
    port: int
    environnement: Mapping[str, str]
    lance: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Its own address, which no proxy stands before."""
        return f"http://{ADRESSE}:{self.port}"

    @property
    def pid(self) -> int:
        """The number of its process; 0 when there is none."""
        return self.lance.pid if self.lance and self.lance.poll() is None else 0

    def demarrer(self) -> None:
        """Start it; it is not ready yet."""
        RAPPORTS.mkdir(exist_ok=True)
        options = ["--host", ADRESSE, "--port", str(self.port), "--no-access-log"]
        options += ["--timeout-graceful-shutdown", str(DEPART)]
        with (RAPPORTS / f"grandeur-{self.nom}.log").open("ab") as sortie:
            self.lance = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", "app:app", *options],
                cwd=RACINE,
                env={**os.environ, **self.environnement},
                stdout=sortie,
                stderr=subprocess.STDOUT,
            )

    def pret(self) -> bool:
        """Tell whether it answers, and has data to show."""
        try:
            with urllib.request.urlopen(f"{self.url}/sante", timeout=5) as reponse:
                return bool(reponse.status == 200)
        except OSError:
            return False

    def attendre(self) -> float:
        """Wait until it is ready; return the seconds that it took.

        Raises:
            RuntimeError: it ended, or does not answer.
        """
        debut = time.monotonic()
        while not self.pret():
            if not self.pid or time.monotonic() - debut > DELAI:
                raise RuntimeError(f"Le processus {self.nom} ne répond pas\u00a0: {RAPPORTS}")
            time.sleep(_PAUSE)
        return time.monotonic() - debut

    def tuer(self) -> None:
        """Kill it (SIGKILL): it has no time to do anything."""
        if self.lance:
            self.lance.kill()
            self.lance.wait()

    def arreter(self) -> float:
        """Ask it to stop (SIGTERM), and return the seconds that it took."""
        if not self.lance:
            return 0.0
        debut = time.monotonic()
        self.lance.send_signal(signal.SIGTERM)
        try:
            self.lance.wait(2 * DEPART)
        except subprocess.TimeoutExpired:
            self.tuer()
        return time.monotonic() - debut

    def processeur(self) -> float:
        """Return the processor seconds that it has used; its workshop's are apart."""
        return temps_processeur(self.pid) / 1000 if self.pid else 0.0

    def memoire(self) -> int:
        """Return the bytes that it holds, its workshop included; shared ones are shared out."""
        return sum(_part_de(pid) for pid in (self.pid, *_enfants(self.pid))) if self.pid else 0


def _enfants(pid: int) -> list[int]:
    listes = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(enfant) for liste in listes for enfant in liste.read_text().split()]


def _part_de(pid: int) -> int:
    try:
        lignes = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(ligne.split()[1]) * 1024 for ligne in lignes if ligne.startswith("Pss:"))


@dataclass(frozen=True)
class Ferme:
    """All that runs.

    Attributes:
        url: the address that readers use: nginx's.
        processus: the dashboards.
        journal: the journal, open here as in one more process.
    """

    url: str
    processus: Sequence[Processus]
    journal: Journal


@contextmanager
def ferme() -> Iterator[Ferme]:
    """Start PostgreSQL, its journal, three dashboards and nginx; stop them all at the end.

    Raises:
        Absent: PostgreSQL or nginx is not installed.
    """
    bin_ = programmes()
    if bin_ is None or serveur_nginx.programme() is None:
        raise Absent(ABSENT if bin_ is None else serveur_nginx.ABSENT)
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory(prefix="fabrique-grandeur-")))
        base = _creer_la_base(pile.enter_context(serveur(bin_)))
        journal = _commencer(base, dossier / "commandes")
        pile.callback(journal.fermer)
        tous = [Processus(n, port_libre(), _variables(base, dossier / n)) for n in NOMS]
        for un in tous:
            pile.callback(un.tuer)
            un.demarrer()
        for un in tous:
            un.attendre()
        fichiers = (serveur_nginx.PLUSIEURS, serveur_nginx.A_LA_RACINE)
        devant = serveur_nginx.nginx(fichiers, [un.port for un in tous], lecteurs_joues=True)
        url, _ = pile.enter_context(devant)
        yield Ferme(url, tous, journal)


def _creer_la_base(adresse: str) -> str:
    commun = create_engine(adresse.format("postgres"), isolation_level="AUTOCOMMIT")
    with commun.connect() as cx:
        cx.execute(text("CREATE DATABASE grandeur"))
    commun.dispose()
    return adresse.format("grandeur")


def _commencer(base: str, dossier: Path) -> Journal:
    os.environ[moteur.VARIABLE_DES_PUBLICATIONS] = str(dossier)
    journal = ouvrir(base)
    commencer(journal, DOSSIER_PAR_DEFAUT, SYSTEME, lambda _: [])
    return journal


_SECRET = secrets.token_hex(32)  # one for all: what one signs, another reads


def _variables(base: str, dossier: Path) -> dict[str, str]:
    return {
        moteur.VARIABLE: base,
        moteur.VARIABLE_DES_PUBLICATIONS: str(dossier),
        "STREAMLIT_SERVER_COOKIE_SECRET": _SECRET,
    }
