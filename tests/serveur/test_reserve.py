"""The reserve of answers: what is made is kept, within a weight."""

from __future__ import annotations

import pytest

from fabrique_dash.serveur.adresses.reponses import Fichier, Reserve


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
