"""What caches may keep: prudent by default, longer where a shared one is announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fabrique_dash.donnees.depot import depot
from fabrique_dash.donnees.lectures import Publiee
from fabrique_dash.serveur.partage import VARIABLE, conservation, entetes_de_partage
from tests.serveur.stables import client

pytestmark = [pytest.mark.serveur, pytest.mark.usefixtures("petit_servi")]

MIDI = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
ADRESSES = ("/donnees/groupes.csv", "/chiffres.json", "/agenda.ics", "/flux.atom")


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
        # Browsers, which would take what is old for an instant too, are not told that they may.
        assert recue.headers["cache-control"].startswith("public, max-age=0, s-maxage="), adresse
        assert "stale" not in recue.headers["cache-control"]
        assert "stale-while-revalidate=" in recue.headers["cdn-cache-control"]
        assert recue.headers["vary"] == "Accept-Encoding"
        assert recue.headers["surrogate-key"] == recue.headers["cache-tag"] == cle
    inchangee = service.get(adresse, headers={"if-none-match": recue.headers["etag"]})
    assert inchangee.status_code == 304
    for nom in ("cache-control", "cdn-cache-control", "vary", "surrogate-key", "etag"):
        assert inchangee.headers[nom] == recue.headers[nom]


def test_nothing_is_kept_beyond_the_day() -> None:
    assert conservation(300, MIDI)["cache-control"].endswith("s-maxage=300")
    assert conservation(86_400, MIDI)["cache-control"].endswith("s-maxage=43200")
    avant_minuit = datetime(2026, 11, 30, 22, 59, 30, tzinfo=UTC)
    dit = "max-age=30, stale-while-revalidate=30, stale-if-error=86400"
    assert conservation(300, avant_minuit)["cdn-cache-control"] == dit
    assert conservation(0, MIDI) == {"cache-control": "no-cache"}


def test_a_publication_changes_the_key_and_names_are_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, "300")
    donnees = depot().etat().donnees
    assert donnees is not None
    publiees = [replace(donnees, publiee=Publiee(n, MIDI)) for n in (12, 13)]
    cles = [entetes_de_partage(p, MIDI, True)["surrogate-key"] for p in publiees]
    assert cles == ["publication-12", "publication-13"]
    # What names persons is not kept (`garde`): an account that is erased is so everywhere.
    assert entetes_de_partage(publiees[0], MIDI, False)["cache-control"] == "no-cache"


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
