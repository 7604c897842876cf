"""What the copy buttons put into the clipboard, by mouse and by keyboard, and the basket."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import Visite, chemin, deplier

_LIRE = "() => navigator.clipboard.readText()"
_LIRE_HTML = """async () => {
  const [element] = await navigator.clipboard.read();
  return (await element.getType("text/html")).text();
}"""


@pytest.fixture
def chiffres(visiter: Visiter) -> Iterator[Visite]:
    """The catalogue of figures."""
    visite = visiter()
    visite.aller(chemin("chiffres", "date=2022-08-29"))
    yield visite
    assert visite.erreurs == [] and visite.dehors == []


def _carte(page: Page, titre: str) -> Locator:
    return page.locator("article.tp-copiable", has=page.get_by_role("heading", name=titre))


def test_the_text_button_copies_the_sentence_and_its_source(chiffres: Visite) -> None:
    page = chiffres.page
    _carte(page, "Territoires nommés par les sources").get_by_text("Copier le texte").click()
    page.locator(".tp-annonce", has_text="Copié\u00a0: Territoires nommés").wait_for()
    copie = page.evaluate(_LIRE)
    assert copie.startswith(
        "Territoires nommés par les sources\u00a0: 6\u00a0territoires (Territoires Pilotes "
        "2021-2022, état au 29\u00a0août 2022). Sources\u00a0: Territoires Audacieux"
    )
    assert "\u202f; " in copie and copie.endswith("Licence Ouverte 2.0.")
    assert page.get_by_role("status").filter(has_text="Copié").count() == 1


def test_markdown_and_html_are_copied_by_keyboard(chiffres: Visite) -> None:
    page = chiffres.page
    boutons = _carte(page, "Enjeux du référentiel").get_by_role("button")
    boutons.nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".tp-annonce", has_text="Markdown").wait_for()
    assert page.evaluate(_LIRE).startswith("Enjeux du référentiel\u00a0: 4\u00a0enjeux")
    assert "\n\n*Source" in page.evaluate(_LIRE).replace("\r", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator(".tp-annonce", has_text="HTML").wait_for()
    assert "<p>Enjeux du référentiel\u00a0: 4\u00a0enjeux" in page.evaluate(_LIRE)
    mis_en_forme = page.evaluate(_LIRE_HTML).replace("&nbsp;", "\u00a0")
    assert "Enjeux du référentiel\u00a0: 4\u00a0enjeux" in mis_en_forme
    assert "<small>" in mis_en_forme


def test_copying_works_without_the_clipboard_of_secure_pages(chiffres: Visite) -> None:
    page = chiffres.page
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    _carte(page, "Groupes géographiques").get_by_text("Copier le texte").click()
    page.locator(".tp-annonce", has_text="Copié").wait_for()
    autre = page.context.new_page()
    autre.goto(page.url)
    assert "Groupes géographiques\u00a0: 5\u00a0groupes" in autre.evaluate(_LIRE)


def test_a_sourced_sentence_is_three_clicks_away_from_the_home_page(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.page
    visite.aller("/")
    with visite.rejouer():
        page.get_by_role("link", name="Copier un chiffre").click()
    page.get_by_role("button", name="Copier le texte").first.click()
    page.locator(".tp-annonce", has_text="Copié").wait_for()
    assert "Source" in page.evaluate(_LIRE)


def test_the_basket_fills_and_stays_while_one_browses(chiffres: Visite) -> None:
    page = chiffres.page
    for titre in ("Groupes géographiques", "Balises du référentiel"):
        with chiffres.rejouer():
            _carte(page, titre).get_by_role("link", name="Mettre au panier").click()
    panier = page.get_by_role("region", name="Panier de chiffres")
    assert panier.locator("li").count() == 2
    assert parse_qs(urlsplit(page.url).query)["chiffres"] == ["groupes,balises"]
    for nom in ("Groupes", "Chiffres"):
        with chiffres.rejouer():
            page.get_by_test_id("stSidebarUserContent").get_by_role("link", name=nom).click()
    assert panier.locator("li").count() == 2
    panier.get_by_role("button", name="Copier le texte").click()
    page.locator(".tp-annonce", has_text="tout le panier").wait_for()
    assert "5\u00a0groupes" in page.evaluate(_LIRE) and "23\u00a0balises" in page.evaluate(_LIRE)
    with chiffres.rejouer():
        panier.get_by_role("link", name="Retirer").first.click()
    assert panier.locator("li").count() == 1
    with chiffres.rejouer():
        page.get_by_role("link", name="Vider le panier").click()
    assert panier.count() == 0


def test_the_link_to_the_view_is_copied_as_it_is_shown(chiffres: Visite) -> None:
    page = chiffres.page
    volet = deplier(page, "Lien vers cette vue")
    montre = volet.locator("code").inner_text()
    volet.get_by_role("button", name="Copier").click()
    page.locator(".tp-annonce", has_text="Copié\u00a0: Lien vers cette vue").wait_for()
    assert page.evaluate(_LIRE) == montre == f"{chiffres.url}/chiffres?date=2022-08-29"


def test_the_code_to_embed_is_copied_whole(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("groupes"))
    volet = deplier(page, "Intégrer ailleurs")
    volet.get_by_role("button", name="Copier, Groupes et thèmes").click()
    page.locator(".tp-annonce", has_text="Groupes et thèmes").wait_for()
    copie = page.evaluate(_LIRE)
    assert copie.startswith(f'<iframe src="{visite.url}/integrer/matrice?')
    assert copie.endswith("</iframe>")
