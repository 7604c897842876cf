"""The real package, `data/`: only the tests of this folder look at its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from tests.paquets import COHORTE, PAQUET_REEL


@pytest.fixture(scope="session")
def donnees() -> Donnees:
    """Return the real, whole package."""
    return charger(PAQUET_REEL, "reel")


@pytest.fixture(scope="session")
def vue_au(donnees: Donnees) -> Callable[[date], Vue]:
    """Return a function that gives the real cohort as seen on a day."""
    return lambda jour: vue(donnees, COHORTE, jour)


@pytest.fixture(scope="session")
def vue_finale(vue_au: Callable[[date], Vue]) -> Vue:
    """Return the real cohort as seen at the end of 2022."""
    return vue_au(date(2022, 12, 31))
