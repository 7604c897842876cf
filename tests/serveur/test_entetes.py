"""Security headers on every kind of answer."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from fabrique_dash.serveur.facade.entetes import CSP_PAGE, EntetesSecurite


async def _texte(_requete: object) -> PlainTextResponse:
    return PlainTextResponse("bonjour", headers={"x-frame-options": "ALLOWALL"})


async def _prise(prise: WebSocket) -> None:
    await prise.accept()
    await prise.send_text("ouverte")
    await prise.close()


def _client(base: str = "", images: tuple[str, ...] = ()) -> TestClient:
    routes = [WebSocketRoute("/_stcore/stream", _prise), Route("/{chemin:path}", _texte)]
    couche = Middleware(EntetesSecurite, base=base, images=images)
    return TestClient(Starlette(routes=routes, middleware=[couche]))


@pytest.mark.parametrize("chemin", ["/", "/carte", "/static/js/a.js", "/x/component/y"])
def test_page_csp_allows_no_other_host_and_no_inline_script(chemin: str) -> None:
    csp = _client().get(chemin).headers["content-security-policy"]
    assert csp == CSP_PAGE
    assert "http" not in csp
    assert "unsafe-inline" not in csp.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize("chemin", ["/media/a.csv", "/_stcore/upload_file/x/y"])
def test_what_a_session_made_or_sent_is_kept_by_no_cache(chemin: str) -> None:
    entetes = _client(base="dash").get(f"/dash{chemin}").headers
    assert entetes["cache-control"] == "private, no-store"
    assert entetes["content-security-policy"] == CSP_PAGE


def test_component_frames_may_run_generated_scripts() -> None:
    csp = _client().get("/component/streamlit_folium/index.html").headers["content-security-policy"]
    assert "script-src 'self' 'unsafe-inline' 'unsafe-eval'" in csp
    assert "http" not in csp


def test_component_policy_follows_the_base_path() -> None:
    client = _client(base="dash")
    for chemin in ("/dash/component/x", "/component/x"):
        assert "'unsafe-eval'" in client.get(chemin).headers["content-security-policy"]
    assert client.get("/dash/carte").headers["content-security-policy"] == CSP_PAGE


def test_an_allowed_image_host_opens_the_map_frame_only() -> None:
    client = _client(images=("https://tuiles.test",))
    composant = client.get("/component/x").headers["content-security-policy"]
    assert "img-src 'self' data: blob: https://tuiles.test;" in composant
    assert composant.count("https://") == 1
    assert client.get("/carte").headers["content-security-policy"] == CSP_PAGE


def test_other_headers_win_over_the_application() -> None:
    entetes = _client().get("/").headers
    assert entetes["x-content-type-options"] == "nosniff"
    assert entetes.get_list("x-frame-options") == ["SAMEORIGIN"]
    assert entetes["cross-origin-opener-policy"] == "same-origin"
    assert entetes["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in entetes["permissions-policy"]


def test_websocket_goes_through() -> None:
    with _client().websocket_connect("/_stcore/stream") as prise:
        assert prise.receive_text() == "ouverte"


@pytest.mark.parametrize("chemin", ["/", "/donnees/groupes.csv", "/sante"])
def test_a_host_that_is_too_long_to_be_one_is_refused_in_french(chemin: str) -> None:
    refus = _client().get(chemin, headers={"host": "a" * 256})
    assert refus.status_code == 400 and "255 caractères" in refus.text
    assert refus.headers["content-language"] == "fr"
    assert refus.headers["cache-control"] == "no-store"
    assert refus.headers["x-content-type-options"] == "nosniff"
    assert _client().get(chemin, headers={"host": "a" * 255}).status_code == 200
