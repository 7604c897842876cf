"""Many pages asked for at once are drawn a few at a time, in order; a full server says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from fabrique_dash.interface import affluence
from fabrique_dash.interface.affluence import Affluence, Complet
from tests.pages.session import ouvrir, tout_le_texte

_PATIENCE = 60.0


def _attendre(condition: Callable[[], bool]) -> None:
    limite = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < limite
        time.sleep(0.001)


@pytest.mark.parametrize("a_la_fois", [1, 2])
def test_pages_are_drawn_a_few_at_a_time_in_the_order_they_were_asked_for(a_la_fois: int) -> None:
    salle, ordre, ensemble = Affluence(a_la_fois), [], []
    presents: set[int] = set()
    permis = threading.Event()

    def dessiner(rang: int) -> None:
        with salle.tour():
            presents.add(rang)
            ensemble.append(len(presents))
            ordre.append(rang)
            assert permis.wait(_PATIENCE)
            presents.discard(rang)

    with ThreadPoolExecutor(20) as fils:
        for rang in range(20):
            fils.submit(dessiner, rang)
            _attendre(lambda rang=rang: len(ordre) + salle.en_attente == rang + 1)  # type: ignore[misc]
        assert ordre == list(range(a_la_fois)) and salle.en_attente == 20 - a_la_fois
        permis.set()
    assert sorted(ordre) == list(range(20)) and max(ensemble) == a_la_fois
    assert a_la_fois > 1 or ordre == sorted(ordre)  # two that start together have no order


def test_a_page_that_fails_gives_its_turn() -> None:
    salle = Affluence(a_la_fois=1)
    with pytest.raises(ValueError, match="raté"), salle.tour():
        raise ValueError("raté")
    with salle.tour():
        assert salle.en_attente == 0


def test_one_too_many_is_refused_and_holds_nothing() -> None:
    salle = Affluence(a_la_fois=1, en_attente=0)
    with salle.tour():
        for _ in range(3):
            with pytest.raises(Complet), salle.tour():
                pass
    with salle.tour():
        pass


def test_a_panel_that_opens_alone_is_counted_apart_from_whole_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    salle = Affluence()
    monkeypatch.setattr(affluence, "AFFLUENCE", salle)
    session = ouvrir("referentiel")  # its panels are drawn with it
    entieres = salle.donnes
    assert entieres and salle.seuls == 0
    salle.noter_une_partie()  # as a panel does, out of any whole page
    session.run()
    assert (salle.donnes, salle.seuls) == (entieres + 1, 1)


def test_a_full_server_says_so_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affluence, "AFFLUENCE", Affluence(a_la_fois=0, en_attente=0))
    session = ouvrir("accueil")
    assert not session.exception
    assert "Le tableau de bord est complet" in tout_le_texte(session)
