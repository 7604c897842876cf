"""Text from the data is only text, in HTML, in attributes and in folium's JavaScript."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.graphiques.socle.echappement import texte_sur
from tests.graphiques.html_inoffensif import dangers, lire_html
from tests.programmes import HOSTILES

INTERDITS = ("<", ">", '"', "'", "`", "${", "\\", "{{")


def test_there_are_enough_attacks() -> None:
    assert len(HOSTILES) >= 10
    assert all(dangers("<p>un <b>mot</b></p>") == [] for _ in range(1))
    assert dangers("<script>") and dangers("<b onclick=1>") and dangers("<a href=x>")


@pytest.mark.parametrize("attaque", HOSTILES)
def test_an_attack_is_only_text(attaque: str) -> None:
    sur = texte_sur(attaque)
    assert [signe for signe in INTERDITS if signe in sur] == []
    for fragment in (
        f"<b>{sur}</b>",
        f'<span title="{sur}">a</span>',
        f"<span title='{sur}'>a</span>",
    ):
        assert dangers(fragment) == []
    assert lire_html(f"<b>{sur}</b>")[1] == attaque
    assert lire_html(f'<b title="{sur}"></b>')[0] == [("b", {"title": attaque})]


@given(st.text(max_size=80))
def test_any_text_comes_back_unchanged(texte: str) -> None:
    sur = texte_sur(texte)
    assert html.unescape(sur) == html.unescape(html.escape(texte))
    assert [signe for signe in INTERDITS if signe in sur] == []


@pytest.mark.parametrize(("valeur", "attendu"), [(12, "12"), (None, "None"), (1.5, "1.5")])
def test_any_value_can_be_written(valeur: object, attendu: str) -> None:
    assert texte_sur(valeur) == attendu


def test_plain_french_is_left_alone() -> None:
    texte = "Communauté urbaine d’Arras\u00a0: «\u00a0été\u00a0», 3,5\u202f%"
    assert texte_sur(texte) == texte
