"""No accessibility fault that axe can find: pages, what unfolds, and the map's own frame."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import (
    BUREAU,
    CLES,
    TELEPHONE,
    THEMES,
    Theme,
    cadre_de_la_carte,
    chemin,
)

Faute = tuple[str, str]


def fautes(page: Page) -> list[Faute]:
    """Run axe on a page and its frames: each fault's rule, and the element."""
    axe = Axe()
    for cadre in page.frames[1:]:
        cadre.evaluate(axe.axe_script)
    trouvees = axe.run(page).response["violations"]
    return [(f["id"], noeud["html"][:160]) for f in trouvees for noeud in f["nodes"]]


def _tout_deplier(page: Page) -> None:
    for entete in page.get_by_test_id("stExpander").locator("summary").all():
        entete.click()
    page.wait_for_timeout(500)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cle", CLES)
def test_page_folded_then_unfolded(visiter: Visiter, cle: str, theme: Theme) -> None:
    page = visiter(BUREAU, theme).aller(chemin(cle))
    assert fautes(page) == []
    _tout_deplier(page)
    assert fautes(page) == []
    boutons = page.get_by_test_id("stPopover").get_by_role("button").all()
    assert len(boutons) >= 3
    for bouton in boutons:
        bouton.click()
        page.get_by_test_id("stPopoverBody").wait_for()
        page.wait_for_timeout(300)
        assert fautes(page) == []
        page.keyboard.press("Escape")
        page.get_by_test_id("stPopoverBody").wait_for(state="detached")


@pytest.mark.parametrize("cle", CLES)
def test_page_on_a_phone(visiter: Visiter, cle: str) -> None:
    page = visiter(TELEPHONE).aller(chemin(cle))
    assert fautes(page) == []
    sans_nom = page.eval_on_selector_all(
        "main svg[role=img], main img, main iframe, [data-testid=stPlotlyChart]",
        """es => es.filter(e => !(e.ariaLabel || e.alt || e.title
            || e.closest('[aria-label]') || e.querySelector('[aria-label]')))
            .map(e => e.outerHTML.slice(0, 120))""",
    )
    assert sans_nom == []


@pytest.mark.parametrize("theme", THEMES)
def test_map_frame(visiter: Visiter, theme: Theme) -> None:
    couches = "couches=Territoires&couches=Lieux+des+événements"
    page = visiter(BUREAU, theme).aller(chemin("carte", couches))
    assert cadre_de_la_carte(page).locator(".leaflet-marker-icon").count() > 6
    assert fautes(page) == []


def test_sheet_of_a_territory(visiter: Visiter) -> None:
    page = visiter().aller(chemin("carte", "territoire=vimy"))
    assert page.get_by_role("heading", name="Vimy").count() == 1
    assert fautes(page) == []


def test_keyboard_first_stop_is_the_skip_link(visiter: Visiter) -> None:
    page = visiter().aller(chemin("accueil"))
    page.keyboard.press("Tab")
    assert "Aller au contenu" in page.evaluate("() => document.activeElement.innerText")
