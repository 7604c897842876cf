"""What the first screen holds, and what opens on a touch or with the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import BUREAU, TELEPHONE, chemin


@pytest.mark.parametrize(("largeur", "hauteur"), [(BUREAU, 800), (TELEPHONE, 844)])
def test_the_doors_are_in_the_first_screen(visiter: Visiter, largeur: int, hauteur: int) -> None:
    page = visiter(largeur).aller(chemin("accueil"))
    portes = page.get_by_role("navigation", name="Vous êtes…")
    expect(portes).to_be_visible()
    boite = portes.bounding_box()
    assert boite and boite["y"] + boite["height"] <= hauteur


def test_a_source_opens_on_its_reference_with_the_keyboard(visiter: Visiter) -> None:
    page = visiter().aller(chemin("groupes"))
    nom = page.locator(".tp-renvoi").first
    reference = nom.locator(".tp-renvoi-texte")
    expect(reference).to_be_hidden()
    nom.focus()
    expect(reference).to_be_visible()
    page.keyboard.press("Tab")
    assert "source=" in str(page.evaluate("() => document.activeElement.href"))
    expect(reference).to_be_visible()


def test_the_parts_of_a_page_are_reached_with_the_keyboard(visiter: Visiter) -> None:
    page = visiter().aller(chemin("alliance"))
    lien = page.get_by_role("navigation", name="Sur cette page").get_by_role("link").last
    lien.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=lien.inner_text())).to_be_in_viewport()
