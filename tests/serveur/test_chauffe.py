"""Start-up: preparations run in order, then the memory is frozen."""

import gc
import os
import sys
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from anyio import create_task_group, move_on_after, sleep
from anyio.from_thread import start_blocking_portal

from fabrique_dash import serveur
from fabrique_dash.donnees.atelier import Atelier, atelier, atelier_des_longs
from fabrique_dash.serveur.chauffe import TOUR_DE_PROCESSEUR, Gel, duree_de_vie, importer_paquet

pytestmark = pytest.mark.serveur


def _traverser(preparations: list[object]) -> None:
    async def vie() -> None:
        async with duree_de_vie(preparations)(None):  # type: ignore[arg-type]
            preparations.append("servi")

    # In a thread of its own: the browser tests leave a running loop in this one.
    with start_blocking_portal() as boucle:
        boucle.call(vie)


def test_preparations_run_in_order_before_serving() -> None:
    ordre: list[str] = []
    _traverser([lambda: ordre.append("bundle"), lambda: ordre.append("données")])
    assert ordre == ["bundle", "données"]


def test_memory_is_frozen_once_prepared() -> None:
    avant = gc.get_freeze_count()
    _traverser([])
    assert gc.get_freeze_count() > avant


def test_threads_hand_over_often_once_prepared() -> None:
    avant = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    try:
        _traverser([])
        assert sys.getswitchinterval() == pytest.approx(TOUR_DE_PROCESSEUR)
        assert sys.getswitchinterval() < 0.005
    finally:
        sys.setswitchinterval(avant)


def test_a_failing_preparation_stops_the_start() -> None:
    def casser() -> None:
        raise ValueError("données illisibles")

    with pytest.raises(ValueError, match="données illisibles"):
        _traverser([casser])


def test_a_package_is_imported_with_its_modules_but_those_excluded() -> None:
    for nom in ("fabrique_dash.serveur.chemins", "fabrique_dash.serveur.couches"):
        sys.modules.pop(nom, None)
    importer_paquet("fabrique_dash.serveur", sauf=["fabrique_dash.serveur.couches"])()
    assert "fabrique_dash.serveur.chemins" in sys.modules
    assert "fabrique_dash.serveur.couches" not in sys.modules


class _Cycle:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.soi = self


def _collecte(gel: Gel, generation: int = 2) -> None:
    for phase in ("start", "stop"):
        gel.noter(phase, {"generation": generation})


def test_quick_collections_are_left_alone() -> None:
    gel, avant = Gel(patience=1000.0), gc.get_freeze_count()
    _collecte(gel)
    gel.entretenir()
    assert gc.get_freeze_count() == avant


def test_partial_collections_do_not_count() -> None:
    gel, avant = Gel(patience=1e-12), gc.get_freeze_count()
    _collecte(gel, generation=1)
    gel.entretenir()
    assert gc.get_freeze_count() == avant


def test_what_lives_is_frozen_once_collections_are_slow() -> None:
    vivant, temoin = _Cycle(), weakref.ref(_Cycle())
    gel, avant = Gel(patience=1e-12), gc.get_freeze_count()
    _collecte(gel)
    gel.entretenir()
    figes = gc.get_freeze_count()
    assert figes > avant and temoin() is None and vivant.soi is vivant
    gel.entretenir()
    assert gc.get_freeze_count() == figes


def test_what_died_frozen_is_freed_now_and_then() -> None:
    mort = _Cycle()
    temoin = weakref.ref(mort)
    gel = Gel(patience=1e-12, gels=2)
    gc.freeze()
    del mort
    _collecte(gel)
    gel.entretenir()
    assert temoin() is not None
    _collecte(gel)
    gel.entretenir()
    assert temoin() is None and gc.get_freeze_count() > 0


def test_the_memory_is_looked_after_until_the_server_stops() -> None:
    async def servir() -> None:
        with move_on_after(60):
            async with create_task_group() as taches:
                taches.start_soon(partial(Gel(patience=1e-12).veiller, pause=0.01))
                while gc.get_freeze_count() == figes:
                    gc.collect()
                    await sleep(0.02)
                taches.cancel_scope.cancel()

    avant, figes = list(gc.callbacks), gc.get_freeze_count()
    with start_blocking_portal() as boucle:
        boucle.call(servir)
    assert gc.get_freeze_count() > figes and gc.callbacks == avant


def test_nobody_lists_the_objects_of_the_collector() -> None:
    dossier = Path(serveur.__file__).parent
    textes = [fichier.read_text("utf-8") for fichier in dossier.rglob("*.py")]
    assert textes and not [t for t in textes if "get_objects" in t]


@pytest.mark.parametrize("lieu", [atelier, atelier_des_longs])
def test_the_workshops_end_with_the_server(lieu: Callable[[], Atelier]) -> None:
    def travailler() -> None:
        pids.append(lieu().faire(os.getpid, delai=60.0))

    pids: list[int] = []
    _traverser([travailler])
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)
