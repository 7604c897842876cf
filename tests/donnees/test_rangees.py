"""Rows as dictionaries: nothing missing is hidden, and a declared shape is held."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd
import pytest

from fabrique_dash.donnees.rangees import FormeFausse, rangee, rangees


class _Ville(TypedDict):
    id: str
    habitants: int | None


VILLES = pd.DataFrame({"id": ["a", "b"], "habitants": [12, None]}).astype({"habitants": "Int64"})


def test_a_missing_value_is_none() -> None:
    assert rangees(VILLES) == [{"id": "a", "habitants": 12}, {"id": "b", "habitants": None}]


def test_a_shape_changes_nothing_in_the_rows() -> None:
    assert rangees(VILLES, _Ville) == rangees(VILLES)
    assert rangee(VILLES, "b", _Ville) == {"id": "b", "habitants": None}


def test_a_table_may_have_more_columns_than_the_shape() -> None:
    assert rangees(VILLES.assign(maire="x"), _Ville)[0]["habitants"] == 12


def test_a_table_that_lacks_a_column_of_the_shape_is_refused() -> None:
    with pytest.raises(FormeFausse, match="habitants"):
        rangees(VILLES[["id"]], _Ville)


def test_an_unknown_row_is_refused() -> None:
    with pytest.raises(KeyError):
        rangee(VILLES, "c", _Ville)
