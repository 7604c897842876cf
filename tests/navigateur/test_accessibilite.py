"""No accessibility fault that axe can find in the map's own frame and in a sheet; the keyboard.

The pages themselves are in `test_pages`.
"""

from __future__ import annotations

import pytest

from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import fautes
from tests.navigateur.visites import BUREAU, THEMES, Theme, cadre_de_la_carte, chemin


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


_FOND = "(e, pseudo) => getComputedStyle(e, pseudo).backgroundColor"
_DU_SYSTEME = """nom => {
  const essai = document.body.appendChild(document.createElement("i"));
  essai.style = `forced-color-adjust: none; background: ${nom}`;
  return getComputedStyle(essai).backgroundColor;
}"""


def test_forced_colours_still_tell_what_is_chosen_and_what_was_held(visiter: Visiter) -> None:
    """Other backgrounds become that of the page: only the system's own colours are seen."""
    page = visiter(neuf=True).aller(chemin("frise", "couloirs=programme&date=2021-11-14"))
    page.emulate_media(forced_colors="active")
    choisi = page.get_by_role("toolbar", name="Couloirs").locator("[aria-pressed=true]").first
    tenu = page.locator(".tp-evenement--tenu").first
    assert choisi.evaluate(_FOND) == page.evaluate(_DU_SYSTEME, "Highlight")
    assert tenu.evaluate(_FOND, "::before") == page.evaluate(_DU_SYSTEME, "CanvasText")
