"""The empty page is served as Streamlit installs itself; the dashboard, as its requirements say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.__main__ import TEMOIN
from outils.serveur_local import servir

pytestmark = pytest.mark.serveur

_ACCELERATEURS = ("uvloop", "httptools")


def _charges(pid: int) -> set[str]:
    """Return which of the compiled modules a running process has loaded."""
    fichiers = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return {nom for nom in _ACCELERATEURS if f"/{nom}/" in fichiers}


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="Linux seul dit ce qui est chargé")
def test_only_the_dashboard_has_the_fast_loop() -> None:
    with servir(TEMOIN, lanceur="lancer") as temoin, servir() as app:
        assert _charges(temoin.pid) == set()
        assert _charges(app.pid) == set(_ACCELERATEURS)
