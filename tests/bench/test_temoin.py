"""The empty page is served as Streamlit installs itself; the dashboard, as its requirements say."""

from __future__ import annotations

import pytest

from bench.__main__ import TEMOIN
from outils.serveur_local import servir
from tests.accelerateurs import accelerateurs_charges, lus_sous_linux

pytestmark = pytest.mark.serveur


@lus_sous_linux
def test_the_empty_page_has_not_the_fast_loop() -> None:
    """The dashboard has it: tests/serveur/test_lancement.py."""
    with servir(TEMOIN, lanceur="lancer") as temoin:
        assert accelerateurs_charges(temoin.pid) == set()
