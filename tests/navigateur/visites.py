"""Visits to the dashboard in a real browser, with a record of what should never happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import (
    ConsoleMessage,
    Dialog,
    Error,
    Frame,
    Locator,
    Page,
    Request,
    WebSocket,
    expect,
)

from fabrique_dash.publication.site.pages import PAGES, page
from outils.navigateur import DELAI, attendre_calme, rejouer

Theme = Literal["light", "dark"]

CLES = [p.cle for p in PAGES]
AU_MENU = [p.cle for p in PAGES if not p.du_journal]  # of who is not signed in
BUREAU, TELEPHONE = 1280, 390
HAUTEUR = 900
THEMES: tuple[Theme, Theme] = ("light", "dark")

VOLET = "[data-testid=stPopoverBody]"

# On a deep link Streamlit looks for its own root one folder too deep, and gets a 404.
_SONDE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")

_TEXTE = """page => {
  const icones = [...page.querySelectorAll('[aria-hidden=true][translate=no]')];
  for (const icone of icones) icone.style.display = 'none';
  const dit = page.innerText;
  for (const icone of icones) icone.style.display = '';
  return dit.replace(/\\s+/g, ' ');
}"""

expect.set_options(timeout=DELAI)


def chemin(cle: str, suite: str = "") -> str:
    """Return the address of a page: the first one is at the root."""
    return ("/" if cle == CLES[0] else f"/{page(cle).adresse}") + (f"?{suite}" if suite else "")


@dataclass
class Visite:
    """One page of a browser on one server, and what went wrong in it."""

    page: Page
    url: str
    erreurs: list[str] = field(default_factory=list)
    dehors: list[str] = field(default_factory=list)
    dialogues: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start recording."""
        self.page.set_default_timeout(DELAI)
        for evenement, noter in self._veilles():
            self.page.on(evenement, noter)

    def quitter(self) -> None:
        """Stop recording: the tab will serve another visit."""
        for evenement, noter in self._veilles():
            self.page.remove_listener(evenement, noter)

    def _veilles(self) -> list[tuple[Any, Callable[..., None]]]:
        return [
            ("console", self._noter_console),
            ("pageerror", self._noter_erreur),
            ("request", self._noter_demande),
            ("websocket", self._noter_demande),
            ("dialog", self._refuser),
        ]

    def aller(self, adresse: str) -> Page:
        """Open an address of the dashboard and wait until all of it is drawn."""
        self.page.goto(f"{self.url}{adresse}")
        return self.attendre()

    def attendre(self) -> Page:
        """Wait until the script has finished and all it made is drawn."""
        self.page.bring_to_front()  # a tab that lies under another is drawn once a second
        attendre_calme(self.page)
        return self.page

    def elargir(self, largeur: int) -> None:
        """Give the window another width, and wait until the page has taken it."""
        self.page.set_viewport_size({"width": largeur, "height": HAUTEUR})
        self.attendre()

    def assombrir(self) -> None:
        """Turn the system dark; what the server draws follows at the next run, asked by « r »."""
        self.page.emulate_media(color_scheme="dark")
        with self.rejouer():
            self.page.keyboard.press("r")

    @contextmanager
    def rejouer(self) -> Iterator[None]:
        """Do something that makes the script run again, and wait until what it made is drawn."""
        self.page.bring_to_front()
        with rejouer(self.page):
            yield

    def _noter_console(self, message: ConsoleMessage) -> None:
        """Keep errors, but for the probe that Streamlit makes on deep links."""
        if message.type == "error" and not _SONDE.search(message.location.get("url", "")):
            self.erreurs.append(message.text)

    def _noter_erreur(self, erreur: Error) -> None:
        self.erreurs.append(str(erreur))

    def _noter_demande(self, demande: Request | WebSocket) -> None:
        """Keep requests, made or blocked, to any other host."""
        genre, _, adresse = demande.url.partition("://")
        hote = self.url.split("://")[1]
        if genre in ("http", "https", "ws", "wss") and not f"{adresse}/".startswith(f"{hote}/"):
            self.dehors.append(demande.url)

    def _refuser(self, dialogue: Dialog) -> None:
        self.dialogues.append(dialogue.message)
        dialogue.dismiss()


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
    """Return the text of the page itself, without the menu, its popovers and its icons' names."""
    return str(page.get_by_test_id("stMain").evaluate(_TEXTE))


def deplier(page: Page, libelle: str) -> Locator:
    """Open a popover by its button, wait until it is filled, and return what it holds."""
    page.get_by_role("button", name=libelle).click()
    corps = page.get_by_test_id("stPopoverBody")
    corps.wait_for()
    attendre_calme(page)
    return corps


def replier(page: Page) -> None:
    """Close the open popover."""
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    attendre_calme(page)


def lien_de_la_vue(page: Page) -> str:
    """Return the address that « Lien vers cette vue » gives."""
    adresse = deplier(page, "Lien vers cette vue").locator("code").inner_text()
    replier(page)
    return adresse


def derouler(liste: Locator) -> Locator:
    """Open a list, and return its options; a page that scrolls under an open list closes it."""
    liste.focus()
    attendre_calme(liste.page)
    liste.press("ArrowDown")
    options = liste.page.get_by_role("option")
    options.first.wait_for()
    return options


def choisir(page: Page, libelle: str, option: str) -> None:
    """Choose an option of a list, and wait until the page shows it."""
    options = derouler(page.get_by_role("combobox", name=libelle))
    with rejouer(page):
        options.filter(has_text=re.compile(rf"^{re.escape(option)}$")).click()
