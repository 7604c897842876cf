"""What people's programs write in a workbook or a CSV, and what is read of it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from secrets import token_hex
from typing import Any

import pandas as pd
import pytest

from fabrique_dash.donnees import atelier as ateliers
from fabrique_dash.donnees.classeurs import a_part
from fabrique_dash.donnees.classeurs.archive import ENTREES_AU_PLUS
from fabrique_dash.donnees.classeurs.modele import LISTES, Accident, Cache, FichierRefuse, lettre
from fabrique_dash.donnees.classeurs.valeurs import est_la_meme, valeur_du_paquet
from fabrique_dash.donnees.descripteur import Champ
from fabrique_dash.publication.tables.tableaux import csv_excel
from tests.classeurs import archive_de, changee, lire, xlsx

JOUR = "^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def _champ(type_: str = "string", **contraintes: Any) -> Champ:
    return Champ("c", type_, "C", "", "", contraintes)


def _cases(nom: str, octets: bytes) -> list[tuple[int, tuple[str, ...]]]:
    (feuille,) = lire(nom, octets).feuilles
    return [(r.ligne, r.cases) for r in feuille.rangees]


def test_numbers_days_and_booleans_come_out_as_they_show() -> None:
    rangee = [12, 12.0, 0.1 + 0.2, True, date(2021, 10, 15), datetime(2021, 10, 15, 9, 30)]

    def changer(livre: Any) -> None:
        feuille = livre.active
        for colonne, forme in (
            ("A", "mmm\\-yy"),
            ("B", "yyyy"),
            ("C", '[$-40C]d "mois" mmmm yyyy'),
        ):
            feuille[f"{colonne}3"] = date(2021, 10, 1)
            feuille[f"{colonne}3"].number_format = forme
        feuille["D3"] = time(18, 5)

    octets = xlsx({"A": [rangee]}, changer)
    assert _cases("a.xlsx", octets) == [
        (1, ("12", "12", "0.3", "true", "2021-10-15", "2021-10-15 09:30")),
        (3, ("2021-10", "2021", "2021-10-01", "18:05")),
    ]


def test_what_is_hidden_is_not_read_and_is_told() -> None:
    def changer(livre: Any) -> None:
        livre["B"].sheet_state = "hidden"
        livre["A"]["B2"] = "=A1*2"
        livre["A"].merge_cells("C1:D2")

    octets = xlsx({"A": [[1], [2]], "B": [[2]], LISTES: [[3]]}, changer)
    sans_adresses = changee(octets, {"xl/worksheets/sheet1.xml": _sans_adresses})
    for lu in (lire("a.xlsx", octets), lire("a.xlsx", sans_adresses)):
        assert [f.nom for f in lu.feuilles] == ["A"] and lu.cachees == ("B",)
        assert set(lu.feuilles[0].accidents) == {
            Accident(2, 1, 1, Cache.FORMULE, "B2"),
            Accident(1, 2, 3, Cache.FUSION, "C1:D2"),
        }


def _sans_adresses(partie: bytes) -> bytes:
    """Write a sheet as programmes do that give no address to rows and cells."""
    return re.sub(b' r="[A-Z0-9]+"', b"", partie)


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_a_csv_of_a_french_spreadsheet_is_read(encodage: str, separateur: str) -> None:
    lignes = ["Identifiant;État;Note", "", ";;", 'a;en cours;"sur\r\ndeux"', "b;prévue;€"]
    octets = "\r\n".join(lignes).replace(";", separateur).encode(encodage)
    assert _cases("Avancement.csv", octets) == [
        (1, ("Identifiant", "État", "Note")),
        (4, ("a", "en cours", "sur\r\ndeux")),
        (6, ("b", "prévue", "€")),
    ]


def test_a_csv_that_was_downloaded_twice_keeps_its_name() -> None:
    for nom in ("Thèmes.csv", "Thèmes (1).csv", "Thèmes - Copie (2).CSV", "Thèmes(3).csv"):
        (feuille,) = lire(nom, b"id;nom\na;b\n").feuilles
        assert (feuille.nom, feuille.ou) == ("Thèmes", nom)


def test_the_lines_of_a_csv_are_those_that_the_person_sees() -> None:
    assert _cases("a.csv", b"sep=;\r\n\r\nid;nom\r\na;b,c\r\n") == [
        (3, ("id", "nom")),
        (4, ("a", "b,c")),
    ]
    with pytest.raises(FichierRefuse) as refus:
        lire("a.csv", b'sep=;\nid;nom\na;"b')
    assert refus.value.problemes[0].ligne == 3


def test_the_line_breaks_that_people_paste_are_no_fault() -> None:
    assert _cases("a.xlsx", xlsx({"A": [["un_x000D_\ndeux_x000b_trois"]]})) == [
        (1, ("un\r\ndeux\x0btrois",)),
    ]
    assert _cases("a.csv", b"id;nom\na;b\x0bc\n")[1] == (2, ("a", "b\x0bc"))


def test_our_own_csv_for_excel_comes_back_as_it_left() -> None:
    tableau = pd.DataFrame({"id": ["a"], "note": ["- d’abord"], "nombre": [1.5]})
    assert _cases("themes.csv", csv_excel(tableau))[1] == (2, ("a", "- d’abord", "1,5"))


@pytest.mark.parametrize(
    ("champ", "texte", "attendu"),
    [
        (_champ(pattern=JOUR), "15/10/2021", "2021-10-15"),
        (_champ(pattern=JOUR), "10/2021", "2021-10"),
        (_champ(pattern=JOUR), "1/9/2021", "2021-09-01"),
        (_champ(pattern=JOUR), "2021", "2021"),
        (_champ(pattern=JOUR), "31/02/2021", "31/02/2021"),  # no such day: told, not mended
        (_champ(pattern=JOUR), "15/10/21", "15/10/21"),
        (_champ(pattern=JOUR), "15/10/2021 environ", "15/10/2021 environ"),
        (_champ("date"), "15/10/2021", "2021-10-15"),
        (_champ("number"), "1 234,5", "1234.5"),
        (_champ("number"), "1\u202f234", "1234"),
        (_champ("number"), "1.5", "1.5"),
        (_champ("integer"), "1,234,5", "1,234,5"),
        (_champ("boolean"), "VRAI", "true"),
        (_champ("boolean"), "oui", "oui"),
        (_champ(pattern="^[0-9]{5}$"), "1004", "1004"),  # nobody knows that it had a zero
        (_champ(pattern="^[0-9]{5}$"), " 01004\u200b", "01004"),
        (_champ(), " le 15/10/2021 ", "le 15/10/2021"),
    ],
)
def test_what_has_one_meaning_is_put_as_the_package_writes_it(
    champ: Champ, texte: str, attendu: str
) -> None:
    assert valeur_du_paquet(champ, texte) == attendu


def test_one_value_written_twice_is_one_value() -> None:
    assert est_la_meme(_champ("number"), "1.50", "1.5")
    assert not est_la_meme(_champ("number"), "1.5", "environ 1.5")
    assert est_la_meme(
        _champ(), "Fini\u202f? 🚀 ➡️", "Fini?? ?? ??"
    )  # as a CSV in Windows-1252 says it
    assert est_la_meme(_champ(), "n°\u00a01\u202f; 🚀", "n°\u00a01?; ?")
    assert not est_la_meme(_champ(), "Fini.", "Fini?")
    assert not est_la_meme(_champ(), "\u202f?" * 2_000 + "a", "?" * 5_000 + "b")  # and soon said
    assert not est_la_meme(_champ(), "1.50", "1.5") and not est_la_meme(_champ("number"), "", "0")


def test_columns_are_named_as_a_spreadsheet_does() -> None:
    assert [lettre(rang) for rang in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_as_many_parts_as_a_workbook_has_are_no_fault() -> None:
    with pytest.raises(FichierRefuse, match="pas un classeur"):
        lire("a.xlsx", archive_de(ENTREES_AU_PLUS))


def test_a_file_is_read_by_a_process_of_its_own_that_takes_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    octets = xlsx({"A": [["é", 1]]})
    lu = a_part.lire_le_fichier("a.xlsx", octets)
    assert [r.cases for r in lu.feuilles[0].rangees] == [("é", "1")]
    assert ateliers.atelier_des_fichiers()._processus is None  # it ended with the file
    monkeypatch.setattr(a_part, "MEMOIRE", 2**20)
    with pytest.raises(FichierRefuse, match="trop de temps ou de mémoire"):
        a_part.lire_le_fichier("a.xlsx", xlsx({"A": [[token_hex(15_000)] for _ in range(100)]}))
