"""Pages are tested without a browser, on the package of the tests unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.interface import identite
from fabrique_dash.interface.cadre import apercu
from fabrique_dash.interface.pages import historique as page_historique
from fabrique_dash.interface.pages.mise_a_jour import envoi, relecture, retrait
from fabrique_dash.journal import moteur
from fabrique_dash.journal.schema import ouvrir as ouvrir_le_journal
from fabrique_dash.journal.service import brancher_le_journal
from tests.journal.commence import Commence
from tests.journal.essais import sain
from tests.pages.equipe import Equipe
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


@pytest.fixture
def equipe(
    journal_commence: Commence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Equipe]:
    """Return a team whose journal has one publication."""
    monkeypatch.setenv(VARIABLE, str(journal_commence.donnees))
    monkeypatch.setenv(moteur.VARIABLE, journal_commence.copier(tmp_path / "journal"))
    for module in (apercu, envoi, relecture, retrait, page_historique):
        monkeypatch.setattr(module, "verifier", sain)
    journal = ouvrir_le_journal()
    brancher_le_journal()
    faite = Equipe(journal)
    monkeypatch.setattr(identite, "jeton_du_navigateur", lambda: faite.jeton)
    yield faite
    journal.fermer()
