"""Pages are tested without a browser, on the project's data unless a test says otherwise."""

from __future__ import annotations

import pytest

from fabrique_dash.donnees.depot import VARIABLE


@pytest.fixture(autouse=True)
def _donnees_du_projet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
