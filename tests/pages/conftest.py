"""Pages are tested without a browser, on the package of the tests unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from fabrique_dash.donnees.depot import VARIABLE
from tests.pages.test_mise_a_jour import equipe as equipe  # other files ask for a team too
from tests.paquets import PAQUET


@pytest.fixture(autouse=True)
def _paquet_des_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(PAQUET))


@pytest.fixture(scope="session", autouse=True)
def _composants_recenses_une_fois() -> Iterator[None]:
    """Let the first answer of Streamlit's census of installed components serve the session.

    Each new session asks it again, which takes three times as long as opening its page.
    """
    with pytest.MonkeyPatch.context() as remplacement:
        recenser = cache(manifest_scanner.scan_component_manifests)
        remplacement.setattr(manifest_scanner, "scan_component_manifests", recenser)
        yield
