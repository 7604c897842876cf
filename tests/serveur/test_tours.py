"""Each client in turn: nobody waits behind all that another asks for, and the queue has an end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from fabrique_dash.serveur.tours import Tours, TropDeDemandes

_PATIENCE = 60.0


class _Banc:
    """A queue whose thread is held until one says so, and what it did."""

    def __init__(self, par_client: int = 60, en_tout: int = 600) -> None:
        self.faits: list[str] = []
        self.tours = Tours("essai", par_client, en_tout)
        self._permis, pris = threading.Event(), threading.Event()

        def tenir() -> None:
            pris.set()
            assert self._permis.wait(_PATIENCE)

        self._premier = self.tours.demander("tenu", tenir)
        assert pris.wait(_PATIENCE)

    def lacher(self) -> None:
        self._permis.set()


@pytest.fixture
def banc() -> Iterator[_Banc]:
    ouvert = _Banc()
    yield ouvert
    ouvert.lacher()


def test_a_client_who_asks_for_little_does_not_wait_for_one_who_asks_for_much(banc: _Banc) -> None:
    demandes = [
        banc.tours.demander(client, lambda nom=f"{client}{rang}": banc.faits.append(nom))  # type: ignore[misc]
        for client, nombre in (("a", 12), ("b", 2), ("c", 1))
        for rang in range(nombre)
    ]
    banc.lacher()
    assert not wait(demandes, _PATIENCE).not_done
    assert banc.faits[:5] == ["a0", "b0", "c0", "a1", "b1"]
    assert banc.faits[5:] == [f"a{rang}" for rang in range(2, 12)]


def test_what_nobody_waits_for_any_more_is_never_begun(banc: _Banc) -> None:
    partis = [banc.tours.demander("a", lambda: banc.faits.append("parti")) for _ in range(60)]
    assert all(demande.cancel() for demande in partis)
    reste = banc.tours.demander("a", lambda: banc.faits.append("reste"))  # they take no place
    banc.lacher()
    reste.result(_PATIENCE)
    assert banc.faits == ["reste"]


def test_a_client_has_so_many_places_and_takes_no_other_s() -> None:
    banc = _Banc(par_client=3)
    for _ in range(3):
        banc.tours.demander("a", lambda: None)
    with pytest.raises(TropDeDemandes):
        banc.tours.demander("a", lambda: None)
    autre = banc.tours.demander("b", lambda: "fait")
    banc.lacher()
    assert autre.result(_PATIENCE) == "fait"


def test_the_queue_has_an_end() -> None:
    banc = _Banc(en_tout=5)
    for rang in range(5):
        banc.tours.demander(str(rang), lambda: None)
    with pytest.raises(TropDeDemandes):
        banc.tours.demander("encore", lambda: None)
    banc.lacher()


def test_what_fails_is_told_and_the_next_is_done(banc: _Banc) -> None:
    def rater() -> None:
        raise ValueError("raté")

    rate, suit = banc.tours.demander("a", rater), banc.tours.demander("a", lambda: "fait")
    banc.lacher()
    with pytest.raises(ValueError, match="raté"):
        rate.result(_PATIENCE)
    assert suit.result(_PATIENCE) == "fait"
