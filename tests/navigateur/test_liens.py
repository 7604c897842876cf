"""Links and the search box in a browser: they open the right place without loading it all again."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from fabrique_dash.publication.site.adresses import PLACES
from fabrique_dash.publication.site.pages import page as page_du_site
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import BUREAU, TELEPHONE, Visite, chemin, phrase

JOUR = "2022-06-30"
# One of every other page: all places of all things are opened without a browser.
_NATURES = list({cle: nature for nature, (cle, _) in PLACES.items()}.values())[::2]
_RECHARGEE = "() => { const avant = window.__ici; window.__ici = true; return !avant; }"


def _chercher(visite: Visite, texte: str) -> Page:
    """Type a search in the one box that is shown, and press Enter."""
    boites = visite.page.get_by_role("searchbox").filter(visible=True)
    expect(boites).to_have_count(1)
    boites.fill(texte)
    with visite.rejouer():
        boites.press("Enter")
    expect(visite.page.locator("h1")).to_have_text("Recherche")
    return visite.page


@pytest.mark.parametrize("nature", _NATURES)
def test_a_link_opens_the_place_of_its_thing(visiter: Visiter, nature: str) -> None:
    visite = visiter()
    page = visite.aller(chemin("recherche", f"genre={nature}&date={JOUR}"))
    assert page.evaluate(_RECHARGEE)
    with visite.rejouer():
        page.locator(".tp-trouvailles a.tp-lien").last.click()
    cle, parametre = PLACES[nature]
    expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)
    adresse = urlsplit(page.url)
    assert adresse.path == chemin(cle)
    assert parse_qs(adresse.query)["date"] == [JOUR]
    assert parse_qs(adresse.query)[parametre]
    assert not page.evaluate(_RECHARGEE)
    assert visite.erreurs == []


@pytest.mark.parametrize(("cle", "largeur"), [("accueil", BUREAU), ("groupes", TELEPHONE)])
def test_the_box_searches_from_any_page(visiter: Visiter, cle: str, largeur: int) -> None:
    visite = visiter(largeur)
    page = visite.aller(chemin(cle, f"date={JOUR}"))
    assert page.evaluate(_RECHARGEE)
    _chercher(visite, "Lome")
    expect(page.locator(".tp-phrase")).to_contain_text("Lome")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Lome"], "date": [JOUR]}
    expect(page.locator(".tp-trouvailles mark").first).to_have_text("Lomme")
    with visite.rejouer():
        page.locator(".tp-trouvailles a.tp-lien").first.click()
    expect(page.locator("h1")).to_have_text("Territoires")
    assert not page.evaluate(_RECHARGEE)
    assert visite.erreurs == []
    assert visite.dehors == []


def test_going_back_returns_to_the_results_then_to_the_page(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("groupes"))
    _chercher(visite, "Vimy")
    trouve = phrase(page)
    page.get_by_test_id("stMain").get_by_role("searchbox").fill("Arras")
    with visite.rejouer():
        page.get_by_role("button", name=re.compile("Chercher")).filter(visible=True).last.click()
    expect(page.locator(".tp-phrase")).to_contain_text("Arras")
    page.go_back()
    expect(page.locator(".tp-phrase")).to_have_text(trouve)
    expect(page.get_by_test_id("stMain").get_by_role("searchbox")).to_have_value("Vimy")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Groupes")
    assert visite.erreurs == []


def test_with_the_menu_folded_the_box_is_in_the_head(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("accueil"))
    page.get_by_test_id("stSidebar").hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(page.get_by_test_id("stMain").get_by_role("searchbox")).to_be_visible()
    _chercher(visite, "62861")
    expect(page.locator(".tp-trouvailles")).to_contain_text("c’est le territoire pilote Vimy")


def test_a_search_reopens_from_its_address(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("recherche", "q=St+Denis&genre=commune"))
    avant = page.get_by_test_id("stMain").inner_text()
    autre = visiter()
    assert (
        autre.aller(page.url.removeprefix(visite.url)).get_by_test_id("stMain").inner_text()
        == avant
    )
