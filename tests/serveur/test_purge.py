"""A shared cache is told, by each process, what it must forget: a real server hears it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from anyio import create_task_group, fail_after, sleep
from anyio.from_thread import start_blocking_portal

import fabrique_dash.donnees.depot as module_du_depot
from fabrique_dash.donnees.depot import Depot
from fabrique_dash.serveur import purge
from fabrique_dash.serveur.purge import (
    VARIABLE,
    VARIABLE_DE_L_ENTETE,
    demande_de_purge,
    envoyer,
    est_demandee,
    veiller,
)
from tests.journal.essais import ecrire_le_paquet, sain

_PATIENCE = 10.0  # seconds


@dataclass
class _Cache:
    """What a cache was asked; it refuses the first demands."""

    url: str = ""
    refus: int = 0
    detour: str = ""
    demandes: list[tuple[str, str, str, list[str]]] = field(default_factory=list)

    def recevoir(self, qui: BaseHTTPRequestHandler) -> None:
        """Note a demand, and answer."""
        corps = json.loads(qui.rfile.read(int(qui.headers["content-length"])))
        entetes = qui.headers["surrogate-key"], qui.headers.get("fastly-key", "")
        self.demandes.append((qui.path, *entetes, corps["tags"]))
        qui.send_response(503 if len(self.demandes) <= self.refus else 302 if self.detour else 200)
        if self.detour:
            qui.send_header("location", self.detour)
        qui.end_headers()


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Cache]:
    """Serve a cache that only hears."""
    tenu = _Cache()

    class Oreille(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            tenu.recevoir(self)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Oreille) as serveur:
        threading.Thread(target=partial(serveur.serve_forever, 0.01), daemon=True).start()
        tenu.url = f"http://127.0.0.1:{serveur.server_port}"
        monkeypatch.setenv(VARIABLE, tenu.url + "/purge/{cle}")
        monkeypatch.setenv(VARIABLE_DE_L_ENTETE, "Fastly-Key: secret")
        yield tenu
        serveur.shutdown()


def test_the_key_is_in_the_address_the_header_and_the_body(cache: _Cache) -> None:
    demande = demande_de_purge("publication-12")
    assert demande is not None and envoyer(demande)
    voulue = ("/purge/publication-12", "publication-12", "secret", ["publication-12"])
    assert cache.demandes == [voulue]


def test_a_refused_purge_is_tried_again_and_tells_no_secret(
    cache: _Cache, caplog: pytest.LogCaptureFixture
) -> None:
    cache.refus = 1
    demande = demande_de_purge("publication-12")
    assert demande is not None and envoyer(demande, pauses=(0.0, 0.0))
    assert len(cache.demandes) == 2
    assert "503" in caplog.text
    assert "secret" not in caplog.text and cache.url not in caplog.text
    cache.refus = 9
    assert not envoyer(demande, pauses=(0.0,))


def test_a_token_goes_nowhere_else(cache: _Cache) -> None:
    cache.detour = f"{cache.url}/ailleurs"
    demande = demande_de_purge("publication-12")
    assert demande is not None and not envoyer(demande, pauses=())
    assert [adresse for adresse, *_ in cache.demandes] == ["/purge/publication-12"]


@pytest.mark.parametrize("adresse", ["", "file:///etc/passwd", "cache.example.org", "http://[oh"])
def test_what_is_no_address_is_said_and_nothing_is_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, adresse: str
) -> None:
    monkeypatch.setenv(VARIABLE, adresse)
    assert not est_demandee()
    assert bool(caplog.records) == bool(adresse)


def test_new_data_have_what_was_made_of_the_old_ones_forgotten(
    cache: _Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_du_depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    monkeypatch.setattr(module_du_depot, "verifier", sain)
    servi = Depot(ecrire_le_paquet(tmp_path / "data"))
    monkeypatch.setattr(purge, "depot", lambda: servi)
    avant = servi.etat().donnees
    assert avant is not None and est_demandee()

    async def changer() -> None:
        with fail_after(_PATIENCE):
            async with create_task_group() as taches:
                taches.start_soon(veiller, 0.01)
                while not cache.demandes:  # another version of the code may have made it
                    await sleep(0.01)
                ecrire_le_paquet(tmp_path / "data", {"a": "Un thème", "b": "Un autre"})
                while len(cache.demandes) < 2:
                    await sleep(0.01)
                taches.cancel_scope.cancel()

    with start_blocking_portal() as boucle:
        boucle.call(changer)
    assert [cle for _, cle, *_ in cache.demandes] == [f"donnees-{avant.empreinte}"] * 2
