"""Visits to the dashboard in a real browser, with a record of what should never happen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Locator,
    Page,
    Request,
)

from fabrique_dash.publication.site.pages import PAGES, page
from outils.navigateur import attendre_calme

Theme = Literal["light", "dark"]

CLES = [p.cle for p in PAGES]
BUREAU, TELEPHONE = 1280, 390
THEMES: tuple[Theme, Theme] = ("light", "dark")

# On a deep link Streamlit looks for its own root one folder too deep, and gets a 404.
_SONDE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")
_DEPART = 200  # ms: what a change takes to reach the server, before the page says it is busy
_DESSIN = """() => {
  const traces = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  const cadres = [...document.querySelectorAll('iframe[title*="folium"]')];
  return traces.every(t => t.querySelector('.main-svg')) && cadres.every(
    c => c.contentDocument?.querySelector('.leaflet-overlay-pane path'));
}"""


def chemin(cle: str, suite: str = "") -> str:
    """Return the address of a page: the first one is at the root."""
    return ("/" if cle == CLES[0] else f"/{page(cle).adresse}") + (f"?{suite}" if suite else "")


@dataclass
class Visite:
    """One browser context on one server: its page, and what went wrong in it."""

    page: Page
    url: str
    erreurs: list[str] = field(default_factory=list)
    dehors: list[str] = field(default_factory=list)
    dialogues: list[str] = field(default_factory=list)

    def aller(self, adresse: str) -> Page:
        """Open an address of the dashboard and wait until all of it is drawn."""
        self.page.goto(adresse)
        return self.attendre()

    def attendre(self) -> Page:
        """Wait until the script has finished and charts and maps are drawn."""
        self.page.wait_for_timeout(_DEPART)
        attendre_calme(self.page)
        self.page.wait_for_function(_DESSIN, timeout=20_000)
        return self.page

    def noter_console(self, message: ConsoleMessage) -> None:
        """Keep errors, but for the probe that Streamlit makes on deep links."""
        if message.type == "error" and not _SONDE.search(message.location.get("url", "")):
            self.erreurs.append(message.text)

    def noter_demande(self, demande: Request) -> None:
        """Keep requests, made or blocked, to any other host."""
        if demande.url.startswith(("http", "ws")) and not demande.url.split("://")[1].startswith(
            self.url.split("://")[1]
        ):
            self.dehors.append(demande.url)


def contexte(navigateur: Browser, url: str, largeur: int, theme: Theme) -> BrowserContext:
    """Open a context as a French reader would."""
    return navigateur.new_context(
        base_url=url,
        viewport={"width": largeur, "height": 900},
        color_scheme=theme,
        locale="fr-FR",
        accept_downloads=True,
    )


def commencer(ouvert: BrowserContext, url: str) -> Visite:
    """Open a page in a context and start recording."""
    visite = Visite(ouvert.new_page(), url)
    visite.page.set_default_timeout(10_000)
    visite.page.on("console", visite.noter_console)
    visite.page.on("pageerror", lambda erreur: visite.erreurs.append(str(erreur)))
    ouvert.on("request", visite.noter_demande)

    def refuser(dialogue: object) -> None:
        visite.dialogues.append(str(dialogue))
        dialogue.dismiss()  # type: ignore[attr-defined]

    visite.page.on("dialog", refuser)
    return visite


def phrase(page: Page) -> str:
    """Return the sentence that says what is shown."""
    return page.locator(".tp-phrase").inner_text()


def cadre_de_la_carte(page: Page) -> Frame:
    """Return the frame in which the map is drawn."""
    return next(f for f in page.frames if "streamlit_folium" in f.url)


def menu(page: Page) -> Locator:
    """Return the links of the menu, in order."""
    return page.get_by_test_id("stSidebarUserContent").get_by_role("link")


def texte(page: Page) -> str:
    """Return the text of the page itself, without the menu and what its popovers hold."""
    return page.get_by_test_id("stMain").inner_text()


def deplier(page: Page, libelle: str) -> Locator:
    """Open a popover by its button, wait until it is filled, and return what it holds."""
    page.get_by_role("button", name=libelle).click()
    corps = page.get_by_test_id("stPopoverBody")
    corps.wait_for()
    page.wait_for_timeout(_DEPART)
    attendre_calme(page)
    return corps


def lien_de_la_vue(page: Page) -> str:
    """Return the address that « Lien vers cette vue » gives."""
    adresse = deplier(page, "Lien vers cette vue").locator("code").inner_text()
    page.keyboard.press("Escape")
    return adresse


def derouler(liste: Locator) -> Locator:
    """Open a list, and return its options; a page that moves under an open list closes it."""
    options = liste.page.get_by_role("option")
    for _ in range(4):
        liste.press("ArrowDown")
        liste.page.wait_for_timeout(400)
        if options.count():
            break
    return options


def choisir(page: Page, libelle: str, option: str) -> None:
    """Choose an option of a list."""
    options = derouler(page.get_by_role("combobox", name=libelle))
    options.filter(has_text=re.compile(rf"^{re.escape(option)}$")).click()
