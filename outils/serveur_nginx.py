"""An nginx for a test or a trial, with the files that are shipped: only names are changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from outils.serveur_local import ADRESSE, RACINE, port_libre

FICHIERS = RACINE / "deploiement" / "nginx"
ABSENT = "nginx est absent\u00a0: « make nginx » l’installe (Debian)"
UN_SEUL = "territoires-pilotes-amont.conf"
PLUSIEURS = "territoires-pilotes-amont-plusieurs.conf"
A_LA_RACINE = "territoires-pilotes.conf"
SOUS_CHEMIN = "territoires-pilotes-sous-chemin.conf"
_UTILISATEUR = "nobody"  # an ordinary user, even for who runs it as root
_PATIENCE = 10.0
_A_INCLURE = ("territoires-pilotes-relais.conf", "territoires-pilotes-lieux.conf")
_COMMUNS = ("territoires-pilotes-http.conf", *_A_INCLURE)
_PRINCIPAL = """
daemon off;
pid {d}/nginx.pid;
error_log {d}/erreurs.log;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {d}/corps;
    proxy_temp_path {d}/relais;
    fastcgi_temp_path {d}/fastcgi;
    uwsgi_temp_path {d}/uwsgi;
    scgi_temp_path {d}/scgi;
    include conf.d/*.conf;
}}
"""
# Readers that are played say where they are: limits and turns are by address.
_LECTEURS_JOUES = "set_real_ip_from 127.0.0.1;\nreal_ip_header X-Forwarded-For;\n"


def programme() -> str | None:
    """Return nginx; None if there is none."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _comme_il_faut(commande: list[str]) -> list[str]:
    return ["runuser", "-u", _UTILISATEUR, "--", *commande] if os.geteuid() == 0 else commande


def _certificat(dossier: Path) -> None:
    openssl = ["openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"]
    sorties = ["-keyout", str(dossier / "cle.pem"), "-out", str(dossier / "cert.pem")]
    sujet = ["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=tableau.example"]
    subprocess.run([*openssl, *sorties, *sujet], check=True, capture_output=True)


@dataclass(frozen=True)
class Ports:
    """Where nginx listens, and where it finds the servers, each in its place."""

    amonts: tuple[int, int, int]
    en_clair: int = field(default_factory=port_libre)
    redirige: int = field(default_factory=port_libre)
    chiffre: int = field(default_factory=port_libre)


def _remplacements(dossier: Path, ports: Ports) -> dict[str, str]:
    tls = f"{ADRESSE}:{ports.chiffre} ssl http2"
    return {
        **{f":850{n}": f":{port}" for n, port in enumerate(ports.amonts, 1)},
        "server tableau:": f"server {ADRESSE}:",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen {ADRESSE}:{ports.redirige};",
        "listen 443 ssl http2;": f"listen {tls};\n    listen {ADRESSE}:{ports.en_clair};",
        "/etc/letsencrypt/live/tableau.example/fullchain.pem": f"{dossier}/cert.pem",
        "/etc/letsencrypt/live/tableau.example/privkey.pem": f"{dossier}/cle.pem",
        "/var/log/nginx": str(dossier),
        "server_name tableau.example;": f"server_name tableau.example {ADRESSE};",
    }


def _remplir(dossier: Path, noms: Sequence[str], ports: Ports) -> None:
    """Put every file where it says that it goes, its ports and its paths changed."""
    for nom in (*_COMMUNS, *noms):
        texte = (FICHIERS / nom).read_text("utf-8")
        for ecrit, voulu in _remplacements(dossier, ports).items():
            texte = texte.replace(ecrit, voulu)
        place = dossier / ("snippets" if nom in _A_INCLURE else "conf.d")
        place.mkdir(exist_ok=True)
        (place / nom).write_text(texte, "utf-8")
    (dossier / "nginx.conf").write_text(_PRINCIPAL.format(d=dossier), "utf-8")


def _attendre(url: str, lance: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + _PATIENCE
    while time.monotonic() < limite and lance.poll() is None:
        try:
            urlopen(url, timeout=5).close()
            return
        except HTTPError:
            return  # it answers
        except URLError:
            time.sleep(0.02)
    raise RuntimeError(f"nginx ne répond pas (code {lance.poll()})")


@contextmanager
def _dossier(noms: Sequence[str], ports: Ports) -> Iterator[Path]:
    """Lend a folder that nginx may be started from."""
    dossier = Path(tempfile.mkdtemp(prefix="fabrique-nginx-", dir="/tmp"))
    _certificat(dossier)
    _remplir(dossier, noms, ports)
    if os.geteuid() == 0:
        for chemin in (dossier, *dossier.rglob("*")):
            shutil.chown(chemin, _UTILISATEUR)
    try:
        yield dossier
    finally:
        shutil.rmtree(dossier, ignore_errors=True)


def _commande(dossier: Path, *options: str) -> list[str]:
    ici = [str(programme()), "-p", f"{dossier}/", "-c", "nginx.conf", *options]
    return _comme_il_faut([*ici, "-e", f"{dossier}/erreurs.log"])


def juger(*noms: str) -> str:
    """Return what nginx finds to say of some files, nothing if they are good.

    Args:
        noms: the files, but those that all have in common.
    """
    with _dossier(noms, Ports((8501, 8502, 8503))) as dossier:
        fait = subprocess.run(
            _commande(dossier, "-t", "-q"), capture_output=True, text=True, check=False
        )
    return fait.stdout + fait.stderr


@contextmanager
def nginx(
    noms: Sequence[str], amonts: Sequence[int], *, lecteurs_joues: bool = False
) -> Iterator[tuple[str, str]]:
    """Start nginx before servers; yield its addresses, in plain text and with TLS.

    Args:
        noms: the files, but those that all have in common.
        amonts: where the servers listen, one to three; nobody listens in the places of others.
        lecteurs_joues: whether who asks is believed when saying what its address is.
    """
    absents = [port_libre() for _ in range(3 - len(amonts))]
    un, deux, trois = *amonts, *absents
    ports = Ports((un, deux, trois))
    with _dossier(noms, ports) as dossier, (dossier / "sortie.log").open("wb") as sortie:
        if lecteurs_joues:
            (dossier / "conf.d" / "lecteurs-joues.conf").write_text(_LECTEURS_JOUES, "utf-8")
        lance = subprocess.Popen(_commande(dossier), stdout=sortie, stderr=sortie)
        try:
            _attendre(f"http://{ADRESSE}:{ports.en_clair}/", lance)
            yield f"http://{ADRESSE}:{ports.en_clair}", f"https://{ADRESSE}:{ports.chiffre}"
        finally:
            # Its own process, not the one that changed user: that one takes two seconds to think.
            with suppress(OSError, ValueError):
                os.kill(int((dossier / "nginx.pid").read_text("utf-8")), signal.SIGTERM)
            lance.wait(_PATIENCE)
