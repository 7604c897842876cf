"""Fixtures shared by the unit tests: the real package, and a small copy of it made by code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from paquets import COHORTE, PAQUET, copier, reduire

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.publication.images import pixels
from tests.rapports import vider_les_rapports

settings.register_profile("maison", deadline=None, max_examples=80, derandomize=True)
settings.load_profile("maison")


@pytest.fixture(scope="session")
def donnees() -> Donnees:
    """Return the real, whole package."""
    return charger(PAQUET, "reel")


@pytest.fixture(scope="session")
def petit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small copy of the package: the communes that are cited and a few more."""
    dossier = copier(PAQUET, tmp_path_factory.mktemp("petit") / "data")
    reduire(dossier)
    return dossier


@pytest.fixture(scope="session")
def nouvelle_copie(
    petit: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Path]]:
    """Return a function that makes fresh copies of the small package."""
    numeros = count()
    racine = tmp_path_factory.mktemp("copies")
    yield lambda: copier(petit, racine / str(next(numeros)))


@pytest.fixture
def copie(nouvelle_copie: Callable[[], Path]) -> Path:
    """Return a fresh copy of the small package, to be changed."""
    return nouvelle_copie()


@pytest.fixture(scope="session")
def vue_au(donnees: Donnees) -> Callable[[date], Vue]:
    """Return a function that gives the real cohort as seen on a day."""
    return lambda jour: vue(donnees, COHORTE, jour)


@pytest.fixture(scope="session")
def vue_finale(vue_au: Callable[[date], Vue]) -> Vue:
    """Return the real cohort as seen at the end of 2022."""
    return vue_au(date(2022, 12, 31))


@pytest.fixture(scope="session", autouse=True)
def _dessins_sans_hate() -> Iterator[None]:
    """Give pictures all their time: the machine that runs the tests may be busy.

    That a drawing which never ends is stopped has a test of its own.
    """
    with pytest.MonkeyPatch.context() as remplacement:
        remplacement.setattr(pixels, "DELAI", 900.0)
        yield


_LONGS = ("navigateur", "serveur", "matrice")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the folder of the reports, once for the processes of a run."""
    if not hasattr(config, "workerinput"):
        vider_les_rapports()


@pytest.hookimpl(trylast=True)  # the browser's tests are marked by a hook of theirs
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, so that no process is left alone with one at the end."""
    longs = {t.path for t in items if any(t.get_closest_marker(nom) for nom in _LONGS)}
    items.sort(key=lambda test: test.path not in longs)
