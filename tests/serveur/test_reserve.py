"""The reserve of answers: what is made is kept, within a weight."""

from __future__ import annotations

import pytest

from fabrique_dash.serveur.reserve import Fichier, Reserve


def _fichier(octets: bytes = b"contenu") -> Fichier:
    return Fichier(octets, "text/plain")


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


def test_long_addresses_weigh_too() -> None:
    reserve = Reserve(octets=10_000)
    for rang in range(50):
        reserve.prendre(f"{rang}{'x' * 1000}", _fichier)
    assert reserve.poids <= 10_000
    assert reserve.deja(f"49{'x' * 1000}") and not reserve.deja(f"0{'x' * 1000}")


def test_the_same_content_weighs_once() -> None:
    reserve = Reserve()
    reserve.prendre("cle", _fichier)
    une_fois = reserve.poids
    reserve.prendre("cle", _fichier)
    assert reserve.poids == une_fois > 0


def test_what_was_made_from_former_data_goes_with_it() -> None:
    reserve = Reserve()
    reserve.suivre("un")
    reserve.prendre("cle", _fichier)
    reserve.suivre("un")
    assert reserve.deja("cle")
    reserve.suivre("deux")
    assert reserve.deja("cle") is None and reserve.poids == 0
