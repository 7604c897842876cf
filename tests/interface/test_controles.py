"""What the controls share."""

from __future__ import annotations

from fabrique_dash.interface.filtres.controles import noms_distincts


def test_a_name_that_several_share_says_which_one_it_is() -> None:
    noms = {"a": "Marie", "b": "Jeanne", "c": "Marie", "": "—"}
    distincts = noms_distincts(noms)
    assert distincts == {"a": "Marie (a)", "b": "Jeanne", "c": "Marie (c)", "": "—"}
    assert noms["a"] == "Marie"
