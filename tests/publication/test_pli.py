"""A long text folds after its first sentence, and loses nothing of what it says."""

from __future__ import annotations

import html

import pytest
from markupsafe import Markup

from fabrique_dash.publication.morceaux.pli import LONGUE, liste_longue, texte_long

SUITE = "Le reste tient en une phrase, assez longue pour valoir un pli, et même un peu davantage."
TETE = "M. Caron l’a dit au n°\u00a01 de la lettre, et d’autres l’ont redit depuis, à leur façon."


def test_a_long_text_shows_its_first_sentence_and_keeps_the_rest() -> None:
    plie = texte_long(f"{TETE} {SUITE}", Markup("<b>déduit</b>"))
    assert plie == (
        f'<details class="tp-long"><summary>{TETE}<b>déduit</b></summary>'
        f"<div>{SUITE}</div></details>"
    )


@pytest.mark.parametrize(
    "texte",
    ["", "Court. Et net.", f"{TETE[:-1]}, {SUITE}", f"{TETE} {TETE[:-1]}. Trop peu."[-LONGUE:]],
)
def test_a_short_text_or_a_single_sentence_stays_whole(texte: str) -> None:
    assert texte_long(texte) == texte


def test_what_a_text_holds_is_never_markup() -> None:
    attaque = f"<script>alert(1)</script> {TETE} <img src=x onerror=alert(1)> {SUITE}"
    plie = texte_long(attaque)
    assert "<script" not in plie and "<img" not in plie
    assert html.unescape(plie.striptags()).replace(" ", "").count("alert(1)") == 2


def test_points_that_make_one_text_fold_after_the_first() -> None:
    points = [Markup(f"Idée <em>{n}</em>, {SUITE}") for n in range(3)]
    plie = liste_longue(points)
    assert plie.startswith(f'<details class="tp-long"><summary>{points[0]}</summary>')
    assert plie.count("<li>") == 2 and all(point in plie for point in points)
    assert liste_longue([Markup("Une"), Markup("Deux")]) == "<ul><li>Une</li><li>Deux</li></ul>"
    assert liste_longue([]) == ""


def test_the_head_of_a_fold_holds_no_link() -> None:
    points = [Markup(f"Idée {n}, {SUITE}") for n in range(3)]
    liens = [Markup(f"<a>{n}</a>") for n in range(3)]
    plie = liste_longue(points, liens)
    tete, _, suite = plie.partition("</summary>")
    assert "<a>" not in tete and suite.count("<a>") == 3
