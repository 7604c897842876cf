"""The reserve of answers: each made once, none waiting for a heavy one, within a weight."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from fabrique_dash.serveur.reponses import Fichier, Reserve

_PATIENCE = 10.0


def _fichier(octets: bytes = b"contenu") -> Fichier:
    return Fichier(octets, "text/plain")


def test_many_requests_at_once_make_a_content_once() -> None:
    reserve, faits, depart = Reserve(), [], threading.Barrier(20)

    def fabriquer() -> Fichier:
        faits.append(1)
        return _fichier()

    def demander(_: int) -> bytes:
        depart.wait(_PATIENCE)
        return reserve.prendre("cle", fabriquer).fichier.octets

    with ThreadPoolExecutor(20) as fils:
        assert set(fils.map(demander, range(20))) == {b"contenu"}
    assert faits == [1]


def test_a_small_answer_does_not_wait_for_a_heavy_one() -> None:
    reserve, commence, fini = Reserve(), threading.Event(), threading.Event()

    def longue() -> Fichier:
        commence.set()
        assert fini.wait(_PATIENCE)
        return _fichier(b"lourd")

    with ThreadPoolExecutor(2) as fils:
        lourde = fils.submit(reserve.prendre, "lourde", longue, lourd=True)
        assert commence.wait(_PATIENCE)
        legere = fils.submit(reserve.prendre, "legere", _fichier)
        assert legere.result(_PATIENCE).fichier.octets == b"contenu"
        assert not lourde.done()
        fini.set()
        assert lourde.result(_PATIENCE).fichier.octets == b"lourd"


def test_what_fails_is_not_kept() -> None:
    reserve = Reserve()

    def rater() -> Fichier:
        raise ValueError("raté")

    with pytest.raises(ValueError, match="raté"):
        reserve.prendre("cle", rater)
    assert reserve.prendre("cle", _fichier).fichier.octets == b"contenu"


def test_the_least_recently_asked_for_go_first() -> None:
    reserve, faits = Reserve(octets=250), []

    def demander(cle: str) -> None:
        def fabriquer() -> Fichier:
            faits.append(cle)
            return _fichier(b"x" * 100)

        reserve.prendre(cle, fabriquer)

    for cle in ("a", "b", "a", "c", "a", "b"):
        demander(cle)
    assert faits == ["a", "b", "c", "b"]
