"""Words of the search: what is folded, what says nothing, what is marked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.recherche.mots import (
    codes_reunis,
    ecrits,
    mots,
    noms_possibles,
    outils_de_lieux,
    parlants,
    surligner,
)


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


def test_kinds_of_places_are_tools_but_alone() -> None:
    assert outils_de_lieux(["departement", "tarn"]) == {"departement"}
    assert outils_de_lieux(["region"]) == frozenset()
    assert outils_de_lieux(["code", "source"]) == frozenset()
    assert outils_de_lieux(["code", "62861"]) == {"code"}


def test_a_kind_of_place_is_not_part_of_the_name() -> None:
    assert noms_possibles(["commune", "de", "la", "rochelle"], {"commune"}) == (
        "communedelarochelle",
        "delarochelle",
        "larochelle",
        "rochelle",
    )
    assert noms_possibles(["la", "rochelle"], set()) == ("larochelle",)


def test_only_known_codes_are_joined() -> None:
    def connu(mot: str) -> bool:
        return mot in {"200033579", "62861", "2a004"}

    assert codes_reunis(["siren", "200", "033", "579"], connu) == ["siren", "200033579"]
    assert codes_reunis(["62", "861", "vimy"], connu) == ["62861", "vimy"]
    assert codes_reunis(["2a", "004"], connu) == ["2a004"]
    assert codes_reunis(["10", "000", "habitants"], connu) == ["10", "000", "habitants"]


def test_words_are_told_as_they_were_typed() -> None:
    assert ecrits("Château d’Eau") == {"chateau": "Château", "d": "d", "eau": "Eau"}
