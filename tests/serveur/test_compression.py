"""Assets served from memory: right bytes, right headers, nothing reachable outside."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from fabrique_dash.serveur.facade.compression import (
    CACHE_DES_TRANSFORMES,
    ActifsCompresses,
    Assemblage,
    Magasin,
    Source,
)

IMMUABLE = "public, immutable, max-age=31536000"


async def _application(requete: Request) -> PlainTextResponse:
    return PlainTextResponse("application", headers={"etag": '"application"'})


async def _prise(prise: WebSocket) -> None:
    await prise.accept()
    await prise.send_text("ouverte")
    await prise.close()


@pytest.fixture
def magasin(tmp_path: Path) -> Magasin:
    (tmp_path / "secret.txt").write_text("secret")
    frontal, projet = tmp_path / "frontal", tmp_path / "projet"
    (frontal / "js").mkdir(parents=True)
    (projet / "fonts").mkdir(parents=True)
    (frontal / "js" / "index.abc.js").write_text("const texte = `Open`;" * 50)
    (frontal / "js" / "autre.abc.js").write_text("const autre = 1;" * 50)
    (frontal / "js" / "police.woff2").write_bytes(b"binaire")
    (projet / "style.css").write_text("p { color: red }" * 50)
    (projet / "fonts" / "police.woff2").write_bytes(b"police")
    prepare = Magasin(
        [
            Source("/static/", frontal, IMMUABLE, transformation=_traduire),
            Source("/app/static/", projet, "public, max-age=600", brut=True),
        ]
    )
    assert prepare.charger() == 4
    return prepare


def _traduire(nom: str, octets: bytes) -> bytes:
    assert nom in {"index.abc.js", "autre.abc.js"}
    return octets.replace(b"Open", b"Ouvrir")


def _app(magasin: Magasin, base: str = "") -> Starlette:
    return Starlette(
        routes=[
            WebSocketRoute("/static/js/index.abc.js", _prise),
            Route("/{chemin:path}", _application, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(ActifsCompresses, magasin=magasin, base=base)],
    )


@pytest.fixture
def client(magasin: Magasin) -> TestClient:
    return TestClient(_app(magasin))


@pytest.mark.parametrize(
    ("nom", "contenu", "cache"),
    [
        ("autre.abc.js", b"const autre = 1;", IMMUABLE),
        ("index.abc.js", b"const texte = `Ouvrir`;", CACHE_DES_TRANSFORMES),
    ],
)
def test_bundle_is_sent_compressed_and_cached(
    client: TestClient, nom: str, contenu: bytes, cache: str
) -> None:
    """A rewritten file has the name of the original, so it may not be cached for ever."""
    with client.stream("GET", f"/static/js/{nom}") as reponse:
        brut = b"".join(reponse.iter_raw())
    assert gzip.decompress(brut) == contenu * 50
    assert reponse.headers["content-encoding"] == "gzip"
    assert reponse.headers["cache-control"] == cache
    assert reponse.headers["vary"] == "Accept-Encoding"
    assert reponse.headers["content-type"].startswith("text/javascript")
    assert int(reponse.headers["content-length"]) == len(brut)


def test_bundle_without_gzip_is_left_to_the_application(client: TestClient) -> None:
    reponse = client.get("/static/js/index.abc.js", headers={"accept-encoding": "identity"})
    assert (reponse.text, reponse.headers["etag"]) == ("application", '"application"')


def test_project_assets_are_served_both_ways(client: TestClient) -> None:
    compresse = client.get("/app/static/style.css")
    clair = client.get("/app/static/style.css", headers={"accept-encoding": "identity"})
    assert compresse.text == clair.text == "p { color: red }" * 50
    assert compresse.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in clair.headers
    assert compresse.headers["etag"] != clair.headers["etag"]


def test_fonts_are_not_compressed_twice(client: TestClient) -> None:
    reponse = client.get("/app/static/fonts/police.woff2")
    assert reponse.content == b"police"
    assert reponse.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in reponse.headers


def test_known_etag_gets_a_short_answer(client: TestClient) -> None:
    etag = client.get("/app/static/style.css").headers["etag"]
    reponse = client.get("/app/static/style.css", headers={"if-none-match": etag})
    assert (reponse.status_code, reponse.content) == (304, b"")
    assert reponse.headers["etag"] == etag


@pytest.mark.parametrize(
    "chemin",
    [
        "/app/static/../secret.txt",
        "/app/static/%2e%2e/secret.txt",
        "/app/static/..%2fsecret.txt",
        "/app/static//secret.txt",
        "/app/static/fonts/../../secret.txt",
        "/app/static/..%5csecret.txt",
        "/static/absent.js",
        "/app/static/",
    ],
)
def test_nothing_else_can_be_reached(client: TestClient, chemin: str) -> None:
    assert client.get(chemin).text == "application"


def test_only_reading_is_answered_from_memory(client: TestClient) -> None:
    assert client.post("/app/static/style.css").text == "application"


@pytest.mark.parametrize("chemin", ["/dash/static/js/index.abc.js", "/dash/app/static/style.css"])
def test_under_a_base_path(magasin: Magasin, chemin: str) -> None:
    montee = Starlette(routes=[Mount("/dash", app=_app(magasin))])
    for app in (_app(magasin, base="/dash/"), montee):
        assert TestClient(app).get(chemin).headers["content-encoding"] == "gzip"


def test_a_longer_prefix_is_not_the_base_path(magasin: Magasin) -> None:
    reponse = TestClient(_app(magasin, base="dash")).get("/dashboard/app/static/style.css")
    assert reponse.text == "application"


def test_websocket_goes_through(client: TestClient) -> None:
    with client.websocket_connect("/static/js/index.abc.js") as prise:
        assert prise.receive_text() == "ouverte"


def test_nothing_is_served_from_memory_before_loading(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("p{}")
    vide = Magasin([Source("/app/static/", tmp_path, IMMUABLE, brut=True)])
    assert TestClient(_app(vide)).get("/app/static/style.css").text == "application"


def test_parts_are_served_as_one_sheet_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "02-suite.css").write_text("b { color: blue }")
    (tmp_path / "01-debut.css").write_text("a { color: red }")
    (tmp_path / "notes.txt").write_text("rien")
    magasin = Magasin([], [Assemblage("/app/static/style.css", tmp_path, "*.css", "max-age=600")])
    assert magasin.charger() == 1
    client = TestClient(_app(magasin))
    for accepte in ("gzip", "identity"):
        lue = client.get("/app/static/style.css", headers={"accept-encoding": accepte})
        assert lue.text == "a { color: red }\nb { color: blue }"
        assert lue.headers["content-type"].startswith("text/css")
    assert client.get("/app/static/02-suite.css").text == "application"


def test_a_sheet_without_parts_is_refused_at_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Magasin([], [Assemblage("/style.css", tmp_path, "*.css", "max-age=600")]).charger()
