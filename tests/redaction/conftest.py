"""A journal that holds the frozen package, and somebody who writes in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.schema import ouvrir
from tests.journal.commence import Commence
from tests.redaction.essais import Essai


@pytest.fixture
def essai(
    journal_commence: Commence,
    donnees: Donnees,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Essai]:
    """Return a journal with one publication, the frozen package, and an administrator's account."""
    monkeypatch.setenv(moteur.VARIABLE, journal_commence.copier(tmp_path / "journal"))
    journal = ouvrir()
    compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.ADMINISTRATEUR))
    yield Essai(journal, compte, donnees, aujourd_hui())
    journal.fermer()
