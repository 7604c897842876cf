"""Tables that leave, read back."""

from __future__ import annotations

import csv as lecteur_csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.catalogue import PAR_GROUPE, PROGRAMME
from fabrique_dash.chiffres.tables.carte import territoires_sur_carte
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.ailleurs.chiffres import table_des_chiffres
from fabrique_dash.publication.tables.tableaux import csv, csv_excel, parquet

FORMULES = ["=1+1", "+1", "-1+1", "@SOMME(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"]
TEXTES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@pytest.fixture
def tableau() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "nom": ["Communauté urbaine d’Arras", 'L\u202f; "a", b', "deux\nlignes", "=1+1"],
            "nombre": pd.array([1, None, 3, -4], dtype="Int64"),
            "surface": pd.array([1.5, None, 1234.25, -0.5], dtype="Float64"),
            "mesure": [1.5, None, 3.25, -0.5],
            "melange": [1.5, None, "texte", 2],
            "rangs": [(1, 2), (), (3,), ("a", "b")],
            "certain": pd.array([True, False, None, True], dtype="boolean"),
        }
    )


def _lignes(contenu: bytes, encodage: str, separateur: str) -> list[dict[str, str]]:
    texte = io.StringIO(contenu.decode(encodage), newline="")
    return list(lecteur_csv.DictReader(texte, delimiter=separateur, strict=True))


def test_plain_csv(tableau: pd.DataFrame) -> None:
    contenu = csv(tableau)
    assert not contenu.startswith(b"\xef\xbb\xbf") and b"\r\n" not in contenu
    lignes = _lignes(contenu, "utf-8", ",")
    assert [li["nom"] for li in lignes] == list(tableau["nom"])
    assert [li["nombre"] for li in lignes] == ["1", "", "3", "-4"]
    assert [li["surface"] for li in lignes] == ["1.5", "", "1234.25", "-0.5"]
    assert [li["rangs"] for li in lignes] == ["1 2", "", "3", "a b"]


def test_csv_for_french_excel(tableau: pd.DataFrame) -> None:
    contenu = csv_excel(tableau)
    assert contenu.startswith(b"\xef\xbb\xbf") and not contenu[3:].startswith(b"\xef\xbb\xbf")
    lignes = _lignes(contenu, "utf-8-sig", ";")
    assert [li["nom"] for li in lignes] == [*tableau["nom"][:3], "'=1+1"]
    for colonne in ("surface", "mesure", "melange"):
        assert lignes[0][colonne] == "1,5", colonne
    assert [li["surface"] for li in lignes] == ["1,5", "", "1234,25", "-0,5"]
    assert [li["nombre"] for li in lignes] == ["1", "", "3", "-4"]


@pytest.mark.parametrize("formule", FORMULES)
def test_a_spreadsheet_runs_no_formula(formule: str) -> None:
    tableau = pd.DataFrame({"nom": [formule], "rangs": [(formule, "b")]})
    (ligne,) = _lignes(csv_excel(tableau), "utf-8-sig", ";")
    sans_retour = formule.replace("\r", "\n")
    assert ligne["nom"] == f"'{sans_retour}"
    assert ligne["rangs"].startswith("'")
    (intacte,) = _lignes(csv(tableau), "utf-8", ",")
    assert intacte["nom"] == sans_retour


def test_a_column_name_is_no_formula_either() -> None:
    entete = csv_excel(pd.DataFrame({"=1+1": ["a"]})).decode("utf-8-sig").splitlines()[0]
    assert entete == "'=1+1"


@given(st.lists(TEXTES, min_size=1, max_size=6))
def test_any_text_comes_back(textes: list[str]) -> None:
    tableau = pd.DataFrame({"texte": textes, "rang": range(len(textes))})
    assert [li["texte"] for li in _lignes(csv(tableau), "utf-8", ",")] == textes
    for ligne, texte in zip(_lignes(csv_excel(tableau), "utf-8-sig", ";"), textes, strict=True):
        assert ligne["texte"].removeprefix("'") == texte.removeprefix("'")
        assert not ligne["texte"].startswith(("=", "+", "-", "@"))


def test_parquet_keeps_the_types(tableau: pd.DataFrame) -> None:
    lu = pd.read_parquet(io.BytesIO(parquet(tableau)))
    for colonne in ("nom", "nombre", "surface", "mesure", "certain"):
        pd.testing.assert_series_equal(lu[colonne], tableau[colonne])
    assert list(lu["rangs"]) == ["1 2", "", "3", "a b"]


def test_writing_does_not_change_the_table(tableau: pd.DataFrame) -> None:
    avant = tableau.copy(deep=True)
    for ecrire in (csv, csv_excel, parquet):
        ecrire(tableau)
    pd.testing.assert_frame_equal(tableau, avant)


def test_an_empty_table_keeps_its_header() -> None:
    vide = pd.DataFrame({"nom": pd.Series(dtype="str"), "nombre": pd.Series(dtype="Int64")})
    assert csv(vide) == b"nom,nombre\n"
    assert csv_excel(vide).decode("utf-8-sig") == "nom;nombre\n"
    assert list(pd.read_parquet(io.BytesIO(parquet(vide))).columns) == ["nom", "nombre"]


def test_the_territories_can_leave(vue_finale: Vue) -> None:
    territoires = territoires_sur_carte(vue_finale)
    for contenu, encodage, separateur in (
        (csv(territoires), "utf-8", ","),
        (csv_excel(territoires), "utf-8-sig", ";"),
    ):
        lignes = _lignes(contenu, encodage, separateur)
        assert len(lignes) == 10
        assert not any("nan" in ligne.values() or "<NA>" in ligne.values() for ligne in lignes)
    assert len(pd.read_parquet(io.BytesIO(parquet(territoires)))) == 10


def test_figures_leave_with_their_metadata(vue_finale: Vue) -> None:
    valeurs = [f(vue_finale) for f in PROGRAMME.values()]
    valeurs += [f(vue_finale, g) for g in vue_finale.groupes["id"] for f in PAR_GROUPE.values()]
    table = table_des_chiffres(vue_finale.donnees, valeurs)
    assert list(table["id"]) == [c.id for c in valeurs]
    assert list(table["phrase"]) == [c.phrase() for c in valeurs]
    lignes = _lignes(csv(table), "utf-8", ",")
    assert all(c.startswith(("Source\u00a0: ", "Sources\u00a0: ")) for c in table["citation"])
    for ligne, chiffre in zip(lignes, valeurs, strict=True):
        assert ligne["date_reference"] == date(2022, 12, 31).isoformat()
        assert all(ligne[nom] for nom in ("definition", "perimetre", "statut", "sources", "unite"))
        attendu = None if chiffre.minimum is None else float(chiffre.minimum)
        assert (float(ligne["minimum"]) if ligne["minimum"] else None) == pytest.approx(attendu)
        assert bool(ligne["valeur"]) == chiffre.exact
    assert len(pd.read_parquet(io.BytesIO(parquet(table)))) == len(valeurs)


def test_no_figure_makes_an_empty_table(vue_finale: Vue) -> None:
    assert table_des_chiffres(vue_finale.donnees, []).empty
