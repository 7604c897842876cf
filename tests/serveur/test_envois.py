"""What readers send is bounded: by file, by client, in all, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from anyio import sleep_forever
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from fabrique_dash.serveur.facade.envois import PREFIXE, Bornes, Envois

PETITES = Bornes(octets=1000, par_client=3, en_tout=5)


class _Magasin:
    """Keeps what is sent, as Streamlit does."""

    def __init__(self, bornes: Bornes, base: str = "") -> None:
        self.gardes: dict[tuple[str, str], bytes] = {}
        self.oublie = Event()
        couche = Middleware(Envois, gardien=lambda: self, base=base, bornes=bornes)
        route = Route("/{chemin:path}", self._recevoir, methods=["GET", "PUT"])
        self._app = Starlette(routes=[route], middleware=[couche])
        self._base = base

    @property
    def uploaded_file_mgr(self) -> _Magasin:
        return self

    def remove_file(self, session_id: str, file_id: str) -> None:
        self.gardes.pop((session_id, file_id), None)
        self.oublie.set()

    async def _recevoir(self, requete: Request) -> Response:
        session, fichier = requete.url.path.split("/")[-2:]
        if session == "inconnue":
            return Response("Invalid session_id", 400)
        if session == "lente":
            await sleep_forever()
        self.gardes[session, fichier] = await requete.body()
        return Response(status_code=204)

    def client(self, adresse: str = "192.0.2.1") -> TestClient:
        return TestClient(self._app, client=(adresse, 1))

    def noms(self) -> list[str]:
        return [fichier for _, fichier in self.gardes]


def _envoyer(client: TestClient, fichier: str, session: str = "s", octets: int = 10) -> int:
    reponse = client.put(f"{PREFIXE}{session}/{fichier}", content=b"x" * octets)
    if reponse.status_code not in (204, 400):
        assert reponse.headers["content-language"] == "fr"
    return reponse.status_code


@pytest.fixture
def magasin() -> _Magasin:
    return _Magasin(PETITES)


@pytest.fixture
def client(magasin: _Magasin) -> Iterator[TestClient]:
    with magasin.client() as ouvert:
        yield ouvert


def test_a_file_is_taken_unless_it_is_too_heavy_or_does_not_say(
    magasin: _Magasin, client: TestClient
) -> None:
    assert _envoyer(client, "juste", octets=1000) == 204
    assert _envoyer(client, "lourd", octets=1001) == 413
    assert client.put(f"{PREFIXE}s/sans", content=iter([b"x" * 5000])).status_code == 411
    assert magasin.noms() == ["juste"]


def test_a_client_has_so_many_files_and_the_oldest_leaves(
    magasin: _Magasin, client: TestClient
) -> None:
    statuts = [_envoyer(client, f"f{rang}", session=f"s{rang}") for rang in range(5)]
    assert statuts == [204] * 5 and magasin.noms() == ["f2", "f3", "f4"]


def test_who_has_the_most_gives_way_to_the_others() -> None:
    magasin = _Magasin(PETITES)
    with magasin.client("192.0.2.1") as avide:
        for rang in range(3):
            _envoyer(avide, f"avide{rang}")
        for rang in range(3):
            autre = magasin.client(f"192.0.2.{10 + rang}")
            autre.portal = avide.portal  # the same loop
            assert _envoyer(autre, f"autre{rang}") == 204
    assert magasin.noms() == ["avide1", "avide2", "autre0", "autre1", "autre2"]


def test_what_the_application_refuses_takes_no_place(magasin: _Magasin, client: TestClient) -> None:
    _envoyer(client, "garde")
    assert [_envoyer(client, f"r{rang}", session="inconnue") for rang in range(9)] == [400] * 9
    assert magasin.noms() == ["garde"]


def test_a_file_that_nobody_reads_is_let_go_in_time() -> None:
    magasin = _Magasin(Bornes(duree=0.0))
    with magasin.client() as client:
        assert _envoyer(client, "f") == 204
        assert magasin.oublie.wait(60)
    assert magasin.noms() == []


def test_a_file_that_does_not_come_gives_its_place_back() -> None:
    magasin = _Magasin(Bornes(delai=0.0, par_client=1))
    with magasin.client() as client:
        assert [_envoyer(client, "f", session="lente") for _ in range(3)] == [408] * 3


def test_who_sends_many_at_once_is_asked_to_come_back() -> None:
    magasin = _Magasin(Bornes(par_client=0))
    with magasin.client() as client:
        reponse = client.put(f"{PREFIXE}s/f", content=b"x")
        assert reponse.status_code == 503 and reponse.headers["retry-after"] == "60"
        assert client.get(f"{PREFIXE}s/f").status_code == 204  # nothing is sent


def test_the_bounds_hold_under_a_base_path() -> None:
    magasin = _Magasin(PETITES, base="tableau")
    with magasin.client() as client:
        for rang in range(5):
            client.put(f"/tableau{PREFIXE}s/f{rang}", content=b"x")
    assert magasin.noms() == ["f2", "f3", "f4"]
