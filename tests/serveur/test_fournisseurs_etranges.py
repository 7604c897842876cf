"""A provider that answers anything: said in French, given up in time, and nothing of it written."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

import pytest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.testclient import TestClient

from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.serveur.identites.oidc import questions
from tests.serveur.fournisseur import Fournisseur, Mensonge
from tests.serveur.parcours_oidc import LA_BAS, revenir

Env = pytest.MonkeyPatch
DECOUVERTE = "openid-configuration"


def _comprime() -> Response:
    return Response(b"\x1f\x8b", headers={"content-encoding": "gzip"})


REPONSES = {
    "une liste": (DECOUVERTE, JSONResponse([1])),
    "rien": (DECOUVERTE, Response(b"")),
    "des crochets sans fin": (DECOUVERTE, Response(b"[" * 100_000)),
    "ce qu’il aurait comprimé": (DECOUVERTE, _comprime()),
    "ailleurs": (DECOUVERTE, Response(status_code=302, headers={"location": "http://[::1]/"})),
    "des jetons en liste": ("token", JSONResponse([1])),
    "une page": ("token", Response("<html>", media_type="text/html")),
    "aucun jeton": ("token", JSONResponse({})),
    "une durée en lettres": ("token", JSONResponse({"access_token": "a", "expires_in": "une"})),
    "un refus qui n’en est pas un": ("token", JSONResponse({"error": [12]}, 400)),
    "une panne": ("token", JSONResponse({"error": "x"}, 500)),
    "des clés en nombre": ("jwks", JSONResponse({"keys": 3})),
    "des clés de rien": ("jwks", JSONResponse({"keys": [None, {"kty": ["RSA"]}]})),
    "un mot qui n’est pas un jeton": ("userinfo", Response("a.b", media_type="application/jwt")),
}


@pytest.mark.parametrize(("chemin", "reponse"), REPONSES.values(), ids=REPONSES.keys())
def test_whatever_it_answers_is_said_in_french(
    site: TestClient, journal: Journal, la_bas: Fournisseur, chemin: str, reponse: Response
) -> None:
    la_bas.mensonge = Mensonge(reponses={chemin: reponse})
    dite = site.get("/connexion-oidc?fournisseur=proconnect")
    if chemin != DECOUVERTE:
        dite = revenir(site, LA_BAS.get(dite.headers["location"]))
    assert dite.status_code in (403, 503) and TEMOIN not in site.cookies
    assert "ProConnect" in dite.text and "Lien d’invitation" in dite.text


@pytest.mark.parametrize("dit", [5, "S256", None])
def test_a_list_that_is_none_is_not_believed(
    site: TestClient, journal: Journal, la_bas: Fournisseur, dit: object
) -> None:
    la_bas.mensonge = Mensonge(decouverte={"code_challenge_methods_supported": dit})
    assert site.get("/connexion-oidc?fournisseur=proconnect").status_code in (303, 503)


def test_an_answer_that_is_too_long_is_not_kept(
    site: TestClient, journal: Journal, la_bas: Fournisseur, caplog: pytest.LogCaptureFixture
) -> None:
    longue = Response(b" " * (questions.OCTETS + 1) + b"{}")
    la_bas.mensonge = Mensonge(reponses={DECOUVERTE: longue})
    refus = site.get("/connexion-oidc?fournisseur=proconnect")
    assert refus.status_code == 503 and "ne répond pas" in refus.text
    assert "réponse trop longue" in caplog.text


def test_an_answer_that_comes_drop_by_drop_is_not_waited_for(
    site: TestClient, journal: Journal, la_bas: Fournisseur, monkeypatch: Env
) -> None:
    monkeypatch.setattr(questions, "DELAI_EN_TOUT", 0.2)

    async def goutte_a_goutte() -> AsyncIterator[bytes]:
        for _ in range(40):
            await asyncio.sleep(0.05)  # far less than one waits for the next part
            yield b" "

    la_bas.mensonge = Mensonge(reponses={DECOUVERTE: StreamingResponse(goutte_a_goutte())})
    debut = time.monotonic()
    refus = site.get("/connexion-oidc?fournisseur=proconnect")
    assert refus.status_code == 503 and time.monotonic() - debut < 1.5
    assert questions._EN_COURS == []


def test_what_it_says_of_somebody_is_never_written(
    site: TestClient, journal: Journal, la_bas: Fournisseur, caplog: pytest.LogCaptureFixture
) -> None:
    dite = json.dumps({"email": "hélène@exemple.example"}, ensure_ascii=False)
    mal_codee = Response(dite.encode("latin-1"), media_type="application/json")
    la_bas.mensonge = Mensonge(reponses={"userinfo": mal_codee})
    depart = site.get("/connexion-oidc?fournisseur=proconnect")
    assert revenir(site, LA_BAS.get(depart.headers["location"])).status_code == 503
    ecrit = " ".join(note.getMessage() for note in caplog.records)
    assert "UnicodeDecodeError" in ecrit and "exemple.example" not in ecrit
