"""Contents are made once, one at a time, and those who wait for theirs are in nobody's way."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE, Donnees
from fabrique_dash.serveur.adresses.service import Service, Voie
from fabrique_dash.serveur.reserve import Fichier
from fabrique_dash.serveur.tours import PAR_CLIENT

pytestmark = pytest.mark.serveur

_PATIENCE = 60.0
_FILS_D_ANYIO = 40


class _Banc:
    """Addresses whose contents are made when one says so."""

    def __init__(self) -> None:
        self.faits: Counter[str] = Counter()
        self.commences = threading.Event()
        self.permis = threading.Event()
        service = self.service = Service()
        self.app = Starlette(
            routes=[
                service.route_libre("/libre", lambda _: Response("libre")),
                service.route("/lourd/{nom}", self._faire, lambda *_: Voie.A_COTE),
                service.route("/long/{nom}", self._faire, lambda *_: Voie.LONGUE),
                service.route("/{nom}", self._faire),
            ]
        )

    def _faire(self, _donnees: Donnees, requete: Request) -> Fichier:
        chemin = requete.url.path
        self.faits[chemin] += 1
        if chemin == "/rate":
            raise ValueError("raté")
        if chemin.endswith("lent"):
            self.commences.set()
            assert self.permis.wait(_PATIENCE)
        return Fichier(chemin.encode(), "text/plain")


@pytest.fixture
def banc(petit: Path, monkeypatch: pytest.MonkeyPatch) -> _Banc:
    monkeypatch.setenv(VARIABLE, str(petit))
    return _Banc()


@pytest.fixture
def client(banc: _Banc) -> Iterator[TestClient]:
    with TestClient(banc.app) as ouvert:
        yield ouvert


def _texte(attendue: Future[httpx2.Response]) -> str:
    return attendue.result(_PATIENCE).text


def test_many_requests_at_once_make_a_content_once(banc: _Banc, client: TestClient) -> None:
    with ThreadPoolExecutor(20) as fils:
        demandes = [fils.submit(client.get, "/lent") for _ in range(20)]
        assert banc.commences.wait(_PATIENCE)
        banc.permis.set()
        assert {_texte(demande) for demande in demandes} == {"/lent"}
    assert banc.faits == {"/lent": 1}


@pytest.mark.parametrize(
    ("lente", "autre"),
    [
        ("/lourd/lent", "/leger"),
        ("/lent", "/lourd/autre"),
        ("/long/lent", "/lourd/autre"),
        ("/lourd/lent", "/long/autre"),
    ],
)
def test_answers_of_different_weights_do_not_wait_for_each_other(
    banc: _Banc, client: TestClient, lente: str, autre: str
) -> None:
    with ThreadPoolExecutor(1) as fils:
        longue = fils.submit(client.get, lente)
        assert banc.commences.wait(_PATIENCE)
        assert client.get(autre).text == autre
        assert not longue.done()
        banc.permis.set()
        assert _texte(longue) == lente


def test_those_who_wait_hold_no_thread_and_what_is_kept_is_sent(
    banc: _Banc, client: TestClient
) -> None:
    client.get("/deja")
    with ThreadPoolExecutor(2 * _FILS_D_ANYIO) as fils:
        longue = fils.submit(client.get, "/lent")
        assert banc.commences.wait(_PATIENCE)
        file = [fils.submit(client.get, f"/{n}") for n in range(_FILS_D_ANYIO + 10)]
        assert client.get("/libre").text == "libre"
        assert client.get("/deja").text == "/deja"
        assert not longue.done() and not any(demande.done() for demande in file)
        banc.permis.set()
        assert [_texte(demande) for demande in file] == [f"/{n}" for n in range(len(file))]


def test_a_content_that_fails_does_not_stop_the_next(client: TestClient) -> None:
    with pytest.raises(ValueError, match="raté"):
        client.get("/rate")
    assert client.get("/apres").text == "/apres"


def test_who_asks_for_too_much_is_told_when_to_come_back(banc: _Banc, client: TestClient) -> None:
    with ThreadPoolExecutor(PAR_CLIENT + 1) as fils:
        longue = fils.submit(client.get, "/lent")
        assert banc.commences.wait(_PATIENCE)
        file = [fils.submit(client.get, f"/{n}") for n in range(PAR_CLIENT)]
        while len(banc.service.ateliers[Voie.ICI]) < PAR_CLIENT:
            banc.permis.wait(0.001)
        refus = client.get("/encore")
        assert (refus.status_code, refus.headers["retry-after"]) == (503, "60")
        assert "réessayez" in refus.json()["detail"]
        banc.permis.set()
        assert _texte(longue) == "/lent" and len({_texte(d) for d in file}) == PAR_CLIENT
    assert "/encore" not in banc.faits


def test_what_a_client_who_has_gone_asked_for_is_not_made(banc: _Banc, client: TestClient) -> None:
    async def abandonner() -> None:
        scope = {"type": "http", "method": "GET", "path": "/abandonne", "query_string": b""}
        recus = [{"type": "http.request"}, {"type": "http.disconnect"}]

        async def receive() -> dict[str, str]:
            return recus.pop(0)

        async def send(message: object) -> None:
            envoyes.append(message)

        await banc.app({**scope, "headers": [], "client": ("192.0.2.1", 1)}, receive, send)

    envoyes: list[object] = []
    with ThreadPoolExecutor(1) as fils:
        longue = fils.submit(client.get, "/lent")
        assert banc.commences.wait(_PATIENCE)
        with start_blocking_portal() as boucle:
            boucle.call(abandonner)  # it ends while the other one is still being made
        assert not longue.done() and len(banc.service.ateliers[Voie.ICI]) == 0
        banc.permis.set()
        assert _texte(longue) == "/lent"
    assert client.get("/apres").text == "/apres" and "/abandonne" not in banc.faits
