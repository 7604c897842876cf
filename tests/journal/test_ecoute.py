"""Several processes on one PostgreSQL: what one publishes, the others serve without being asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from fabrique_dash.donnees.depot import Depot
from fabrique_dash.journal.dossiers import courant
from fabrique_dash.journal.ecoute import Ecoute
from fabrique_dash.journal.moteur import Journal, JournalIndisponible
from fabrique_dash.journal.service import source
from tests.journal.essais import ecrire, libelle

_LIMITE = 2.0  # seconds, of which the issue has it seen
_COUPER = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
)


@pytest.fixture
def autre(journal: Journal, tmp_path: Path) -> Journal:
    """The same journal in another process's place, with a folder of its own."""
    return replace(journal, dossier=tmp_path / "autre")


def _vu(servi: Depot) -> str:
    """Return what is served, without looking at anything."""
    etat = servi._etat
    return (
        "" if etat is None or etat.donnees is None else str(etat.donnees.table("themes").iat[0, 1])
    )


def _attendre(quoi: Callable[[], bool], limite: float = _LIMITE) -> bool:
    fin = time.monotonic() + limite
    while not quoi() and time.monotonic() < fin:
        time.sleep(0.01)
    return quoi()


def test_what_one_process_publishes_another_serves_before_anybody_asks(
    journal: Journal, autre: Journal, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    servi = Depot(source(tmp_path, lambda: autre))
    ecoute = Ecoute(lambda: autre, servi.revoir)
    if journal.moteur.dialect.name == "sqlite":
        ecoute._veiller()  # nothing is told there: it ends at once, and the repository looks
        assert not ecoute.a_l_ecoute.is_set()
        return
    ecoute.ouvrir()
    try:
        assert ecoute.a_l_ecoute.wait(_LIMITE) and _attendre(lambda: _vu(servi) == "Un")
        assert ecrire(journal, libelle("a", "Un", "1")).publication == 2
        assert _attendre(lambda: _vu(servi) == "1")
        dossiers = courant(journal), courant(autre)
        assert None not in dossiers and len({d.parent.parent for d in dossiers if d}) == 2
        # What is published while its connection is cut is seen as it comes back.
        ecoute.a_l_ecoute.clear()
        with journal.ecrire() as cx:
            assert cx.execute(text(_COUPER)).scalar()
        ecrire(journal, libelle("a", "1", "2"))
        assert _attendre(lambda: _vu(servi) == "2")
        assert ecoute.a_l_ecoute.wait(_LIMITE)
        assert [r.getMessage() for r in caplog.records] == ["Journal sans écoute pour l’instant"]
    finally:
        ecoute.fermer()


def test_two_processes_may_share_a_folder(journal: Journal, tmp_path: Path) -> None:
    depots = [Depot(source(tmp_path, lambda: replace(journal))) for _ in range(2)]
    ecrire(journal, libelle("a", "Un", "1"))
    lues = [servi.revoir().donnees for servi in depots]
    assert [_vu(servi) for servi in depots] == ["1", "1"]
    # Caches compare what they have from one with what another says.
    assert len({d.modifie_le for d in lues if d and d.publiee}) == 1
    assert all(d and d.publiee and d.modifie_le <= d.publiee.le for d in lues)


def test_a_journal_out_of_reach_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    demandes: list[int] = []

    def present() -> Journal | None:
        demandes.append(1)
        if len(demandes) == 1:
            raise JournalIndisponible("La base ne répond pas.")
        return None

    Ecoute(present, lambda: None)._veiller()
    assert len(demandes) == 2
    assert [r.levelname for r in caplog.records] == ["WARNING"]
    assert not caplog.records[0].exc_info
