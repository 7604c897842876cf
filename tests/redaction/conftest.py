"""A journal that holds the frozen package, and somebody who writes in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def _essai(commence: Commence, donnees: Donnees, dossier: Path) -> Iterator[Essai]:
    with pytest.MonkeyPatch.context() as environnement:
        environnement.setenv(moteur.VARIABLE, commence.copier(dossier / "journal"))
        journal = ouvrir()
        compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.ADMINISTRATEUR))
        yield Essai(journal, compte, donnees, aujourd_hui())
        journal.fermer()


@pytest.fixture
def essai(journal_commence: Commence, donnees: Donnees, tmp_path: Path) -> Iterator[Essai]:
    """Return a journal with one publication, the frozen package, and an administrator's account."""
    with _essai(journal_commence, donnees, tmp_path) as pret:
        yield pret


@pytest.fixture(scope="module")
def essai_intact(
    journal_commence: Commence, donnees: Donnees, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Essai]:
    """Return the same for all the tests of a module, none of which writes."""
    with _essai(journal_commence, donnees, tmp_path_factory.mktemp("intact")) as pret:
        yield pret
