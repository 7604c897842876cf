"""Bounds of sums and ratios, against every composition that the sources allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fabrique_dash.chiffres.noyau.intervalles import (
    INCONNU,
    Bornes,
    bornes_de_rapport,
    bornes_de_somme,
)

Rapport = tuple[float, float]
# Populations and areas, from a hamlet to Île-de-France.
RAPPORTS = st.tuples(st.integers(0, 12_000_000), st.floats(0.1, 20_000))
TERRITOIRES = st.lists(st.lists(RAPPORTS, min_size=1, max_size=3), max_size=4)
SOMMES = st.lists(st.lists(st.integers(0, 10**6), min_size=1, max_size=3), max_size=4)


def compositions(
    certains: Sequence[Sequence[Any]], possibles: Sequence[Sequence[Any]]
) -> Iterator[tuple[Any, ...]]:
    """List every way to choose a hypothesis of each certain and of some possible territories."""
    for taille in range(len(possibles) + 1):
        for choisis in combinations(possibles, taille):
            yield from product(*certains, *choisis)


@given(SOMMES, SOMMES)
def test_sums_against_brute_force(certains: list[list[int]], possibles: list[list[int]]) -> None:
    sommes = [sum(c) for c in compositions(certains, possibles) if c]
    bornes = bornes_de_somme(certains, possibles)
    if not sommes:
        assert bornes == INCONNU
    else:
        assert bornes.maximum == max(sommes)
        assert bornes.minimum == (min(sommes) if certains else None)


@given(TERRITOIRES, TERRITOIRES)
@example([], [[(10_000_000, 3.0), (10_000_000, 3.0)]])
@example([], [[(10132097, 9481.123325588878)]])
@example([[(1, 1.0)]], [[(2, 1.0)], [(3, 1.0)]])
def test_ratios_against_brute_force(
    certains: list[list[Rapport]], possibles: list[list[Rapport]]
) -> None:
    rapports = [
        sum(haut for haut, _ in c) / sum(bas for _, bas in c)
        for c in compositions(certains, possibles)
        if c
    ]
    bornes = bornes_de_rapport(certains, possibles)
    if not rapports:
        assert bornes == INCONNU
    else:
        assert bornes.minimum == pytest.approx(min(rapports), rel=1e-6, abs=1e-6)
        assert bornes.maximum == pytest.approx(max(rapports), rel=1e-6, abs=1e-6)


def test_without_a_certain_territory_a_sum_has_no_lower_bound() -> None:
    assert bornes_de_somme([], [[3], [4, 5]]) == Bornes(None, 8)
    assert bornes_de_somme([[2]], [[3], [4, 5]]) == Bornes(2, 10)


def test_a_ratio_is_bounded_by_those_of_its_parts() -> None:
    assert bornes_de_rapport([], [[(10, 1)], [(30, 1)]]) == Bornes(10, 30)
    assert bornes_de_rapport([[(10, 1)]], [[(30, 1)]]) == Bornes(10, 20)
