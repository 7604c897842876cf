"""The key of a row as an address says it: read back as it was written, whatever it holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.journal.cases import cle_du_jeton, ecrire_la_cle, jeton_de_la_cle


@given(st.lists(st.text('a|%7C25é \\"', max_size=6), min_size=1, max_size=3))
def test_a_key_is_read_back_from_an_address(valeurs: list[str]) -> None:
    cle = ecrire_la_cle(valeurs)
    assert cle_du_jeton(jeton_de_la_cle(cle)) == cle


def test_what_addresses_hold_already_stays() -> None:
    assert jeton_de_la_cle(ecrire_la_cle(["arras", "diagnostic"])) == "arras|diagnostic"
