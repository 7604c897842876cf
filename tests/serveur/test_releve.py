"""Answers, failures and open sessions are counted, and written without who asked."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from fabrique_dash.serveur import traces
from fabrique_dash.serveur.compteurs import Compteurs
from fabrique_dash.serveur.facade import releve
from fabrique_dash.serveur.facade.identite import HABILLAGE
from fabrique_dash.serveur.facade.releve import Releve

Lignes = list[tuple[str, str, int]]


async def _texte(_requete: Request) -> Response:
    return PlainTextResponse("bonjour")


async def _panne(_requete: Request) -> Response:
    raise RuntimeError("panne")


async def _prise(prise: WebSocket) -> None:
    if "refus" in prise.query_params:
        await prise.close()
        return
    await prise.accept()
    await prise.receive_text()
    raise RuntimeError("coupée")


@pytest.fixture
def lignes(monkeypatch: pytest.MonkeyPatch) -> Lignes:
    """Return the lines that are written."""
    ecrites: Lignes = []
    monkeypatch.setenv(traces.VARIABLE, traces.EN_JSON)
    monkeypatch.setattr(
        releve,
        "tracer_la_requete",
        lambda methode, chemin, statut, _secondes: ecrites.append((methode, chemin, statut)),
    )
    return ecrites


def _client(compteurs: Compteurs) -> TestClient:
    routes = [
        WebSocketRoute("/dash/flux", _prise),
        Route("/dash/panne", _panne),
        Route("/dash/{chemin:path}", _texte),
    ]
    couche = Middleware(Releve, compteurs=compteurs, habillage=HABILLAGE, base="dash")
    app = Starlette(routes=routes, middleware=[couche])
    return TestClient(app, raise_server_exceptions=False)


def test_answers_and_failures_are_counted_and_written(lignes: Lignes) -> None:
    compteurs = Compteurs()
    client = _client(compteurs)
    for chemin in ("carte?date=2022-01-01", "suivi/unJetonSecret", "donnees/t.csv", "panne"):
        client.get(f"/dash/{chemin}")
    assert compteurs.reponses() == {"2xx": 3, "5xx": 1}
    assert compteurs.erreurs() == {"adresse": 1}
    assert lignes == [
        ("GET", "/carte", 200),
        ("GET", "/suivi/…", 200),
        ("GET", "/donnees/t.csv", 200),
        ("GET", "/panne", 500),
    ]


def test_nothing_is_written_of_requests_unless_logs_are_json(
    lignes: Lignes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(traces.VARIABLE)
    assert _client(Compteurs()).get("/dash/carte").status_code == 200
    assert lignes == []


def test_a_session_is_counted_while_it_is_open(lignes: Lignes) -> None:
    compteurs = Compteurs()
    client = _client(compteurs)
    with pytest.raises(RuntimeError, match="coupée"), client.websocket_connect("/dash/flux") as p:
        assert compteurs.sessions == 1
        p.send_text("")
        p.receive_text()
    assert compteurs.sessions == 0
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/dash/flux?refus"):
        pass
    assert compteurs.sessions == 0 and lignes == []
