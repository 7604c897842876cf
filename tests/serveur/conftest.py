"""What the addresses are tried on: a small package that is served, and a journal of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal import moteur
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from tests.serveur.stables import client as nouveau_client


@pytest.fixture
def petit_servi(petit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the copy of the frozen package."""
    monkeypatch.setenv(VARIABLE, str(petit))


@pytest.fixture(scope="module")
def client() -> TestClient:
    """Return a client of the stable addresses."""
    return nouveau_client()


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Return the journal of the server: one for all, each test has its own accounts."""
    with pytest.MonkeyPatch.context() as env:
        fichier = tmp_path_factory.mktemp("journal") / "journal.sqlite"
        env.setenv(moteur.VARIABLE, str(fichier))
        env.delenv("FABRIQUE_ADRESSE", raising=False)
        ouvert = ouvrir()
        yield ouvert
        ouvert.fermer()
