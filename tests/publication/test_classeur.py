"""Workbooks, read back with another library: real types, no formula, the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from itertools import pairwise

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.classeurs.modele import LISEZ_MOI
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.references import references
from fabrique_dash.publication.tables import classeur as module
from fabrique_dash.publication.tables.classeur import classeur, jour_ou_texte, nom_de_feuille
from fabrique_dash.publication.tables.lisez_moi import lisez_moi

FAIT_LE = date(2026, 11, 23)
HOSTILES = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SOMME(A1)",
    '=HYPERLINK("https://exemple.fr";"clic")',
    "{=1+1}",
    "https://exemple.fr",
    "mailto:x@exemple.fr",
    "internal:Feuil1!A1",
    "\t=1",
    "_x0041_",
    "a\x01b",
    "<b>&amp;</b>",
    "deux\nlignes",
    "45284",
    "VRAI",
]


def _lire(octets: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(octets))


def _colonne(valeurs: list[object]) -> list[openpyxl.cell.Cell]:
    tableau = pd.DataFrame({"Titre": pd.Series(valeurs, dtype="object")})
    feuille = _lire(classeur({"Table": tableau}, [], fait_le=FAIT_LE))["Table"]
    return [feuille.cell(rang, 1) for rang in range(2, len(valeurs) + 2)]


@pytest.mark.parametrize("texte", HOSTILES)
def test_text_is_read_back_as_the_same_text(texte: str) -> None:
    (case,) = _colonne([texte])
    assert case.data_type == "s" and case.hyperlink is None
    # A control character is written as « _x0001_ », which openpyxl leaves as it is.
    assert texte in (case.value, openpyxl.utils.escape.unescape(case.value))


def test_headers_and_notes_are_text_too() -> None:
    octets = classeur(
        {"=A1": pd.DataFrame({"=1+1": ["x"]})}, [("=1+1", "@x"), ("a", "b")], fait_le=FAIT_LE
    )
    livre = _lire(octets)
    assert livre.sheetnames == [LISEZ_MOI, "=A1"]
    assert livre["=A1"]["A1"].value == "=1+1" and livre["=A1"]["A1"].data_type == "s"
    lignes = [[c.value for c in ligne] for ligne in livre[LISEZ_MOI].iter_rows()]
    assert lignes == [["=1+1", "@x"], ["a", "b"]]
    assert {c.data_type for ligne in livre[LISEZ_MOI].iter_rows() for c in ligne} == {"s"}


@pytest.mark.parametrize(
    ("brut", "lu", "genre"),
    [
        (12, 12, "n"),
        (np.int64(12), 12, "n"),
        (1.5, 1.5, "n"),
        (True, True, "b"),
        (np.bool_(False), False, "b"),
        (date(2021, 10, 15), datetime(2021, 10, 15), "d"),
        (pd.Timestamp("2021-10-15 16:15"), datetime(2021, 10, 15), "d"),
        (date(1850, 1, 2), "1850-01-02", "s"),
        (("a", "b"), "a b", "s"),
        (["a"], "a", "s"),
    ],
)
def test_values_keep_their_types(brut: object, lu: object, genre: str) -> None:
    (case,) = _colonne([brut])
    assert (case.value, case.data_type) == (lu, genre)


@pytest.mark.parametrize("absent", [None, np.nan, pd.NA, pd.NaT, "", float("inf")])
def test_what_is_missing_is_an_empty_cell(absent: object) -> None:
    cases = _colonne([absent, "après"])
    assert [c.value for c in cases] == [None, "après"]


def test_dates_are_shown_the_french_way() -> None:
    (case,) = _colonne([date(2021, 10, 15)])
    assert case.number_format == "dd/mm/yyyy" and case.is_date


def test_a_reduced_date_is_a_day_only_when_it_is_one() -> None:
    assert jour_ou_texte("2021-10-15") == date(2021, 10, 15)
    assert [jour_ou_texte(t) for t in ("2022-02", "2022", "")] == ["2022-02", "2022", ""]


def test_integers_of_a_nullable_column_stay_integers() -> None:
    tableau = pd.DataFrame({"n": pd.array([1, None], dtype="Int64")})
    feuille = _lire(classeur({"T": tableau}, [], fait_le=FAIT_LE))["T"]
    assert [feuille["A2"].value, feuille["A3"].value] == [1, None]


def test_the_same_content_gives_the_same_bytes_with_the_date_of_the_data() -> None:
    tableau = pd.DataFrame({"a": ["x", "y"], "b": [1.5, None], "c": [date(2021, 1, 1), None]})
    premier, second = (classeur({"T": tableau}, [("a", "b")], fait_le=FAIT_LE) for _ in range(2))
    assert premier == second
    proprietes = _lire(premier).properties
    assert proprietes.created == proprietes.modified == datetime(2026, 11, 23)
    with zipfile.ZipFile(io.BytesIO(premier)) as archive:
        assert {piece.date_time for piece in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_header_stays_in_view_and_filters() -> None:
    feuille = _lire(classeur({"T": pd.DataFrame({"a": [1], "b": [2]})}, [], fait_le=FAIT_LE))["T"]
    assert feuille.freeze_panes == "B2" and feuille.auto_filter.ref == "A1:B2"


def test_an_empty_table_keeps_its_headers() -> None:
    octets = classeur(
        {"T": pd.DataFrame(columns=["a", "b"]), "Rien": pd.DataFrame()}, [], fait_le=FAIT_LE
    )
    livre = _lire(octets)
    assert [c.value for c in livre["T"][1]] == ["a", "b"] and livre["T"].max_row == 1
    assert livre["Rien"]["A1"].value is None


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    (case,) = _colonne(["x" * 40_000])
    assert len(case.value) == 32_767 and case.value.endswith("voir le CSV)")


def test_a_table_too_long_for_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIGNES_AU_PLUS", 2)
    with pytest.raises(ValueError, match="3 lignes"):
        classeur({"T": pd.DataFrame({"a": [1, 2, 3]})}, [], fait_le=FAIT_LE)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_names_of_sheets_are_always_acceptable(noms: list[str]) -> None:
    pris: set[str] = set()
    choisis = [nom_de_feuille(nom, pris) for nom in noms]
    assert len({c.lower() for c in choisis}) == len(noms)
    for choisi in choisis:
        assert 1 <= len(choisi) <= 31 and not set(choisi) & set("[]:*?/\\")
        assert not choisi.startswith("'") and not choisi.endswith("'")


def test_names_that_clash_are_numbered() -> None:
    feuilles = {nom: pd.DataFrame({"a": [1]}) for nom in ("Étapes", "étapes", "lisez-moi", "A/B")}
    noms = _lire(classeur(feuilles, [], fait_le=FAIT_LE)).sheetnames
    assert noms == [LISEZ_MOI, "Étapes", "étapes (2)", "lisez-moi (2)", "A B"]


def test_the_notes_say_date_filters_sources_and_licence(vue_finale: Vue) -> None:
    lignes = lisez_moi(
        vue_finale, "Parcours", ["Groupes\u00a0: Nord"], [("Case", "…")], ["S0", "S0"]
    )
    dites = dict(lignes)
    assert jour_long(vue_finale.jour) in dites["Date de référence"]
    assert dites["Filtres"] == "Groupes\u00a0: Nord" and dites["Case"] == "…"
    dite = dites["Source «\u00a0Newsletter n°\u00a01\u00a0»"]
    assert references(vue_finale.donnees)["S0"] in dite and "S0." in dite
    assert "Licence Ouverte" in dites["Licence"] and len(lignes) == len(dites)
    sans = dict(lisez_moi(vue_finale, "Parcours", [], [], []))
    assert sans["Filtres"] == "sans filtre"
    sujets = [sujet for sujet, _ in lignes]
    assert all(a != b for a, b in pairwise(sujets))
