"""Points on the worksheet: written in the same file, read back, merged, refused in French."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.publication.tables.feuille_de_route import ETATS, comptes, ecrire, lire, nettoyer
from fabrique_dash.publication.tables.points_de_la_feuille import (
    POINTS_MAXIMUM,
    SORTES,
    Case,
    date_valable,
    faute,
    nouveau,
    points,
    reunir,
    sorte_de,
)
from tests.francais import fautes_de_typographie

TITRES = {f"E1-{n}": f"Balise 1.{n}" for n in range(1, 7)}
ENTETE = "balise;titre;etat;note;date"

dates = st.dates(min_value=date(1900, 1, 1)).map(lambda d: d.isoformat())
mots = st.text(max_size=40).map(nettoyer).filter(bool)
identifiants = st.builds("{}-{}".format, st.sampled_from(list(SORTES)), st.integers(1, 30))
feuilles = st.dictionaries(identifiants, st.builds(Case, st.just(""), mots, dates), max_size=9)


def test_a_sheet_holds_its_points_after_its_balises() -> None:
    feuille = {"bascule-1": Case("", "=un", "2022-03"), "E1-1": Case("acquis")}
    lignes = list(
        csv.reader(io.StringIO(ecrire(feuille, TITRES).decode("utf-8-sig")), delimiter=";")
    )
    assert ";".join(lignes[0]) == ENTETE
    assert lignes[-1] == ["bascule-1", "Point de bascule", "", "'=un", "2022-03"]
    assert lire("f.csv", ecrire(feuille, TITRES), TITRES) == (feuille, [])


@given(feuilles)
def test_points_that_are_written_are_read_back(feuille: dict[str, Case]) -> None:
    feuille = {i: c for i, c in feuille.items() if date_valable(c.date)}
    assert lire("f.csv", ecrire(feuille, TITRES), TITRES) == (feuille, [])


@pytest.mark.parametrize(
    ("ligne", "colonne", "dit"),
    [
        ("bascule-1;;;un mot;", "date", "un point a une date"),
        ("bascule-1;;;un mot;2022-13", "date", "un point a une date"),
        ("rupture-2;;acquis;un mot;2022", "etat", "pas d’état"),
        ("convergence-1;;;;2022", "note", "en quelques mots"),
        ("E1-1;;;un mot;2022", "date", "une balise n’a pas de date"),
        ("tournant-1;;;un mot;2022", "balise", "référentiel"),
        ("bascule-0;;;un mot;2022", "balise", "référentiel"),
    ],
)
def test_a_row_that_is_no_point_is_refused_in_french(ligne: str, colonne: str, dit: str) -> None:
    feuille, problemes = lire("f.csv", f"{ENTETE}\n{ligne}".encode(), TITRES)
    assert feuille == {}
    assert [(p.ligne, p.colonne) for p in problemes] == [(2, colonne)]
    assert dit in problemes[0].probleme and fautes_de_typographie(problemes[0].phrase()) == []


def test_there_is_an_end_to_points() -> None:
    lignes = [f"bascule-{n};;;mot {n};2022" for n in range(1, POINTS_MAXIMUM + 2)]
    pleine, _ = lire("f.csv", "\n".join([ENTETE, *lignes[:-1]]).encode(), TITRES)
    assert len(pleine) == POINTS_MAXIMUM
    assert str(POINTS_MAXIMUM) in faute(pleine, "bascule", "2022", "un de plus")
    refusee, problemes = lire("f.csv", "\n".join([ENTETE, *lignes]).encode(), TITRES)
    assert refusee == {} and problemes[0].ligne == POINTS_MAXIMUM + 2


def test_points_are_in_order_of_date_and_are_no_score() -> None:
    feuille = {
        "rupture-1": Case("", "après", "2022"),
        "bascule-2": Case("", "avant", "2021-12-31"),
        "E1-1": Case("acquis", "une note"),
    }
    assert list(points(feuille)) == ["bascule-2", "rupture-1"]
    assert comptes(feuille) == {etat: int(etat == "acquis") for etat in ETATS}
    assert nouveau(feuille, "bascule") == "bascule-3" and nouveau(feuille, "convergence")


def test_a_file_adds_its_points_and_never_twice() -> None:
    ici = {"bascule-1": Case("", "ici", "2021"), "E1-1": Case("acquis", "ici")}
    lue = {
        "bascule-1": Case("", "du fichier", "2022"),
        "bascule-2": Case("", "ici", "2021"),
        "E1-1": Case("", "du fichier"),
    }
    ensemble = reunir(ici, lue)
    assert ensemble == {
        "bascule-1": Case("", "ici", "2021"),
        "bascule-2": Case("", "du fichier", "2022"),
        "E1-1": Case("acquis", "du fichier"),
    }
    assert reunir(ensemble, lue) == ensemble and ici["E1-1"] == Case("acquis", "ici")


@pytest.mark.parametrize(
    ("texte", "valable"),
    [("2022", True), ("2022-03", True), ("2024-02-29", True), ("2023-02-29", False)]
    + [(t, False) for t in ("", "22", "1899", "2100", "2022-3", "15/03/2022", "2022-00", "٢٠٢٢")],
)
def test_dates_are_reduced_iso_dates(texte: str, valable: bool) -> None:
    assert date_valable(texte) is valable
    assert sorte_de(texte) == ""
