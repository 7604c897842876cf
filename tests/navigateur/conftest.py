"""One server and one browser for all the tests; a page of its own for each of them.

Tests share warm tabs, as a reader goes from page to page: the front end, 2.8 MB, and Plotly,
4.6 MB, are fetched and compiled once; what a test leaves in the browser's memory is cleared. A test
that leaves more, or needs another browser, asks for a new context.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from outils.navigateur import ECONOME, chemin_chromium, chromium, observer
from outils.serveur_local import RAPPORTS, Serveur, servir
from tests.attaques import empoisonner
from tests.navigateur.visites import BUREAU, HAUTEUR, Theme, Visite

Visiter = Callable[..., Visite]
_ONGLETS_GARDES = 2
_ECHOUE = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and skip them all when there is no browser."""
    absent = pytest.mark.skip(
        reason="Chromium est introuvable : installez-le, ou indiquez son chemin dans CHROMIUM."
    )
    for test in items:
        if "navigateur" in test.path.parts:
            test.add_marker(pytest.mark.navigateur)
            if chemin_chromium() is None:
                test.add_marker(absent)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember which tests have failed, for the screenshots."""
    rapport = yield
    if rapport.failed:
        item.stash[_ECHOUE] = True
    return rapport


@pytest.fixture(scope="session")
def serveur() -> Iterator[Serveur]:
    """The dashboard on the package of the tests."""
    with servir() as lance:
        yield lance


@pytest.fixture(scope="session")
def empoisonne(nouvelle_copie: Callable[[], Path]) -> Iterator[Serveur]:
    """The dashboard on a package full of attacks."""
    dossier = nouvelle_copie()
    empoisonner(dossier)
    with servir(environnement={"FABRIQUE_DONNEES": str(dossier)}) as lance:
        yield lance


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """The browser of all the tests."""
    with chromium(ECONOME) as ouvert:
        yield ouvert


class Tiede:
    """A context that tests share, one after another, with its tabs."""

    def __init__(self, contexte: BrowserContext) -> None:
        self._contexte = contexte
        self._libres: list[Page] = []

    def onglet(self) -> Page:
        """A tab as new."""
        return self._libres.pop() if self._libres else self._contexte.new_page()

    def ranger(self) -> None:
        """Close what a test has opened, but for two tabs, made as new."""
        for page in self._contexte.pages[_ONGLETS_GARDES:]:
            page.close()
        self._contexte.clear_cookies()
        self._libres = self._contexte.pages
        for page in self._libres:
            page.unroute_all()
            _oublier(page)


class Contextes:
    """The contexts of a browser: a warm one, that of another person, and new ones."""

    def __init__(self, navigateur: Browser) -> None:
        self._navigateur = navigateur
        self._tiede = Tiede(self._ouvrir())
        self._autre: Tiede | None = None
        self._neufs: list[BrowserContext] = []

    def onglet(
        self, largeur: int, theme: Theme, *, neuf: bool = False, autre: bool = False
    ) -> Page:
        """A tab of this width and theme.

        `neuf` for one that shares nothing with the others, `autre` for the browser of somebody
        else, who is signed in elsewhere.
        """
        if neuf:
            self._neufs.append(self._ouvrir())
            page = self._neufs[-1].new_page()
        elif autre:
            self._autre = self._autre or Tiede(self._ouvrir())
            page = self._autre.onglet()
        else:
            page = self._tiede.onglet()
        page.set_viewport_size({"width": largeur, "height": HAUTEUR})
        page.emulate_media(media="screen", color_scheme=theme)
        return page

    def _ouvrir(self) -> BrowserContext:
        """Open a context as a French reader would."""
        ouvert = self._navigateur.new_context(
            locale="fr-FR",
            reduced_motion="reduce",  # what moves is drawn again sixty times a second
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        observer(ouvert)
        return ouvert

    def photographier(self, nom: str) -> None:
        """Keep a picture of every open page."""
        RAPPORTS.mkdir(exist_ok=True)
        pages = [page for contexte in self._navigateur.contexts for page in contexte.pages]
        for rang, page in enumerate(pages):
            page.screenshot(path=RAPPORTS / f"{nom}-{rang}.png")

    def ranger(self) -> None:
        """Close the new contexts, and make the warm ones as new."""
        for contexte in self._neufs:
            contexte.close()
        self._neufs.clear()
        for tiede in (self._tiede, self._autre):
            if tiede is not None:
                tiede.ranger()


def _oublier(page: Page) -> None:
    """Leave what a test has drawn, and what the browser keeps of it, without leaving the site.

    For another site, were it `about:blank`, the browser takes another process, which reads the
    front end's 2.8 MB anew: half of what opening a page costs.
    """
    if not page.url.startswith("http"):
        return
    with suppress(Error):  # its server may have been stopped by the test
        page.goto(urljoin(page.url, "/sante"))
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")


@pytest.fixture(scope="session")
def contextes(navigateur: Browser) -> Contextes:
    """The contexts of the browser of all the tests."""
    return Contextes(navigateur)


@pytest.fixture
def visiter(contextes: Contextes, request: pytest.FixtureRequest) -> Iterator[Visiter]:
    """Return a function that opens a page on the dashboard, or on another server.

    Its arguments: the width, the theme, the server's address, `neuf` for a context of its own,
    `autre` for that of somebody else.
    """
    visites: list[Visite] = []

    def ouvrir(
        largeur: int = BUREAU,
        theme: Theme = "light",
        url: str = "",
        neuf: bool = False,
        autre: bool = False,
    ) -> Visite:
        racine = url or request.getfixturevalue("serveur").url
        onglet = contextes.onglet(largeur, theme, neuf=neuf, autre=autre)
        visites.append(Visite(onglet, racine))
        return visites[-1]

    yield ouvrir
    if request.node.stash.get(_ECHOUE, False):
        contextes.photographier(re.sub(r"\W+", "-", request.node.nodeid.split("::", 1)[1]))
    for visite in visites:
        visite.quitter()
    contextes.ranger()
