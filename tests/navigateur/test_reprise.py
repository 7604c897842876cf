"""A process dies under a reader: the tab goes on with another one, through nginx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, expect

from bench.grandeur.ferme import Processus
from outils.serveur_local import Serveur, port_libre
from outils.serveur_nginx import A_LA_RACINE, ABSENT, PLUSIEURS, nginx, programme
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import Visite, chemin, deplier

BONJOUR = "Bonjour à toutes et à tous\u202f! "
ETAT = "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState"


@dataclass(frozen=True)
class _Deux:
    """Two processes behind one address; readers are sent to the first, as long as it is there."""

    url: str
    premier: Processus
    second: str  # its own address, which nginx does not stand before


@pytest.fixture
def deux(serveur: Serveur) -> Iterator[_Deux]:
    """Start a process before the one of all the tests, and nginx before both."""
    if programme() is None:
        pytest.skip(ABSENT)
    premier = Processus("a", port_libre(), {"FABRIQUE_JOURNAL": "aucun"})
    premier.demarrer()
    try:
        premier.attendre()
        autre = urlsplit(serveur.url).port or 0
        with nginx([PLUSIEURS, A_LA_RACINE], [premier.port, autre, autre]) as (url, _):
            yield _Deux(url, premier, serveur.url)
    finally:
        premier.tuer()


def test_a_tab_goes_on_with_another_process(deux: _Deux, visiter: Visiter, tmp_path: Path) -> None:
    visite = visiter(url=deux.url, neuf=True)
    page = visite.page
    page.context.add_cookies([{"name": "tp_serveur", "value": "a", "url": deux.url}])
    adresse = chemin("preoccupations", "date=2021-11-30&groupe=nord")
    visite.aller(adresse)
    avant = page.inner_text("#root")
    lettre = Visite(page.context.new_page(), deux.url)
    zone = lettre.aller("/lettre").locator(".st-key-lettre-edito textarea")
    _ajouter(lettre, zone, BONJOUR)
    with visite.rejouer():  # the front end by itself asks for nothing
        deux.premier.tuer()
    assert page.evaluate(ETAT) == "CONNECTED"
    temoins = {t["name"]: t["value"] for t in page.context.cookies()}
    assert temoins["tp_serveur"] != "a"
    assert (page.inner_text("#root"), page.url) == (avant, f"{deux.url}{adresse}")
    # A panel and its files are made by the session, which the other process had never seen.
    seules = _parties(deux.second)
    deplier(page, "Télécharger")
    assert _parties(deux.second) > seules  # alone: the page is not drawn again
    with page.expect_download() as attente:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="— CSV").first.click()
    assert attente.value.path().stat().st_size
    # Nor had it seen the draft of the letter: the browser gives its own, which one goes on with.
    expect(lettre.page.get_by_text("Brouillon repris")).to_be_attached()
    lettre.attendre()
    assert zone.input_value().startswith(BONJOUR)
    _ajouter(lettre, zone, "Re-")
    assert zone.input_value().startswith(f"Re-{BONJOUR}")
    corps = lettre.page.frame_locator("iframe[srcdoc]").locator("body")
    expect(corps).to_contain_text(f"Re-{BONJOUR.strip()}")
    assert visite.erreurs == lettre.erreurs == []


def _parties(url: str) -> float:
    """Return how many parts of a page a process has drawn by themselves."""
    with urlopen(f"{url}/metriques") as reponse:
        dit = reponse.read().decode()
    return float(re.findall(r"^fabrique_parties_total (\S+)$", dit, re.MULTILINE)[0])


def _ajouter(visite: Visite, zone: Locator, ajout: str) -> None:
    """Write at the beginning of a rubrique, and send it to the server."""
    visite.page.bring_to_front()
    zone.focus()
    zone.press("Control+Home")
    visite.page.keyboard.insert_text(ajout)
    with visite.rejouer():
        visite.page.keyboard.press("Control+Enter")
