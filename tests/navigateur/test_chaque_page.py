"""Every page, wide and narrow, light and dark: drawn, in French, alone and without an error."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from fabrique_dash.publication.site.pages import page as page_du_site
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import BUREAU, CLES, TELEPHONE, THEMES, Theme, chemin, menu, phrase

_DEBORD = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BLOC = "document.querySelector('[data-testid=stMain]')"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("largeur", [BUREAU, TELEPHONE])
@pytest.mark.parametrize("cle", CLES)
def test_page_is_drawn_without_an_error(
    visiter: Visiter, cle: str, largeur: int, theme: Theme
) -> None:
    visite = visiter(largeur, theme)
    page = visite.aller(chemin(cle))
    page.wait_for_timeout(300)
    assert page.title() == f"{page_du_site(cle).titre} · Territoires Pilotes"
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").all_inner_texts() == [page_du_site(cle).titre]
    assert "état au" in phrase(page)
    assert page.evaluate(_DEBORD) <= 0
    assert page.evaluate(f"{_BLOC}.scrollWidth - {_BLOC}.clientWidth") <= 0
    assert visite.erreurs == []
    assert visite.dehors == []


def test_menu_leads_to_every_page(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("accueil"))
    noms = [t.splitlines()[-1] for t in menu(page).all_inner_texts()]  # the icon comes first
    assert noms == [page_du_site(c).titre for c in CLES]
    for rang, cle in reversed(list(enumerate(CLES))):
        menu(page).nth(rang).click()
        expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)
        visite.attendre()
        expect(page).to_have_title(f"{page_du_site(cle).titre} · Territoires Pilotes")
        assert page.url.removeprefix(visite.url) == chemin(cle)
    assert visite.erreurs == []


def test_unknown_address_says_so_in_french(visiter: Visiter) -> None:
    page = visiter().aller("/nulle-part")
    page.get_by_text("Page introuvable").wait_for()
    expect(page.locator("h1")).to_have_text(page_du_site(CLES[0]).titre)


@pytest.mark.parametrize("cle", CLES)
def test_no_english_remains_on_the_page(visiter: Visiter, cle: str) -> None:
    page = visiter().aller(chemin(cle))
    texte = page.locator("body").inner_text()
    noms = page.eval_on_selector_all(
        "[aria-label],[title],[placeholder]",
        "es => es.map(e => e.ariaLabel || e.title || e.placeholder)",
    )
    anglais = [
        "Choose",
        "Select",
        "Clear",
        "Open",
        "Close",
        "Download",
        "Press Enter",
        "Help",
        "Fullscreen",
        "Skip to",
        "Main menu",
        "Sidebar",
        "Zoom in",
        "No results",
    ]
    dit = "\n".join([texte, *noms])
    assert [mot for mot in anglais if mot in dit] == []
