"""Data and addresses full of attacks: nothing runs, nothing asks another host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from attaques import ATTAQUES, HOTE, MARQUE, empoisonner
from playwright.sync_api import Page

from outils.serveur_local import servir
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import CLES, Visite, cadre_de_la_carte, chemin

_TEMOIN = f"() => window.{MARQUE} !== undefined"
_COUCHES = "&".join(
    f"couches={quote(c)}"
    for c in (
        "Territoires",
        "Villes pairs, saison 1",
        "Villes pairs, saison 2",
        "Villes pairs, saison 3",
        "Lieux des événements",
    )
)


@pytest.fixture(scope="module")
def empoisonne(nouvelle_copie: Callable[[], Path]) -> Iterator[str]:
    """The address of a server on a package full of attacks."""
    dossier = nouvelle_copie()
    empoisonner(dossier)
    with servir(environnement={"FABRIQUE_DONNEES": str(dossier)}) as lance:
        yield lance.url


def _rien_n_a_agi(visite: Visite) -> None:
    assert visite.dialogues == []
    assert [f.url for f in visite.page.frames if f.evaluate(_TEMOIN)] == []
    assert visite.erreurs == []
    assert visite.dehors == []


def _tout_ouvrir(page: Page) -> None:
    for entete in page.get_by_test_id("stExpander").locator("summary").all():
        entete.click()
    for bouton in page.get_by_test_id("stPopover").get_by_role("button").all():
        bouton.click()
        page.wait_for_timeout(300)
        page.keyboard.press("Escape")
    page.wait_for_timeout(500)


@pytest.mark.parametrize("cle", CLES)
def test_no_attack_acts_on_a_page(visiter: Visiter, empoisonne: str, cle: str) -> None:
    visite = visiter(url=empoisonne)
    page = visite.aller(chemin(cle))
    _tout_ouvrir(page)
    assert ATTAQUES[0] in page.locator("body").inner_text()
    liens = page.eval_on_selector_all("a", "es => es.map(e => e.href)")
    assert [lien for lien in liens if HOTE in lien or "javascript:" in lien] == []
    _rien_n_a_agi(visite)


def test_no_attack_acts_in_charts_when_hovered(visiter: Visiter, empoisonne: str) -> None:
    for cle in ("frise", "groupes"):
        visite = visiter(url=empoisonne)
        page = visite.aller(chemin(cle))
        points = page.locator(".js-plotly-plot .point")
        assert points.count() > 0
        for rang in range(0, points.count(), 5):
            points.nth(rang).hover(force=True)
            page.wait_for_timeout(100)
        _rien_n_a_agi(visite)


def test_no_attack_acts_in_the_map(visiter: Visiter, empoisonne: str) -> None:
    visite = visiter(url=empoisonne)
    page = visite.aller(chemin("carte", _COUCHES))
    cadre = cadre_de_la_carte(page)
    marques = cadre.locator(".leaflet-marker-icon")
    assert marques.count() > 20
    montrees = ""
    for rang in range(marques.count()):
        marques.nth(rang).dispatch_event("mouseover")
        bulle = cadre.locator(".leaflet-tooltip")
        montrees += bulle.first.inner_text() if bulle.count() else ""
        marques.nth(rang).dispatch_event("mouseout")
    assert all(attaque in montrees for attaque in ATTAQUES[:6])
    marques.last.locator("svg").dispatch_event("click")
    visite.attendre()
    page.wait_for_timeout(500)
    _rien_n_a_agi(visite)


@pytest.mark.parametrize("cle", CLES)
def test_no_attack_acts_from_the_address(visiter: Visiter, cle: str) -> None:
    poison = quote(f'"><img src=x onerror=window.{MARQUE}=1>${{window.{MARQUE}=1}}')
    noms = ("date", "cohorte", "groupes", "couches", "territoire", "couloirs", "mesure", "annees")
    visite = visiter()
    page = visite.aller(chemin(cle, "&".join(f"{nom}={poison}" for nom in noms)))
    assert "sans filtre" in page.locator(".tp-phrase").inner_text()
    _rien_n_a_agi(visite)
