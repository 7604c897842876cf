"""Whatever is not markup is only text, in HTML, in attributes, in SVG and in others' JavaScript."""

from __future__ import annotations

import html as bibliotheque
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from fabrique_dash.graphiques.socle.echappement import (
    feuille_de_style,
    html,
    joindre,
    pour_un_script,
)
from tests.graphiques.html_inoffensif import dangers, lire_html
from tests.programmes import HOSTILES

INTERDITS = ("<", ">", '"', "'")
DE_JAVASCRIPT = (*INTERDITS, "`", "${", "\\", "{{")


def test_there_are_enough_attacks() -> None:
    assert len(HOSTILES) >= 10
    assert all(dangers("<p>un <b>mot</b></p>") == [] for _ in range(1))
    assert dangers("<script>") and dangers("<b onclick=1>") and dangers("<a href=x>")


@pytest.mark.parametrize("attaque", HOSTILES)
def test_an_attack_is_only_text(attaque: str) -> None:
    fragments = (
        html("<b>{}</b>", attaque),
        html("<b>{nom}</b>", nom=attaque),
        html('<span title="{}">a</span>', attaque),
        html("<span title='{}'>a</span>", attaque),
        html("<b>{}</b>", joindre([attaque, html("<i>{}</i>", attaque)], attaque)),
    )
    assert [f for f in fragments if dangers(f) != []] == []
    assert lire_html(fragments[0])[1] == attaque
    assert lire_html(html('<b title="{}"></b>', attaque))[0] == [("b", {"title": attaque})]


@pytest.mark.parametrize("attaque", HOSTILES)
def test_an_attack_is_only_text_for_a_script(attaque: str) -> None:
    texte = pour_un_script(escape(attaque))
    assert [signe for signe in DE_JAVASCRIPT if signe in texte] == []
    assert bibliotheque.unescape(texte) == bibliotheque.unescape(bibliotheque.escape(attaque))
    assert not isinstance(texte, Markup)


@given(st.text(max_size=80))
def test_any_text_comes_back_unchanged(texte: str) -> None:
    sur = html("{}", texte)
    assert bibliotheque.unescape(sur) == bibliotheque.unescape(bibliotheque.escape(texte))
    assert [signe for signe in INTERDITS if signe in sur] == []


def test_a_text_is_also_escaped_for_xml() -> None:
    svg = html('<svg aria-label="{nom}"><text>{nom}</text></svg>', nom='« L\'eau » & <b>"a"</b>')
    lu = ElementTree.fromstring(svg)
    assert lu.get("aria-label") == lu.findtext("text") == '« L\'eau » & <b>"a"</b>'


def test_markup_goes_as_it_is() -> None:
    lien = html('<a href="{}">{}</a>', "?a=1&b=2", "A & B")
    assert lien == '<a href="?a=1&amp;b=2">A &amp; B</a>'
    assert html("<li>{}</li>", lien) == f"<li>{lien}</li>"
    assert joindre([lien, lien], html("<br>")) == f"{lien}<br>{lien}"
    assert html("{}", str(lien)) == escape(str(lien)) != lien


@pytest.mark.parametrize(("valeur", "attendu"), [(12, "12"), (None, "None"), (1.5, "1.5")])
def test_any_value_can_be_written(valeur: object, attendu: str) -> None:
    assert html("{}", valeur) == attendu


def test_a_number_is_written_as_its_template_says() -> None:
    assert html('<path d="M{:.1f} {y:.0f}"/>', 1.26, y=3.9) == '<path d="M1.3 4"/>'


def test_plain_french_is_left_alone() -> None:
    texte = "Communauté urbaine d’Arras\u00a0: «\u00a0été\u00a0», 3,5\u202f%"
    assert html("{}", texte) == texte


def test_a_style_sheet_cannot_end_its_element() -> None:
    css = 'p > a { font-family: "Atkinson Hyperlegible Next" }'
    assert html("<style>{}</style>", feuille_de_style(css)) == f"<style>{css}</style>"
    with pytest.raises(ValueError, match="balise"):
        feuille_de_style("p {}</style><script>")
