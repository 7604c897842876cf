"""The address holds the view: it follows the controls, reopens them, and goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.publication.site.pages import page as page_du_site
from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import COMMANDES, tout_deplier
from tests.navigateur.visites import (
    AU_MENU,
    CLES,
    Visite,
    chemin,
    choisir,
    deplier,
    derouler,
    lien_de_la_vue,
    menu,
    phrase,
    replier,
    texte,
)

JOUR, AVANT = date(2021, 12, 1), date(2021, 11, 15)
_ENTREES_DE_TROP = 3  # entries that Streamlit adds when it takes a page's parameters away
ECRIT = f"état au {jour_long(JOUR)}"


def _groupe(visite: Visite, groupe: Locator) -> None:
    with visite.rejouer():
        groupe.get_by_role("button").first.click()


def _liste(visite: Visite, liste: Locator) -> None:
    options = derouler(liste.get_by_role("combobox"))
    if options.count() > 1:
        with visite.rejouer():
            options.nth(1).click()
    else:
        visite.page.keyboard.press("Escape")


def _curseur(visite: Visite, curseur: Locator) -> None:
    with visite.rejouer():
        curseur.get_by_role("slider").first.press("ArrowRight")


def _nombre(visite: Visite, champ: Locator) -> None:
    champ.get_by_role("spinbutton").fill("2")
    with visite.rejouer():
        champ.get_by_role("spinbutton").press("Enter")


def _jour(visite: Visite, champ: Locator) -> None:
    champ.get_by_role("spinbutton", name="jour").click()
    visite.page.keyboard.type(f"{AVANT:%d%m%Y}")
    with visite.rejouer():
        visite.page.locator("h1").click()  # the date is taken on leaving the field


def _case(visite: Visite, case: Locator) -> None:
    with visite.rejouer():
        case.locator("label").click()


_GESTES: dict[str, Callable[[Visite, Locator], None]] = {
    "stButtonGroup": _groupe,
    "stSelectbox": _liste,
    "stSlider": _curseur,
    "stNumberInput": _nombre,
    "stDateInput": _jour,
    "stCheckbox": _case,
}


def _manier(visite: Visite, cle: str) -> None:
    """Change a control of each kind of which the page is the proof.

    That each parameter of each page reopens what it said is seen without a browser.
    """
    tout_deplier(visite.page)
    visite.attendre()
    for genre in (genre for genre, ou in COMMANDES.items() if ou == cle):
        poses = visite.page.get_by_test_id("stMain").get_by_test_id(genre).filter(visible=True)
        _GESTES[genre](visite, poses.first)


def _dater(visite: Visite, jour: date) -> None:
    corps = deplier(visite.page, "Changer la date")
    corps.get_by_role("spinbutton", name="jour").click()
    visite.page.keyboard.type(f"{jour:%d%m%Y}")
    corps.get_by_text("Date de référence").first.click()  # the date is taken on leaving the field
    expect(visite.page.locator(".tp-phrase")).to_contain_text(f"état au {jour_long(jour)}")
    replier(visite.page)


def _attendre_la_phrase(page: Page, dite: str) -> None:
    expect(page.locator(".tp-phrase")).to_contain_text(dite)


@pytest.mark.parametrize("cle", dict.fromkeys(COMMANDES.values()))
def test_a_view_set_by_hand_reopens_and_comes_back(
    visiter: Visiter, cle: str, subtests: pytest.Subtests
) -> None:
    """From its address, from the link that the page gives, and by going back."""
    visite = visiter()
    page = visite.aller(chemin(cle))
    depart = phrase(page)
    _dater(visite, JOUR)
    _manier(visite, cle)
    tout_deplier(page)
    visite.attendre()
    reglee, adresse, lien = phrase(page), page.url, lien_de_la_vue(page)
    assert reglee != depart
    assert f"date={JOUR}" in adresse
    assert lien.startswith(visite.url)
    autre = visiter()
    for voulue in dict.fromkeys((adresse, lien)):  # one, most often
        with subtests.test(voulue):
            ailleurs = autre.aller(voulue.removeprefix(visite.url))
            tout_deplier(ailleurs)
            autre.attendre()
            assert phrase(ailleurs) == reglee
            assert texte(ailleurs) == texte(page)
            assert lien_de_la_vue(ailleurs) == lien
    with subtests.test("retour"):
        _partir_et_revenir(visite, cle, adresse)
        expect(page.locator(".tp-phrase")).to_have_text(reglee)
    assert visite.erreurs == []


def _partir_et_revenir(visite: Visite, cle: str, adresse: str) -> None:
    page = visite.page
    with visite.rejouer():
        menu(page).first.click()
    expect(page.locator("h1")).to_have_text(page_du_site(CLES[0]).titre)
    for _ in range(1 + _ENTREES_DE_TROP):
        page.go_back()
        visite.attendre()
        if page.url == adresse:
            break
    assert page.url == adresse
    expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)


def test_today_and_the_last_documented_date_are_one_click_away(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("accueil"))
    depart = phrase(page)
    corps = deplier(page, "Changer la date")
    corps.get_by_role("button", name="Aujourd’hui").click()
    _attendre_la_phrase(page, f"état au {jour_long(aujourd_hui())}")
    assert f"date={aujourd_hui()}" in page.url
    corps.get_by_role("button", name="Dernière date documentée").click()
    _attendre_la_phrase(page, depart.split("—")[-1].strip())
    assert "date=" not in page.url


def test_the_menu_leads_to_every_page_and_keeps_the_reference_date(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("accueil", f"date={JOUR}"))
    noms = [t.splitlines()[-1] for t in menu(page).all_inner_texts()]  # the icon comes first
    assert noms == [page_du_site(c).titre for c in AU_MENU]
    for rang, cle in reversed(list(enumerate(AU_MENU))):
        with visite.rejouer():
            menu(page).nth(rang).click()
        expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)
        expect(page).to_have_title(f"{page_du_site(cle).titre} · Territoires Pilotes")
        expect(page.locator(".tp-phrase")).to_contain_text(ECRIT)
        assert urlsplit(page.url).path == chemin(cle)
    assert f"date={JOUR}" in lien_de_la_vue(page)
    assert visite.erreurs == []


def test_links_between_pages_keep_the_reference_date(visiter: Visiter) -> None:
    visite = visiter()
    depart = chemin("accueil", f"date={JOUR}")
    liens = visite.aller(depart).get_by_test_id("stMain").locator("a.tp-lien:visible")
    cibles = [lien.get_attribute("href") or "" for lien in liens.all()]
    assert len(cibles) > 3
    pages = {cible.split("?")[0]: rang for rang, cible in enumerate(cibles)}
    assert len(pages) > 1
    for rang in list(pages.values())[::2]:
        with visite.rejouer():
            liens.nth(rang).click()
        expect(visite.page.locator("h1")).not_to_have_text("Accueil")
        assert ECRIT in phrase(visite.page)
        assert f"date={JOUR}" in visite.page.url
        with visite.rejouer():
            menu(visite.page).first.click()


def test_a_date_changed_then_another_page_then_a_filter(visiter: Visiter) -> None:
    """The date that is shown does not jump when something else is changed."""
    visite = visiter()
    page = visite.aller(chemin("accueil", f"date={JOUR}"))
    with visite.rejouer():
        menu(page).nth(CLES.index("groupes")).click()
    expect(page.locator("h1")).to_have_text("Groupes")
    avant = phrase(page).split("—")[-1]
    choisir(page, "Chiffre dessiné", "Communes")
    assert phrase(page).split("—")[-1] == avant


def test_filters_in_the_address_are_cleared_by_the_default(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("groupes", "mesure=Communes"))
    assert "mesure=communes" in lien_de_la_vue(page)
    assert page.url.endswith("mesure=communes")
    choisir(page, "Chiffre dessiné", "Population")
    assert "mesure" not in page.url
