"""The address holds the view: it follows the controls, reopens them, and goes back."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.publication.site.pages import page as page_du_site
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import (
    CLES,
    Visite,
    chemin,
    choisir,
    deplier,
    derouler,
    lien_de_la_vue,
    menu,
    phrase,
    texte,
)

JOUR = date(2021, 12, 1)
_ENTREES_DE_TROP = 3  # entries that Streamlit adds when it takes a page's parameters away
ECRIT = f"état au {jour_long(JOUR)}"


def _manier(visite: Visite) -> None:
    """Change every control that stands in the page: a pill of each set, an option of each list."""
    page = visite.page
    for pastilles in page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").all():
        if pastilles.is_visible():
            pastilles.get_by_role("button").first.click()
            visite.attendre()
    listes = page.get_by_test_id("stMain").get_by_test_id("stSelectbox")
    for rang in range(listes.count()):
        if rang >= listes.count():  # a choice may take other lists away
            break
        options = derouler(listes.nth(rang).get_by_role("combobox"))
        if options.count() > 1:
            options.nth(1).click()
        else:
            page.keyboard.press("Escape")
        visite.attendre()


def _dater(visite: Visite, jour: date) -> None:
    corps = deplier(visite.page, "Changer la date")
    corps.get_by_role("spinbutton", name="jour").click()
    visite.page.keyboard.type(f"{jour:%d%m%Y}")
    corps.get_by_text("Date de référence").first.click()  # the date is taken on leaving the field
    expect(visite.page.locator(".tp-phrase")).to_contain_text(f"état au {jour_long(jour)}")
    visite.page.keyboard.press("Escape")
    visite.attendre()


def _attendre_la_phrase(page: Page, dite: str) -> None:
    expect(page.locator(".tp-phrase")).to_contain_text(dite, timeout=10_000)


@pytest.mark.parametrize("cle", CLES)
def test_a_view_set_by_hand_reopens_from_its_address_and_its_link(
    visiter: Visiter, cle: str
) -> None:
    visite = visiter()
    page = visite.aller(chemin(cle))
    depart = phrase(page)
    _dater(visite, JOUR)
    _manier(visite)
    assert phrase(page) != depart
    assert f"date={JOUR}" in page.url
    lien = lien_de_la_vue(page)
    assert lien.startswith(visite.url)
    autre = visiter()
    for adresse in (page.url, lien):
        ailleurs = autre.aller(adresse.removeprefix(visite.url))
        assert phrase(ailleurs) == phrase(page)
        assert texte(ailleurs) == texte(page)
    assert lien_de_la_vue(ailleurs) == lien
    assert visite.erreurs == []


@pytest.mark.parametrize("cle", CLES[1:])
def test_back_returns_to_the_page_as_it_was(visiter: Visiter, cle: str) -> None:
    visite = visiter()
    page = visite.aller(chemin(cle, f"date={JOUR}"))
    _manier(visite)
    avant, adresse = phrase(page), page.url
    menu(page).first.click()
    expect(page.locator("h1")).to_have_text(page_du_site(CLES[0]).titre)
    visite.attendre()
    for _ in range(1 + _ENTREES_DE_TROP):
        page.go_back()
        visite.attendre()
        if page.url == adresse:
            break
    expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)
    _attendre_la_phrase(page, ECRIT)
    assert page.url == adresse
    _attendre_la_phrase(page, avant)


def test_today_and_the_last_documented_date_are_one_click_away(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("accueil"))
    depart = phrase(page)
    corps = deplier(page, "Changer la date")
    corps.get_by_role("button", name="Aujourd’hui").click()
    _attendre_la_phrase(page, f"état au {jour_long(date.today())}")
    assert f"date={date.today()}" in page.url
    corps.get_by_role("button", name="Dernière date documentée").click()
    _attendre_la_phrase(page, depart.split("—")[-1].strip())
    assert "date=" not in page.url


@pytest.mark.parametrize("cle", [c for c in CLES if c != "accueil"])
def test_the_menu_keeps_the_reference_date(visiter: Visiter, cle: str) -> None:
    visite = visiter()
    page = visite.aller(chemin("accueil", f"date={JOUR}"))
    menu(page).nth(CLES.index(cle)).click()
    expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)
    visite.attendre()
    _attendre_la_phrase(page, ECRIT)
    assert f"date={JOUR}" in lien_de_la_vue(page)


def test_links_between_pages_keep_the_reference_date(visiter: Visiter) -> None:
    visite = visiter()
    depart = chemin("accueil", f"date={JOUR}")
    liens = visite.aller(depart).get_by_test_id("stMain").locator("a.tp-lien")
    cibles = [lien.get_attribute("href") or "" for lien in liens.all()]
    assert len(cibles) > 3
    pages = {cible.split("?")[0]: rang for rang, cible in enumerate(cibles)}
    assert len(pages) > 1
    for rang in pages.values():
        visite.aller(depart)
        liens.nth(rang).click()
        expect(visite.page.locator("h1")).not_to_have_text("Accueil")
        visite.attendre()
        assert ECRIT in phrase(visite.page)
        assert f"date={JOUR}" in visite.page.url


def test_a_date_changed_then_another_page_then_a_filter(visiter: Visiter) -> None:
    """The date that is shown does not jump when something else is changed."""
    visite = visiter()
    page = visite.aller(chemin("accueil", f"date={JOUR}"))
    menu(page).nth(CLES.index("groupes")).click()
    expect(page.locator("h1")).to_have_text("Groupes")
    visite.attendre()
    avant = phrase(page).split("—")[-1]
    choisir(page, "Chiffre dessiné", "Communes")
    visite.attendre()
    assert phrase(page).split("—")[-1] == avant


def test_filters_in_the_address_are_cleared_by_the_default(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("groupes", "mesure=Communes"))
    assert "mesure=Communes" in lien_de_la_vue(page)
    choisir(page, "Chiffre dessiné", "Population")
    visite.attendre()
    assert "mesure" not in page.url
