"""What is kept is sent at once, and is the very answer that its route would give."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from starlette.requests import Request

import fabrique_dash.donnees.depot as module_du_depot
from fabrique_dash.serveur.adresses.service import Service
from tests.serveur.stables import client

pytestmark = [pytest.mark.serveur, pytest.mark.usefixtures("petit_servi")]

ADRESSES = ("/donnees/groupes.json?date=2021-11-30", "/chiffres.json", "/agenda.ics")


@pytest.fixture
def routes_suivies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each request that goes as far as a route, with the disk looked at once."""
    monkeypatch.setattr(module_du_depot, "DELAI_ENTRE_DEUX_REGARDS", 600.0)
    suivies: list[str] = []
    repondre = Service._repondre

    def noter(service: Service, requete: Request, *reste: object) -> object:
        suivies.append(requete.url.path)
        return repondre(service, requete, *reste)  # type: ignore[arg-type]

    monkeypatch.setattr(Service, "_repondre", noter)
    return suivies


def _entetes(recus: Mapping[str, str]) -> dict[str, str]:
    # The layer that compresses what the routes give repeats what the answer varies with.
    varie = sorted({mot.strip() for mot in recus["vary"].split(",")})
    return {**recus, "vary": ", ".join(varie)}


@pytest.mark.parametrize("monte", ["", "/outils"])
@pytest.mark.parametrize("base", ["", "tableau"])
@pytest.mark.parametrize("adresse", ADRESSES)
@pytest.mark.parametrize("codage", ["gzip", "identity"])
def test_the_second_answer_is_the_first_without_its_route(
    routes_suivies: list[str], monte: str, base: str, adresse: str, codage: str
) -> None:
    service = client(base, monte)
    entier = f"{monte}{f'/{base}' if base else ''}{adresse}"
    premiere, seconde = (service.get(entier, headers={"accept-encoding": codage}) for _ in range(2))
    assert routes_suivies == [entier.split("?")[0]]
    assert premiere.status_code == seconde.status_code == 200
    assert premiere.content == seconde.content
    assert _entetes(premiere.headers) == _entetes(seconde.headers)
    assert seconde.headers["x-content-type-options"] == "nosniff"


def test_parameters_in_another_order_are_the_same_request(routes_suivies: list[str]) -> None:
    service = client()
    un = service.get("/donnees/preoccupations.csv?groupe=nord&date=2021-11-30")
    deux = service.get("/donnees/preoccupations.csv?date=2021-11-30&groupe=nord")
    assert len(routes_suivies) == 1
    assert un.content == deux.content


def test_who_has_it_already_is_told_so(routes_suivies: list[str]) -> None:
    service = client()
    premiere = service.get("/donnees/groupes.csv")
    etag = premiere.headers["etag"]
    seconde = service.get("/donnees/groupes.csv", headers={"if-none-match": etag})
    assert (seconde.status_code, seconde.content) == (304, b"")
    assert seconde.headers["etag"] == etag
    assert len(routes_suivies) == 1


def test_the_head_of_an_answer_is_that_of_its_whole(routes_suivies: list[str]) -> None:
    service = client()
    entiere, tete = service.get("/donnees/groupes.csv"), service.head("/donnees/groupes.csv")
    assert tete.headers["etag"] == entiere.headers["etag"]
    assert tete.headers["content-length"] == entiere.headers["content-length"]


@pytest.mark.parametrize("adresse", ["/donnees/groupes.csv?zz=1", "/donnees/zz.csv", "/sante"])
def test_errors_and_health_are_made_anew(adresse: str) -> None:
    service = client()
    assert [service.get(adresse).headers["cache-control"] for _ in range(2)] == ["no-store"] * 2
