"""Where a run of the tests leaves what helps to see a failure: screenshots, logs of servers."""

from __future__ import annotations

import shutil
from pathlib import Path

RAPPORTS = Path(__file__).resolve().parents[1] / "rapports"


def vider_les_rapports() -> None:
    """Make the folder, empty: what it holds is about the last run only."""
    shutil.rmtree(RAPPORTS, ignore_errors=True)
    RAPPORTS.mkdir()
