"""One server and one browser for all the tests; a page of its own for each of them.

Tests share a warm tab for each width and theme, as a reader goes from page to page: the front end,
2.8 MB, and Plotly, 4.6 MB, are fetched once. A test that needs an empty memory asks for a new
context.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from outils.navigateur import chemin_chromium, chromium, observer
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
    with chromium() as ouvert:
        yield ouvert


class Contextes:
    """The contexts of a browser: warm ones, whose tab tests share, and new ones."""

    def __init__(self, navigateur: Browser) -> None:
        self._navigateur = navigateur
        self._tiedes: dict[tuple[int, Theme], BrowserContext] = {}
        self._libres: dict[tuple[int, Theme], list[Page]] = {}
        self._neufs: list[BrowserContext] = []

    def onglet(self, largeur: int, theme: Theme, *, neuf: bool = False) -> Page:
        """A tab of this width and theme; `neuf` for one that remembers nothing.

        A tab costs as much as the page in it: the one of the test before is taken again.
        """
        if neuf:
            self._neufs.append(self._ouvrir(largeur, theme))
            return self._neufs[-1].new_page()
        if (largeur, theme) not in self._tiedes:
            self._tiedes[largeur, theme] = self._ouvrir(largeur, theme)
        libres = self._libres.get((largeur, theme), [])
        return libres.pop() if libres else self._tiedes[largeur, theme].new_page()

    def _ouvrir(self, largeur: int, theme: Theme) -> BrowserContext:
        """Open a context as a French reader would."""
        ouvert = self._navigateur.new_context(
            viewport={"width": largeur, "height": HAUTEUR},
            color_scheme=theme,
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
        """Close what a test has opened, but for two tabs of each warm context, made as new."""
        for contexte in self._neufs:
            contexte.close()
        self._neufs.clear()
        for (largeur, theme), contexte in self._tiedes.items():
            for page in contexte.pages[_ONGLETS_GARDES:]:
                page.close()
            self._libres[largeur, theme] = contexte.pages
            for page in contexte.pages:
                page.goto("about:blank")
                page.unroute_all()
                page.emulate_media(media="screen", color_scheme=theme)
                page.set_viewport_size({"width": largeur, "height": HAUTEUR})


@pytest.fixture(scope="session")
def contextes(navigateur: Browser) -> Contextes:
    """The contexts of the browser of all the tests."""
    return Contextes(navigateur)


@pytest.fixture
def visiter(contextes: Contextes, request: pytest.FixtureRequest) -> Iterator[Visiter]:
    """Return a function that opens a page on the dashboard, or on another server.

    Its arguments: the width, the theme, the server's address, and `neuf` for a context of its own.
    """
    visites: list[Visite] = []

    def ouvrir(
        largeur: int = BUREAU, theme: Theme = "light", url: str = "", neuf: bool = False
    ) -> Visite:
        racine = url or request.getfixturevalue("serveur").url
        visites.append(Visite(contextes.onglet(largeur, theme, neuf=neuf), racine))
        return visites[-1]

    yield ouvrir
    if request.node.stash.get(_ECHOUE, False):
        contextes.photographier(re.sub(r"\W+", "-", request.node.nodeid.split("::", 1)[1]))
    for visite in visites:
        visite.quitter()
    contextes.ranger()
