"""Words of the search: what is folded, what says nothing, what is marked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.recherche.mots import mots, parlants, surligner


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("St-Jean-de-Braye", ["saint", "jean", "de", "braye"]),
        ("Ste Œuvre, STS", ["sainte", "oeuvre", "saints"]),
        ("L’Haÿ-les-Roses", ["l", "hay", "les", "roses"]),
        ("Communauté d'Arras", ["communaute", "d", "arras"]),
        ("  E1.2 n°\u00a07 ", ["e1", "2", "n", "7"]),
        ("\x00 <b> … ’", ["b"]),
    ],
)
def test_words_are_folded(texte: str, attendus: list[str]) -> None:
    assert mots(texte) == attendus


@given(st.text())
def test_folding_ignores_accents_and_case(texte: str) -> None:
    assert mots(unicodedata.normalize("NFD", texte)) == mots(unicodedata.normalize("NFC", texte))
    assert all(mot == "".join(mots(mot)) for mot in mots("Été à SÈTE, l’œuvre"))


def test_small_words_count_only_when_there_is_no_other() -> None:
    assert parlants(["le", "mene", "le"]) == ["mene"]
    assert parlants(["de", "la", "de"]) == ["de", "la"]


@given(st.text(), st.lists(st.text(min_size=1)))
def test_marking_loses_nothing(texte: str, cherches: list[str]) -> None:
    morceaux = surligner(texte, cherches)
    assert "".join(m for m, _ in morceaux) == unicodedata.normalize("NFC", texte)


def test_words_that_answer_are_marked_whole() -> None:
    assert surligner("La coopération, coopérer.", ["cooper"]) == [
        ("La ", False),
        ("coopération", True),
        (", ", False),
        ("coopérer", True),
        (".", False),
    ]
    assert surligner("À la mairie", ["a"]) == [("À", True), (" la mairie", False)]
