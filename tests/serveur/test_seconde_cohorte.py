"""With a second cohort, what one subscribes to is of one cohort, and leads back to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE
from tests.programmes import SECONDE, ajouter_seconde_cohorte

pytestmark = pytest.mark.matrice
NOM = "Cohorte d’essai 2030"


@pytest.fixture(scope="module")
def deux_cohortes(nouvelle_copie: Callable[[], Path]) -> Path:
    dossier = nouvelle_copie()
    ajouter_seconde_cohorte(dossier)
    return dossier


@pytest.fixture(autouse=True)
def _servir(deux_cohortes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(deux_cohortes))


def _cohorte(adresse: str) -> list[str]:
    return parse_qs(urlsplit(adresse).query).get("cohorte", [])


@pytest.mark.parametrize(("suite", "cohorte"), [("", []), (f"?cohorte={SECONDE}", [SECONDE])])
def test_every_link_of_a_feed_keeps_the_cohort(
    client: TestClient, suite: str, cohorte: list[str]
) -> None:
    flux = feedparser.parse(client.get(f"/flux.atom{suite}").content)
    liens = [lien.href for lien in flux.feed.links]
    liens += [e.link for e in flux.entries if not e.title.startswith("Données")]
    assert len(liens) > 5
    assert [lien for lien in liens if _cohorte(lien) != cohorte] == []
    agenda = Calendar.from_ical(client.get(f"/agenda.ics{suite}").content)
    adresses = [str(e["URL"]) for e in agenda.walk("VEVENT")]
    assert adresses and [a for a in adresses if _cohorte(a) != cohorte] == []


def test_feeds_and_calendars_have_their_own_names(client: TestClient) -> None:
    noms, ids = set(), set()
    for suite in ("", f"?cohorte={SECONDE}"):
        agenda = Calendar.from_ical(client.get(f"/agenda.ics{suite}").content)
        flux = feedparser.parse(client.get(f"/flux.atom{suite}").content)
        assert flux.feed.title.startswith(str(agenda["X-WR-CALNAME"]))
        noms.add(str(agenda["X-WR-CALNAME"]))
        ids.add(flux.feed.id)
    assert NOM in noms and len(noms) == len(ids) == 2
