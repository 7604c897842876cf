"""What is kept of an outline is inside the frame, and its middle too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.graphiques.socle.geometrie_plane import aire, milieu, rogner

CARRE = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)]
_MESURES = st.floats(-200, 200)
_TRIANGLES = st.lists(st.tuples(_MESURES, _MESURES), min_size=3, max_size=3)


def test_what_is_inside_is_kept_as_it_is() -> None:
    assert rogner(CARRE, 40, 40) == CARRE
    assert milieu(CARRE) == (20, 20) and abs(aire(CARRE)) == 400


def test_what_is_outside_is_left_out() -> None:
    assert rogner(CARRE, 5, 40) == []
    reste = rogner(CARRE, 20, 40)
    assert abs(aire(reste)) == 200 and milieu(reste) == (15, 20)


def test_a_flat_outline_has_a_middle_all_the_same() -> None:
    assert milieu([(1.0, 2.0), (3.0, 4.0), (1.0, 2.0)]) == (1.0, 2.0)


@given(_TRIANGLES)
def test_any_triangle_is_cut_by_the_frame(triangle: list[tuple[float, float]]) -> None:
    reste = rogner(triangle, 100, 80)
    assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 80 + 1e-6 for x, y in reste)
    surface = abs(aire(reste)) if reste else 0.0
    assert surface <= min(abs(aire(triangle)), 100 * 80) + 1e-3
    if all(0 <= x <= 100 and 0 <= y <= 80 for x, y in triangle):
        assert surface == pytest.approx(abs(aire(triangle)))
