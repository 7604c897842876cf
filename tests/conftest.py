"""Fixtures shared by the tests: the frozen package, its copies, and its cohort at a date.

Every test but those of tests/verite/ stands on tests/paquet/, whatever becomes of data/.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, count, zip_longest
from pathlib import Path

import pytest
from hypothesis import settings

from fabrique_dash.donnees.depot import VARIABLE, Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.journal import moteur
from fabrique_dash.publication.images import pixels
from tests.journal.commence import Commence, commencer_un_journal
from tests.paquets import COHORTE, PAQUET, PAQUET_REEL, copier
from tests.rapports import vider_les_rapports

settings.register_profile("maison", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("maison")

# For the servers that the tests launch, and for the modules that read the data when imported.
os.environ[VARIABLE] = str(PAQUET)
# A journal of this folder is nobody else’s matter: a test that wants one names its own.
os.environ[moteur.VARIABLE] = moteur.AUCUN


_en_cours = [""]  # the test that runs, none while they are collected
_lus: list[str] = []


def _noter_les_tables_lues(evenement: str, arguments: tuple[object, ...]) -> None:
    """Note every table of `data/` that is opened by another test than those of tests/verite/."""
    if evenement == "open" and not _en_cours[0].startswith("tests/verite/"):
        nom = str(arguments[0])
        if nom.endswith(".csv") and nom.startswith(str(PAQUET_REEL)):
            _lus.append(nom)


sys.addaudithook(_noter_les_tables_lues)


def pytest_runtest_logstart(nodeid: str) -> None:
    """Remember which test runs."""
    _en_cours[0] = nodeid


@pytest.fixture(autouse=True)
def _le_vrai_paquet_reste_ferme() -> Iterator[None]:
    """Only the facts are held against `data/`: its rows are corrected, and nothing else reddens."""
    yield
    lus = sorted(set(_lus))
    _lus.clear()
    assert lus == [], "ce test lit data/ : lui donner tests/paquet/, ou sa place dans tests/verite/"


@pytest.fixture(scope="session")
def donnees() -> Donnees:
    """Return the frozen package."""
    return charger(PAQUET, "paquet des tests")


@pytest.fixture(scope="session")
def petit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the frozen package, in a folder that no other test serves."""
    return copier(PAQUET, tmp_path_factory.mktemp("petit") / "data")


@pytest.fixture(scope="session")
def nouvelle_copie(
    petit: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Path]]:
    """Return a function that makes fresh copies of the package."""
    numeros = count()
    racine = tmp_path_factory.mktemp("copies")
    yield lambda: copier(petit, racine / str(next(numeros)))


@pytest.fixture
def copie(nouvelle_copie: Callable[[], Path]) -> Path:
    """Return a fresh copy of the package, to be changed."""
    return nouvelle_copie()


@pytest.fixture(scope="session")
def journal_commence(
    nouvelle_copie: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Commence:
    """Return a journal whose one publication is the package, to be copied."""
    return commencer_un_journal(nouvelle_copie(), tmp_path_factory.mktemp("journal"))


@pytest.fixture(scope="session")
def vue_au(donnees: Donnees) -> Callable[[date], Vue]:
    """Return a function that gives the cohort as seen on a day."""
    return lambda jour: vue(donnees, COHORTE, jour)


@pytest.fixture(scope="session")
def vue_finale(vue_au: Callable[[date], Vue]) -> Vue:
    """Return the cohort as seen at the end of 2022."""
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


_OBJETS_ENTRE_DEUX_COLLECTES = 50_000  # Python's 700 is meant for a program that keeps little


def pytest_collection_finish() -> None:
    """Leave out of the collector what lasts as long as the tests: it would look at it anew."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJETS_ENTRE_DEUX_COLLECTES, *gc.get_threshold()[1:])


def pytest_sessionfinish() -> None:
    """Spare the collector the look that pytest has it take at all that the tests have left."""
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the folder of the reports, once for the processes of a run."""
    if not hasattr(config, "workerinput"):
        vider_les_rapports()


@pytest.hookimpl(trylast=True)  # the browser's tests are marked by a hook of theirs
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, so that no process is left alone with one at the end.

    Those of the browser, which waits, take turns with the others: two browsers wait together.
    """
    longs = {t.path: t for t in items if any(t.get_closest_marker(nom) for nom in _LONGS)}
    attendent = [f for f, t in longs.items() if t.get_closest_marker("navigateur")]
    calculent = [f for f in longs if f not in set(attendent)]
    par_deux = chain.from_iterable(zip_longest(attendent, calculent))
    rangs = {fichier: rang for rang, fichier in enumerate(par_deux) if fichier}
    items.sort(key=lambda test: rangs.get(test.path, len(items)))
