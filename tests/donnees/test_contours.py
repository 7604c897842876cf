"""Outlines of the package: RFC 7946, and one for every possible perimeter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from fabrique_dash.donnees.contours import (
    contours,
    contours_des_perimetres,
    forme,
)
from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Perimetres, Traces
from fabrique_dash.donnees.perimetres import PerimetreChiffre, lieux, perimetres_chiffres
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.traces import lire_trace
from tests.geometrie import Anneau, aire, polygones
from tests.paquets import PAQUET

GEOJSON = sorted((PAQUET / "reference").glob("*.geojson"))


def _anneaux(chemin: Path) -> Iterator[tuple[int, Anneau]]:
    for entite in json.loads(chemin.read_text("utf-8"))["features"]:
        for polygone in polygones(entite["geometry"]):
            yield from enumerate(polygone)


def test_the_area_of_a_square_tells_its_direction() -> None:
    carre: Anneau = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    assert aire(carre) == 2 and aire(carre[::-1]) == -2


@pytest.mark.parametrize("chemin", GEOJSON, ids=lambda p: p.stem)
def test_rings_are_closed_and_turn_the_right_way(chemin: Path) -> None:
    nombre = 0
    for rang, anneau in _anneaux(chemin):
        nombre += 1
        assert len(anneau) >= 4 and anneau[0] == anneau[-1]
        assert (aire(anneau) > 0) == (rang == 0)
    assert nombre


@pytest.mark.parametrize("chemin", GEOJSON, ids=lambda p: p.stem)
def test_coordinates_are_degrees_of_france(chemin: Path) -> None:
    for _, anneau in _anneaux(chemin):
        assert all(-62 <= x <= 56 and -22 <= y <= 52 for x, y in anneau)


def test_every_outline_of_the_table_is_closed_rings_in_its_box(donnees: Donnees) -> None:
    for lieu in rangees(donnees.table("traces"), Traces):
        anneaux = [a for p in lire_trace(lieu["trace"])["coordinates"] for a in p]
        assert all(len(a) >= 4 and a[0] == a[-1] for a in anneaux)
        xs, ys = ([point[i] for a in anneaux for point in a] for i in (0, 1))
        assert (min(xs), min(ys)) == pytest.approx((lieu["ouest"], lieu["sud"]), abs=2e-4)
        assert (max(xs), max(ys)) == pytest.approx((lieu["est"], lieu["nord"]), abs=2e-4)


def test_an_outline_is_steps_of_a_ten_thousandth_of_a_degree() -> None:
    assert lire_trace("_ibE~hbE?_ibE~hbE?") == {
        "type": "MultiPolygon",
        "coordinates": [[[[10.0, -10.0], [10.0, 0.0], [0.0, 0.0], [10.0, -10.0]]]],
    }


@pytest.mark.parametrize("texte", ["_ibE", "_ibE?_", "", "/", "_ibE?  _ibE?", "~" * 200_000])
def test_what_is_no_outline_is_refused(texte: str) -> None:
    with pytest.raises(ValueError):
        lire_trace(texte)


@pytest.mark.parametrize("trace", ["_ibE", "~~~~~A?_ibE?~hbE?", "/"])
def test_an_outline_that_can_t_be_drawn_is_told_where_it_is(copie: Path, trace: str) -> None:
    chemin = copie / "reference" / "traces.parquet"
    table = pd.read_parquet(chemin)
    table.loc[3, "trace"] = trace
    table.to_parquet(chemin, index=False)
    (probleme,) = verifier(copie)
    assert (probleme.fichier, probleme.ligne) == ("reference/traces.parquet", 5)
    assert (probleme.colonne, probleme.valeur) == ("trace", trace)


def test_every_possible_perimeter_has_its_outline(donnees: Donnees) -> None:
    for ligne in rangees(donnees.table("perimetres"), Perimetres):
        assert forme(donnees, ligne["nature"], ligne["code"]) is not None
    assert forme(donnees, "commune", "62999") is None


def test_outlines_are_given_by_hypothesis(donnees: Donnees) -> None:
    perimetres = donnees.table("perimetres")
    formes = contours_des_perimetres(donnees)
    assert set(formes) == set(
        zip(perimetres["territoire_id"], perimetres["hypothese"], strict=True)
    )
    assert {forme["type"] for forme in formes.values()} == {"MultiPolygon"}
    assert len(formes["albigeois-bastides", "a"]["coordinates"]) >= 5


def test_places_lie_in_their_outline(donnees: Donnees) -> None:
    formes = contours_des_perimetres(donnees)
    for ligne in rangees(perimetres_chiffres(donnees), PerimetreChiffre):
        points = [
            point
            for polygone in polygones(formes[ligne["territoire_id"], ligne["hypothese"]])
            for point in polygone[0]
        ]
        assert min(x for x, _ in points) < (ligne["lon"] or 0) < max(x for x, _ in points)
        assert min(y for _, y in points) < (ligne["lat"] or 0) < max(y for _, y in points)


def test_an_outline_that_is_not_there_is_an_error(donnees: Donnees) -> None:
    with pytest.raises(KeyError):
        contours(donnees, "atlantide")


def test_the_sum_of_a_perimeter_is_the_sum_of_its_parts(donnees: Donnees) -> None:
    chiffres = perimetres_chiffres(donnees).set_index(["territoire_id", "hypothese"])
    epci = donnees.table("epci").set_index("siren")
    parties = donnees.table("perimetres")
    siens = parties[parties["territoire_id"] == "albigeois-bastides"]["code"]
    petr = chiffres.loc[("albigeois-bastides", "a"), :]
    assert len(siens) == 5
    assert petr["population"] == sum(int(epci.loc[code, "population"]) for code in siens)
    assert petr["nb_communes"] == sum(int(epci.loc[code, "nb_communes"]) for code in siens)
    assert chiffres.loc[("lomme", "a"), "nb_communes"] == 0
    assert set(chiffres.loc["beauvais", :].index) == {"a", "b"}


def test_places_have_one_row_each(donnees: Donnees) -> None:
    tous = lieux(donnees)
    assert not tous.duplicated(["nature", "code"]).any()
    assert tous.set_index(["nature", "code"]).loc[("commune associée", "59355"), "region"] == "32"


def test_a_missing_population_is_not_a_zero(donnees: Donnees) -> None:
    sans = donnees.table("epci")
    sans.loc[sans["siren"] == "248100497", "population"] = None
    incomplet = Donnees(
        donnees.dossier, "sans", donnees.descripteur, donnees.tables | {"epci": sans}
    )
    chiffres = perimetres_chiffres(incomplet).set_index("territoire_id")
    assert chiffres["population"].isna().loc["albigeois-bastides"]
    assert not chiffres["population"].isna().loc["vimy"]
