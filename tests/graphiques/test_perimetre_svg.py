"""The drawing of a perimeter: in its frame, named, with all hypotheses, without active data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.fiche.voisinage import voisins
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.fond_de_perimetre import PETITE, cadrer
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre, resume
from tests.francais import fautes_de_typographie
from tests.graphiques.html_inoffensif import dangers
from tests.paquets import COHORTE
from tests.programmes import empoisonner

SVG = "{http://www.w3.org/2000/svg}"
LARGEUR, HAUTEUR = PETITE.largeur, PETITE.hauteur
NOMMES = ["saint-jean-de-braye", "albigeois-bastides", "arras", "beauvais", "vimy", "lomme"]
_NOMBRE = re.compile(r"-?\d+\.\d")


def _chemins(svg: str, classe: str) -> list[ElementTree.Element]:
    racine = ElementTree.fromstring(svg)
    return [p for p in racine.iter(f"{SVG}path") if classe in p.attrib["class"].split()]


def _points(chemin: ElementTree.Element) -> list[tuple[float, float]]:
    nombres = [float(n) for n in _NOMBRE.findall(chemin.attrib["d"])]
    return list(zip(nombres[::2], nombres[1::2], strict=True))


@pytest.mark.parametrize("territoire", NOMMES)
def test_whole_perimeter_is_in_the_frame_among_its_neighbours(
    vue_finale: Vue, territoire: str
) -> None:
    svg = perimetre(vue_finale, territoire)
    traces = _chemins(svg, "tp-perimetre")
    assert len(traces) == (2 if territoire == "beauvais" else 1)
    for trace in traces:
        points = _points(trace)
        assert len(points) > 10
        assert all(0 < x < LARGEUR and 0 < y < HAUTEUR for x, y in points)
    assert _points(_chemins(svg, "tp-voisine")[0])
    assert _chemins(svg, "tp-echelle")


@pytest.mark.parametrize("territoire", NOMMES)
def test_drawing_is_named_with_the_neighbours(vue_finale: Vue, territoire: str) -> None:
    nom = ElementTree.fromstring(perimetre(vue_finale, territoire)).attrib["aria-label"]
    assert nom == resume(vue_finale, territoire)
    assert all(v in nom for v in voisins(vue_finale, territoire))
    # Names of places come as the official files write them, with straight apostrophes.
    assert fautes_de_typographie(nom.replace("d'", "d’")) == []


def test_neighbours_of_vimy_and_of_arras(vue_finale: Vue) -> None:
    assert voisins(vue_finale, "vimy") == (
        "Avion",
        "Farbus",
        "Givenchy-en-Gohelle",
        "Méricourt",
        "Neuville-Saint-Vaast",
        "Thélus",
        "Willerval",
    )
    assert voisins(vue_finale, "arras") == ("Communauté d'agglomération de Lens - Liévin",)


def test_nothing_is_drawn_without_a_perimeter(vue_finale: Vue) -> None:
    assert perimetre(vue_finale, "territoire-7") == ""
    assert voisins(vue_finale, "territoire-7") == ()


@given(
    st.floats(-60, 60),
    st.floats(41, 51),
    st.floats(0.001, 3),
    st.floats(0.001, 3),
)
def test_any_box_fits_with_room_around(
    ouest: float, sud: float, largeur: float, hauteur: float
) -> None:
    cadrage = cadrer((ouest, sud, ouest + largeur, sud + hauteur))
    x0, y0 = cadrage.point(ouest, sud + hauteur)
    x1, y1 = cadrage.point(ouest + largeur, sud)
    assert 0 < x0 < x1 < LARGEUR and 0 < y0 < y1 < HAUTEUR
    assert x0 == pytest.approx(LARGEUR - x1, abs=0.01)
    assert y0 == pytest.approx(HAUTEUR - y1, abs=0.01)


def test_hostile_names_stay_text(nouvelle_copie: Callable[[], Path]) -> None:
    dossier = nouvelle_copie()
    empoisonner(dossier)
    seen = vue(charger(dossier, "hostile"), COHORTE, date(2022, 12, 31))
    for territoire in NOMMES:
        assert dangers(perimetre(seen, territoire)) == []


@pytest.mark.parametrize("territoire", NOMMES)
def test_names_of_neighbours_are_in_the_frame(vue_finale: Vue, territoire: str) -> None:
    racine = ElementTree.fromstring(perimetre(vue_finale, territoire))
    noms = [t for t in racine.iter(f"{SVG}text") if t.attrib["class"] == "tp-nom-voisin"]
    assert {t.text for t in noms} <= set(voisins(vue_finale, territoire))
    assert all(0 < float(t.attrib["x"]) < LARGEUR for t in noms)
    assert all(0 < float(t.attrib["y"]) < HAUTEUR - 13 for t in noms)


def test_a_neighbour_that_the_frame_cuts_is_named_where_it_is_seen(vue_finale: Vue) -> None:
    noms = "".join(ElementTree.fromstring(perimetre(vue_finale, "vimy")).itertext())
    assert "Avion" in noms and "Farbus" in noms
