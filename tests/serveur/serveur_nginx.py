"""An nginx of the tests' own, with the files that are shipped: only names are changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from outils.serveur_local import ADRESSE, RACINE, port_libre

FICHIERS = RACINE / "deploiement" / "nginx"
ABSENT = "nginx est absent\u00a0: « make nginx » l’installe (Debian)"
_UTILISATEUR = "nobody"  # an ordinary user, even where the tests run as root
_PATIENCE = 10.0
_PRINCIPAL = """
daemon off;
pid {d}/nginx.pid;
error_log {d}/erreurs.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {d}/corps;
    proxy_temp_path {d}/relais;
    fastcgi_temp_path {d}/fastcgi;
    uwsgi_temp_path {d}/uwsgi;
    scgi_temp_path {d}/scgi;
    include conf.d/*.conf;
    include sites/*;
}}
"""


def programme() -> str | None:
    """Return nginx; None if there is none."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _comme_il_faut(commande: list[str]) -> list[str]:
    return ["runuser", "-u", _UTILISATEUR, "--", *commande] if os.geteuid() == 0 else commande


def _certificat(dossier: Path) -> None:
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    sorties = ["-keyout", str(dossier / "cle.pem"), "-out", str(dossier / "cert.pem")]
    sujet = ["-subj", "/CN=tableau.example"]
    subprocess.run([*openssl, *sorties, *sujet], check=True, capture_output=True)


def _remplir(dossier: Path, site: str, amont: int, ports: tuple[int, int, int]) -> None:
    """Put every file where it says that it goes, its ports and its paths changed."""
    en_clair, rediriges, chiffres = ports
    remplaces = {
        "127.0.0.1:8501": f"{ADRESSE}:{amont}",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen {ADRESSE}:{rediriges};",
        "listen 443 ssl http2;": f"listen {ADRESSE}:{chiffres} ssl http2;\n"
        f"    listen {ADRESSE}:{en_clair};",
        "/etc/letsencrypt/live/tableau.example/fullchain.pem": f"{dossier}/cert.pem",
        "/etc/letsencrypt/live/tableau.example/privkey.pem": f"{dossier}/cle.pem",
        "/var/log/nginx": str(dossier),
        "server_name tableau.example;": f"server_name tableau.example {ADRESSE};",
    }
    places = {
        "territoires-pilotes-http.conf": "conf.d",
        "territoires-pilotes-amont.conf": "conf.d",
        "territoires-pilotes-relais.conf": "snippets",
        "territoires-pilotes-lieux.conf": "snippets",
        site: "sites",
    }
    for nom, place in places.items():
        texte = (FICHIERS / nom).read_text("utf-8")
        for ecrit, voulu in remplaces.items():
            texte = texte.replace(ecrit, voulu)
        (dossier / place).mkdir(exist_ok=True)
        (dossier / place / nom).write_text(texte, "utf-8")
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


def dossier_rempli(site: str, amont: int, ports: tuple[int, int, int]) -> Path:
    """Return a folder that nginx may be started from."""
    dossier = Path(tempfile.mkdtemp(prefix="fabrique-nginx-", dir="/tmp"))
    _certificat(dossier)
    _remplir(dossier, site, amont, ports)
    if os.geteuid() == 0:
        for chemin in (dossier, *dossier.rglob("*")):
            shutil.chown(chemin, _UTILISATEUR)
    return dossier


def commande(dossier: Path, *options: str) -> list[str]:
    """Return how nginx is started there, as an ordinary user."""
    ici = [str(programme()), "-p", f"{dossier}/", "-c", "nginx.conf", *options]
    return _comme_il_faut([*ici, "-e", f"{dossier}/erreurs.log"])


@contextmanager
def nginx(site: str, amont: int) -> Iterator[tuple[str, str]]:
    """Start nginx before a server; yield its addresses, in plain text and with TLS.

    Args:
        site: the file of the site.
        amont: where the server listens.
    """
    ports = (port_libre(), port_libre(), port_libre())
    dossier = dossier_rempli(site, amont, ports)
    with (dossier / "sortie.log").open("wb") as sortie:
        lance = subprocess.Popen(commande(dossier), stdout=sortie, stderr=sortie)
    try:
        _attendre(f"http://{ADRESSE}:{ports[0]}/", lance)
        yield f"http://{ADRESSE}:{ports[0]}", f"https://{ADRESSE}:{ports[2]}"
    finally:
        lance.terminate()
        lance.wait()
        shutil.rmtree(dossier, ignore_errors=True)
