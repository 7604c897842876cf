"""Start-up: preparations run in order, then the memory is frozen."""

import gc
import sys

import pytest
from anyio.from_thread import start_blocking_portal

from fabrique_dash.serveur.chauffe import TOUR_DE_PROCESSEUR, duree_de_vie, importer_paquet


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
    for nom in ("fabrique_dash.serveur.chemins", "fabrique_dash.serveur.entetes"):
        sys.modules.pop(nom, None)
    importer_paquet("fabrique_dash.serveur", sauf=["fabrique_dash.serveur.entetes"])()
    assert "fabrique_dash.serveur.chemins" in sys.modules
    assert "fabrique_dash.serveur.entetes" not in sys.modules
