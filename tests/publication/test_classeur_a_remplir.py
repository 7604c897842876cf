"""The workbook to fill, as a spreadsheet opens it: texts that stay, lists, a row of names."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from fabrique_dash.donnees.classeurs.modele import LISEZ_MOI, LISTES
from fabrique_dash.donnees.descripteur import Champ, Table
from fabrique_dash.publication.tables.classeur_a_remplir import (
    AFeuille,
    choix_fermes,
    classeur_a_remplir,
)

CHAMPS = (
    Champ("id", "string", "Identifiant", "", "", {"pattern": "^[a-z]+$"}),
    Champ("code", "string", "Code", "", "", {"pattern": "^[0-9]{5}$"}),
    Champ("etat", "string", "État", "", "", {"enum": ["prévue", "franchie"]}),
    Champ("ordre", "integer", "Ordre", "", "", {}),
    Champ("vu", "boolean", "Vu", "", "", {}),
    Champ("lien", "string", "Lien", "", "", {}),
)
TABLE = Table("etapes", "Étapes: du parcours", "", "etapes.csv", CHAMPS, ("id",), (), {})


def test_a_workbook_to_fill_keeps_codes_and_shows_what_may_be_chosen() -> None:
    rangee = {"id": "a", "code": "01004", "ordre": "12", "vu": "true", "lien": "=1+1"}
    choix = {c.nom: choix_fermes(c) for c in CHAMPS} | {"lien": ["b", "c"]}
    feuille = AFeuille(TABLE, [rangee, {"id": "b", "ordre": "007"}], choix, frozenset({"etat"}))
    octets = classeur_a_remplir([feuille], [("Sujet", "Texte")], date(2026, 1, 2))
    livre = openpyxl.load_workbook(io.BytesIO(octets))
    assert livre.sheetnames == [LISEZ_MOI, "Étapes  du parcours", LISTES]
    assert livre[LISTES].sheet_state == "hidden"
    lue = livre.worksheets[1]
    assert [c.value for c in lue[1]] == [c.titre for c in CHAMPS]
    assert [c.value for c in lue[2]] == [c.nom for c in CHAMPS] and lue.row_dimensions[2].hidden
    assert [c.value for c in lue[3]] == ["a", "01004", None, 12, "true", "=1+1"]
    assert lue["D4"].value == "007"  # it would come back as 7
    assert {lue[f"{c}3"].data_type for c in "ABEF"} == {"s"}  # text, and no formula
    assert lue["B3"].number_format == "@"
    assert lue.column_dimensions["A"].number_format == "@"  # of what is typed under the rows too
    regles = {str(r.sqref).split(":")[0]: r for r in lue.data_validations.dataValidation}
    assert set(regles) == {"C3", "E3", "F3"} and regles["C3"].formula1 == f"'{LISTES}'!$A$1:$A$2"
    assert [c.value for c in livre[LISTES]["A"]] == ["prévue", "franchie"]
    assert (regles["C3"].errorStyle or "stop", regles["F3"].errorStyle) == ("stop", "warning")
