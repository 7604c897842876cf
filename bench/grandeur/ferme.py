"""The processes of a trial: PostgreSQL, nginx, and dashboards that are killed and started again.

All listens on 127.0.0.1, or on a socket in a folder; all is stopped and forgotten at the end.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
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
from outils.serveur_local import ADRESSE, DELAI, RACINE, RAPPORTS, port_libre
from outils.serveur_postgresql import ABSENT, programmes, serveur

NOMS = ("a", "b", "c")
DEPART = 10  # seconds that a process is given to end what it has begun
_MODELE = Path(__file__).parent / "nginx.conf"
_SANS_NGINX = "nginx est absent\u00a0: « apt-get install nginx-light » l’installe (Debian)"
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


def programme_nginx() -> str | None:
    """Return nginx's program; None if there is none."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def ferme() -> Iterator[Ferme]:
    """Start PostgreSQL, its journal, three dashboards and nginx; stop them all at the end.

    Raises:
        Absent: PostgreSQL or nginx is not installed.
    """
    bin_, nginx = programmes(), programme_nginx()
    if bin_ is None or nginx is None:
        raise Absent(ABSENT if bin_ is None else _SANS_NGINX)
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
        url = pile.enter_context(proxy(nginx, dossier, [un.port for un in tous]))
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


def configuration(modele: str, dossier: Path, port: int, ports: Sequence[int]) -> str:
    """Write nginx's configuration.

    Args:
        modele: the configuration, where words stand between @.
        dossier: where it may write.
        port: where it listens.
        ports: where the dashboards do.
    """
    mots = {"DOSSIER": str(dossier), "PORT": str(port)}
    mots |= {f"PORT_{nom.upper()}": str(p) for nom, p in zip(NOMS, ports, strict=True)}
    for mot, valeur in mots.items():
        modele = modele.replace(f"@{mot}@", valeur)
    return modele


@contextmanager
def proxy(nginx: str, dossier: Path, ports: Sequence[int]) -> Iterator[str]:
    """Start nginx before dashboards; yield its address.

    Args:
        nginx: its program.
        dossier: where it may write.
        ports: where the dashboards listen.
    """
    port = port_libre()
    fichier = dossier / "nginx.conf"
    fichier.write_text(configuration(_MODELE.read_text("utf-8"), dossier, port, ports), "utf-8")
    commande = [nginx, "-c", str(fichier), "-p", str(dossier), "-e", str(dossier / "nginx.log")]
    if os.geteuid() == 0:  # else its workers are another user's, who may not write in this folder
        commande += ["-g", "user root;"]
    lance = subprocess.Popen(commande)
    url = f"http://{ADRESSE}:{port}"
    try:
        _attendre_le_proxy(url)
        yield url
    finally:
        lance.terminate()
        lance.wait()


def _attendre_le_proxy(url: str) -> None:
    fin = time.monotonic() + DEPART
    while time.monotonic() < fin:
        try:
            with urllib.request.urlopen(f"{url}/sante", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(_PAUSE)
    raise RuntimeError("nginx ne répond pas.")
