"""What caches may keep: prudent by default, longer where a shared one is announced."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fabrique_dash.donnees.depot import VARIABLE as DONNEES
from fabrique_dash.donnees.depot import depot
from fabrique_dash.serveur.partage import VARIABLE, conservation
from tests.serveur.stables import client

pytestmark = pytest.mark.serveur

MIDI = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
ADRESSES = ("/donnees/groupes.csv", "/chiffres.json", "/agenda.ics", "/flux.atom")


@pytest.fixture(autouse=True)
def _servir(petit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DONNEES, str(petit))


@pytest.mark.parametrize("valeur", ["", "0", "-5", "1e3", "trois", "²"])
def test_without_a_usable_duration_everybody_asks_again(
    monkeypatch: pytest.MonkeyPatch, valeur: str
) -> None:
    monkeypatch.setenv(VARIABLE, valeur)
    recue = client().get("/donnees/groupes.csv")
    assert recue.headers["cache-control"] == "no-cache" and recue.headers["etag"]


def test_a_shared_cache_keeps_and_browsers_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "300")
    etat = depot().etat()
    assert etat.donnees is not None
    cle = f"donnees-{etat.donnees.empreinte}"
    service = client()
    for adresse in ADRESSES * 2:  # made, then kept
        recue = service.get(adresse)
        regles = recue.headers["cache-control"].split(", ")
        assert {"public", "max-age=0"} <= set(regles), adresse
        assert recue.headers["vary"] == "Accept-Encoding"
        assert recue.headers["surrogate-key"] == recue.headers["cache-tag"] == cle
    inchangee = service.get(adresse, headers={"if-none-match": recue.headers["etag"]})
    assert inchangee.status_code == 304
    for nom in ("cache-control", "vary", "surrogate-key", "etag"):
        assert inchangee.headers[nom] == recue.headers[nom]


def test_nothing_is_kept_beyond_the_day() -> None:
    assert "s-maxage=300," in conservation(300, MIDI)
    assert "s-maxage=43200," in conservation(86_400, MIDI)  # midday in Paris
    avant_minuit = datetime(2026, 11, 30, 22, 59, 30, tzinfo=UTC)
    assert "s-maxage=30, stale-while-revalidate=30," in conservation(300, avant_minuit)
    assert conservation(0, MIDI) == "no-cache"


@pytest.mark.parametrize(
    ("adresse", "garde"),
    [("/donnees/absente.csv", "no-store"), ("/sante", "no-store"), ("/connexion", "no-store")],
)
def test_what_is_nobody_elses_business_is_never_kept(
    monkeypatch: pytest.MonkeyPatch, adresse: str, garde: str
) -> None:
    monkeypatch.setenv(VARIABLE, "300")
    recue = client().get(adresse)
    assert recue.headers["cache-control"] == garde
    assert "surrogate-key" not in recue.headers
