"""One server and one browser for all the tests; a context of its own for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from outils.navigateur import chemin_chromium, chromium
from outils.serveur_local import Serveur, servir
from tests.navigateur.visites import BUREAU, Theme, Visite, commencer, contexte

Visiter = Callable[..., Visite]


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


@pytest.fixture(scope="session")
def serveur() -> Iterator[Serveur]:
    """The dashboard on the package of the tests."""
    with servir() as lance:
        yield lance


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """The browser of all the tests."""
    with chromium() as ouvert:
        yield ouvert


@pytest.fixture
def visiter(navigateur: Browser, request: pytest.FixtureRequest) -> Iterator[Visiter]:
    """Return a function that opens a context of its own on the dashboard, or another server."""
    ouverts = []

    def ouvrir(largeur: int = BUREAU, theme: Theme = "light", url: str = "") -> Visite:
        racine = url or request.getfixturevalue("serveur").url
        ouverts.append(contexte(navigateur, racine, largeur, theme))
        return commencer(ouverts[-1], racine)

    yield ouvrir
    for ouvert in ouverts:
        ouvert.close()
