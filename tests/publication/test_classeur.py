"""Workbooks, read back with another library."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd

from fabrique_dash.publication.classeur import classeur

TABLE = pd.DataFrame(
    {
        "texte": ["=1+1", "@SUM(A1)", "http://exemple.fr", ""],
        "nombre": pd.array([1, None, 3, 4], dtype="Int64"),
        "vrai": pd.array([True, False, None, True], dtype="boolean"),
    }
)


def _ouvrir(octets: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(octets))


def test_values_keep_their_types_and_absent_ones_stay_empty() -> None:
    feuille = _ouvrir(classeur({"t": TABLE}, [("Licence", "libre")]))["t"]
    assert list(feuille.values) == [
        ("texte", "nombre", "vrai"),
        ("=1+1", 1, True),
        ("@SUM(A1)", None, False),
        ("http://exemple.fr", 3, None),
        (None, 4, True),
    ]
    assert feuille["A2"].data_type == "s"
    assert feuille["A4"].hyperlink is None


def test_the_first_sheet_says_what_the_others_are() -> None:
    livre = _ouvrir(classeur({"t": TABLE}, [("Licence", "libre"), ("Source", "S0")]))
    assert livre.sheetnames == ["Lisez-moi", "t"]
    assert dict(livre["Lisez-moi"].values) == {"Licence": "libre", "Source": "S0"}


def test_names_of_sheets_are_made_possible_and_different() -> None:
    noms = ["a/b:c*d?e[f]'", "x" * 40, "X" * 40, "", "lisez-moi"]
    livre = _ouvrir(classeur({n: TABLE for n in noms}, []))
    assert len(livre.sheetnames) == 6
    assert len({n.lower() for n in livre.sheetnames}) == 6
    assert all(len(n) <= 31 for n in livre.sheetnames)


def test_a_cell_too_long_for_excel_is_cut_not_lost() -> None:
    longue = pd.DataFrame({"texte": ["é" * 40_000]})
    feuille = _ouvrir(classeur({"t": longue}, []))["t"]
    assert len(str(feuille["A2"].value)) == 32_767


def test_the_same_content_gives_the_same_bytes() -> None:
    assert classeur({"t": TABLE}, [("a", "b")]) == classeur({"t": TABLE.copy()}, [("a", "b")])
