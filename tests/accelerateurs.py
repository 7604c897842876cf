"""The compiled modules that make the dashboard quick, as Linux tells that a process has them."""

from __future__ import annotations

from pathlib import Path

import pytest

ACCELERATEURS = {"uvloop", "httptools"}
lus_sous_linux = pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="Linux seul dit ce qui est chargé"
)


def accelerateurs_charges(pid: int) -> set[str]:
    """Return which of the compiled modules a running process has loaded."""
    fichiers = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return {nom for nom in ACCELERATEURS if f"/{nom}/" in fichiers}
