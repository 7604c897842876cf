"""The reader's points on a small timeline: well-formed, in their lanes, told apart by shape."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from fabrique_dash.graphiques.dessins.points_svg import LARGEUR, Marque, frise_des_points
from tests.graphiques.html_inoffensif import dangers

SVG = "{http://www.w3.org/2000/svg}"
COULOIRS = ("Bascule", "Rupture", "Convergence")
JOUR = Marque(0, date(2022, 3, 15), date(2022, 3, 15), "<script>alert(1)</script>")
ANNEE = Marque(2, date(2021, 1, 1), date(2021, 12, 31), "une année")


def test_nothing_is_drawn_without_a_point() -> None:
    assert frise_des_points(COULOIRS, ()) == ""


def test_each_mark_is_titled_and_a_loose_date_is_a_bar() -> None:
    dessin = frise_des_points(COULOIRS, (JOUR, ANNEE))
    racine = ElementTree.fromstring(dessin)
    assert [t.text for t in racine.iter(f"{SVG}title")] == [JOUR.titre, ANNEE.titre]
    barres = [li for li in racine.iter(f"{SVG}line") if li.get("class") == "tp-point"]
    assert len(barres) == 1
    assert "2\u00a0points, de 2021 à 2022" in str(racine.get("aria-label"))
    assert dangers(dessin) == []


def test_kinds_have_their_own_shapes() -> None:
    formes = set()
    for couloir in range(3):
        marque = Marque(couloir, JOUR.premier, JOUR.dernier, "m")
        racine = ElementTree.fromstring(frise_des_points(COULOIRS, (marque,)))
        (groupe,) = [g for g in racine.iter(f"{SVG}g") if g.get("class") == "tp-point"]
        formes.add(ElementTree.tostring(groupe[0]))
    assert len(formes) == 3


@pytest.mark.parametrize("derniere", [2022, 2024, 2099])
def test_years_stay_few_enough_to_be_read(derniere: int) -> None:
    fin = Marque(1, date(derniere, 12, 31), date(derniere, 12, 31), "fin")
    racine = ElementTree.fromstring(frise_des_points(COULOIRS, (JOUR, fin)))
    annees = [t for t in racine.iter(f"{SVG}text") if t.get("class") == "tp-annee"]
    assert 1 <= len(annees) <= 13
    assert all(0 <= float(t.get("x", -1)) <= LARGEUR for t in annees)
