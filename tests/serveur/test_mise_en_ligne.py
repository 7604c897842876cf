"""The dashboard as it is deployed: nginx with the shipped files, uvicorn under a path of a site."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from outils.serveur_local import RACINE, Serveur, servir_asgi
from outils.serveur_nginx import (
    A_LA_RACINE,
    ABSENT,
    PLUSIEURS,
    SOUS_CHEMIN,
    UN_SEUL,
    juger,
    nginx,
    programme,
)
from outils.session_brute import parcourir_ensemble, parcourir_et

pytestmark = [
    pytest.mark.serveur,
    pytest.mark.skipif(programme() is None, reason=ABSENT),
]
BASE = "tableau"
VISITEUR = "203.0.113.7"
JETON = "jeton-du-moniteur"
_CODE = ("app.py", "pages", "fabrique_dash", ".streamlit", "deploiement")


@dataclass(frozen=True)
class EnLigne:
    """The server, and where nginx shows it."""

    serveur: Serveur
    url: str
    chiffree: str
    dossier: Path


@pytest.fixture(scope="module")
def en_ligne(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EnLigne]:
    """Serve a copy in a folder whose name has spaces, as the shipped service does.

    Of the three processes that nginx knows, two are stopped.
    """
    dossier = tmp_path_factory.mktemp("mise en ligne") / "territoires pilotes"
    for nom in _CODE:
        origine, copie = RACINE / nom, dossier / nom
        copie.parent.mkdir(exist_ok=True)
        if origine.is_dir():
            shutil.copytree(origine, copie, copy_function=shutil.copy2)
        else:
            shutil.copy2(origine, copie)
    reglages = {
        "FABRIQUE_TRACES": "json",
        "FABRIQUE_METRIQUES_JETON": JETON,
        "FABRIQUE_CONTACT_SECURITE": "securite@tableau.example",
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
    }
    options = ["--proxy-headers", "--no-access-log"]
    with servir_asgi(dossier, options, reglages, BASE) as serveur:
        port = int(serveur.url.split(":")[2].split("/")[0])
        with nginx([PLUSIEURS, SOUS_CHEMIN], [port]) as (clair, chiffre):
            yield EnLigne(serveur, clair, chiffre, dossier)


def _lire(url: str, **entetes: str) -> tuple[int, str, Message]:
    demande = urllib.request.Request(url, headers=entetes)
    sans_autorite = ssl.create_default_context()
    sans_autorite.check_hostname, sans_autorite.verify_mode = False, ssl.CERT_NONE
    try:
        reponse = urllib.request.urlopen(demande, timeout=60, context=sans_autorite)
    except urllib.error.HTTPError as refus:
        reponse = refus
    with reponse:
        return reponse.status, reponse.read().decode("utf-8", "replace"), reponse.headers


def test_a_page_comes_through_with_its_headers_and_its_own_address(en_ligne: EnLigne) -> None:
    statut, page, entetes = _lire(f"{en_ligne.url}/{BASE}/carte")
    assert statut == 200 and '<html lang="fr">' in page
    assert f'content="{en_ligne.url}/{BASE}/carte"' in page
    assert "default-src 'self'" in entetes["content-security-policy"]
    assert "set-cookie" not in entetes
    _, page, entetes = _lire(f"{en_ligne.chiffree}/{BASE}/carte")
    assert "max-age=" in entetes["strict-transport-security"]
    # What nginx says of the visitor's protocol is believed.
    assert f'content="{en_ligne.chiffree}/{BASE}/carte"' in page


def test_a_page_runs_through_the_websocket(en_ligne: EnLigne) -> None:
    racine = f"{en_ligne.url}/{BASE}"
    mesures = f"{en_ligne.serveur.url}/metriques"

    def regarder(_session: str) -> None:
        assert "fabrique_sessions_ouvertes 1.0" in _lire(mesures)[1]

    assert parcourir_et(racine, "carte", regarder).reussi
    # The page that says « introuvable » still loads and runs.
    statut, page, _ = _lire(f"{racine}/nulle-part")
    assert statut == 404 and 'id="root"' in page and "adresse.js" in page
    assert parcourir_ensemble(racine, "nulle-part", 1)[0].reussi
    _, dit, entetes = _lire(mesures)
    assert "fabrique_passages_total 2.0" in dit and entetes["cache-control"] == "no-store"


def test_a_reader_keeps_the_process_that_answered(en_ligne: EnLigne) -> None:
    liaison = f"{en_ligne.url}/{BASE}/_stcore/stream".replace("http", "ws", 1)
    with connect(liaison, subprotocols=[Subprotocol("streamlit")]) as prise:
        temoin = prise.response.headers["Set-Cookie"] if prise.response else ""
    assert temoin == "tp_serveur=a; Path=/; HttpOnly; SameSite=Lax"
    # Whose own process has stopped is led to one that has not.
    for lettre in "abc":
        assert _lire(f"{en_ligne.url}/{BASE}/", Cookie=f"tp_serveur={lettre}")[0] == 200
    with pytest.raises(InvalidStatus, match="403"):
        connect(liaison, origin=Origin("https://ailleurs.example"))


def test_what_robots_ask_for_is_where_they_look(en_ligne: EnLigne) -> None:
    racine = f"{en_ligne.url}/{BASE}"
    for ou in (f"{en_ligne.url}/robots.txt", f"{racine}/robots.txt"):
        assert f"Sitemap: {racine}/sitemap.xml" in _lire(ou)[1]
    assert f"<loc>{racine}/carte</loc>" in _lire(f"{racine}/sitemap.xml")[1]
    contact = _lire(f"{en_ligne.url}/.well-known/security.txt")[1]
    assert contact.startswith("Contact: mailto:securite@tableau.example\n")
    assert _lire(f"{racine}/favicon.ico")[2]["content-type"] == "image/x-icon"
    assert _lire(f"{racine}/static/js/disparu.js")[0] == 404


def test_measures_are_closed_to_the_outside(en_ligne: EnLigne) -> None:
    dedans, dehors = f"{en_ligne.serveur.url}/metriques", f"{en_ligne.url}/{BASE}/metriques"
    for url, entetes, statut in (
        (dedans, {}, 200),
        (dedans, {"X-Forwarded-For": VISITEUR}, 403),
        (dedans, {"X-Forwarded-For": VISITEUR, "Authorization": f"Bearer {JETON}"}, 200),
        (dedans, {"Host": "tableau.example"}, 403),
        (dehors, {}, 403),
        (f"{en_ligne.url}/{BASE}/_stcore/metrics", {}, 403),
    ):
        assert _lire(url, **entetes)[0] == statut, (url, entetes)


def test_nothing_that_is_written_tells_who_came(en_ligne: EnLigne) -> None:
    secret = "s3cretQuiOuvreUnePorte0123456789abcdef"
    directe = f"{en_ligne.serveur.url}/suivi/{secret}?courriel=lecteur@tableau.example"
    assert _lire(directe, **{"X-Forwarded-For": VISITEUR})[0] == 404
    limite = time.monotonic() + 10
    while "/suivi/…" not in (ecrit := en_ligne.serveur.journal.read_text("utf-8")):
        assert time.monotonic() < limite, ecrit  # it is written once the answer has left
        time.sleep(0.02)
    assert [s for s in (VISITEUR, secret, "lecteur@", "?") if s in ecrit] == []
    lignes = [json.loads(ligne) for ligne in ecrit.splitlines() if ligne.startswith("{")]
    assert [ligne["statut"] for ligne in lignes if ligne.get("chemin") == "/suivi/…"] == [404]


def test_the_health_check_of_the_container_tells_how_it_is(en_ligne: EnLigne) -> None:
    port = en_ligne.serveur.url.split(":")[2].split("/")[0]
    for base, attendu in ((BASE, 0), ("ailleurs", 1)):
        fait = subprocess.run(
            [sys.executable, en_ligne.dossier / "deploiement" / "sante.py", "0.1"],
            env={"PORT": port, "STREAMLIT_SERVER_BASE_URL_PATH": base},
            capture_output=True,
            text=True,
            check=False,
        )
        assert fait.returncode == attendu, fait.stdout + fait.stderr


@pytest.mark.parametrize(
    "fichiers",
    [(UN_SEUL, A_LA_RACINE), (UN_SEUL, SOUS_CHEMIN), ("conteneurs.conf",)],
)
def test_nginx_understands_the_other_files_too(fichiers: tuple[str, ...]) -> None:
    assert juger(*fichiers) == ""
