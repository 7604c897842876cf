"""Start-up: preparations run in order, then the memory is frozen."""

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest
from anyio import move_on_after
from anyio.from_thread import start_blocking_portal

from fabrique_dash.serveur.chauffe import TOUR_DE_PROCESSEUR, Gel, duree_de_vie, importer_paquet


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
    gc.unfreeze()
    _traverser([])
    try:
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


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
    for nom in ("fabrique_dash.serveur.chemins", "fabrique_dash.serveur.facade.entetes"):
        sys.modules.pop(nom, None)
    importer_paquet("fabrique_dash.serveur", sauf=["fabrique_dash.serveur.facade.entetes"])()
    assert "fabrique_dash.serveur.chemins" in sys.modules
    assert "fabrique_dash.serveur.facade.entetes" not in sys.modules


class _Cycle:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.soi = self


@pytest.fixture
def degele() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_few_new_objects_are_left_to_the_collector(degele: None) -> None:
    Gel(libres=10**9).entretenir()
    assert gc.get_freeze_count() == 0


def test_many_new_objects_are_frozen_alive(degele: None) -> None:
    vivant, temoin = _Cycle(), weakref.ref(_Cycle())
    Gel(libres=0).entretenir()
    assert gc.get_freeze_count() > 0 and temoin() is None
    assert vivant.soi is vivant
    assert not any(objet is vivant for objet in gc.get_objects())


def test_what_died_frozen_is_freed_once_much_is_frozen(degele: None) -> None:
    mort = _Cycle()
    temoin = weakref.ref(mort)
    gel = Gel(libres=0, figes=0)
    gc.freeze()
    del mort
    gc.collect()
    assert temoin() is not None
    gel.entretenir()
    assert temoin() is None and gc.get_freeze_count() > 0


def test_the_memory_is_looked_after_until_the_server_stops(degele: None) -> None:
    async def servir() -> None:
        with move_on_after(0.5):
            await Gel(libres=0).veiller(pause=0.01)

    with start_blocking_portal() as boucle:
        boucle.call(servir)
    assert gc.get_freeze_count() > 0
