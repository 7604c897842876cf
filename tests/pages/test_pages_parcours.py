"""The page Parcours: filters, step, comparison, workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.donnees.classeurs.modele import LISEZ_MOI
from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.donnees.rangees import rangees
from tests.pages.session import (
    Valeurs,
    adresse,
    contenu,
    donnees_servies,
    fichiers_de,
    html_de,
    la_vue,
    ouverte,
    tout_le_texte,
)
from tests.paquets import changer_ou

pytestmark = pytest.mark.matrice


def _classeur(parametres: Valeurs) -> openpyxl.Workbook:
    assert not ouverte("parcours", parametres).exception
    (classeur,) = [f for f in fichiers_de("parcours", parametres) if f.nom.endswith(".xlsx")]
    return openpyxl.load_workbook(io.BytesIO(contenu(classeur)))


def _matrice(page: str) -> str:
    return page.split("tp-matrice")[1].split("</table>")[0]


def test_the_matrix_has_a_linked_row_per_territory_and_a_word_per_cell() -> None:
    matrice = _matrice(html_de(ouverte("parcours")))
    vue = la_vue()
    for t in vue.territoires["id"]:
        assert f"territoires?territoire={t}" in matrice
    for e in vue.etapes["id"]:
        assert f"parcours?etape={e}" in matrice
    assert matrice.count("<td>") == len(vue.territoires) * len(vue.etapes)
    assert matrice.count("<td>—\u00a0non documenté</td>") == 69
    assert matrice.count("\u00a0franchie</b>") == matrice.count("tp-case") == 11


def test_what_to_look_at_comes_before_the_matrix() -> None:
    page = html_de(ouverte("parcours"))
    assert 0 < page.index("tp-signaux") < page.index("tp-matrice")


def test_a_step_opens_from_the_address() -> None:
    session = ouverte("parcours", {"etape": "choix-projet"})
    etape = rangees(la_vue().etapes.query("id == 'choix-projet'"))[0]
    assert etape["description"] in tout_le_texte(session)
    assert "etape=choix-projet" in adresse(session)
    assert etape["description"] not in tout_le_texte(ouverte("parcours"))


def test_a_step_that_is_not_known_yet_opens_nothing() -> None:
    session = ouverte("parcours", {"etape": "cloture"})
    assert not session.exception and "etape=" not in adresse(session)


def test_a_group_narrows_the_whole_page() -> None:
    nom = str(la_vue().groupes.set_index("id").loc["centre", "nom"])
    page = html_de(ouverte("parcours", {"groupes": [nom]}))
    assert "territoire=vimy" not in page and "territoire=saint-jean-de-braye" in page


def test_links_to_steps_keep_the_filters() -> None:
    session = ouverte("parcours", {"date": "2022-03-31", "groupes": ["Nord", "Centre"]})
    matrice = _matrice(html_de(session))
    assert "parcours?etape=cadre&amp;date=2022-03-31&amp;groupes=nord%2Ccentre" in matrice


def test_a_step_told_of_all_says_so() -> None:
    assert "Franchie, dit de tous sans les nommer" in html_de(
        ouverte("parcours", {"etape": "choix-projet"})
    )


def test_days_without_news_can_be_changed() -> None:
    ordinaire, patiente = (ouverte("parcours", p) for p in ({}, {"sans-nouvelle": "1000"}))
    assert "288 jours sans nouvelle" in tout_le_texte(ordinaire).replace("\u00a0", " ")
    texte = tout_le_texte(patiente).replace("\u00a0", " ")
    assert "288 jours sans nouvelle" not in texte
    assert "Aucune nouvelle datée ne le nomme." in texte
    assert "sans-nouvelle=1000" in adresse(patiente)


@pytest.mark.parametrize("hostile", ["0", "-5", "3651", "1e3", "9" * 5000, "<b>", ""])
def test_a_wrong_number_of_days_is_left_aside(hostile: str) -> None:
    session = ouverte("parcours", {"sans-nouvelle": hostile})
    assert not session.exception and "sans-nouvelle" not in adresse(session)
    assert session.number_input[0].value == 90


def test_two_dates_are_compared() -> None:
    session = ouverte("parcours", {"depuis": "2021-11-14", "date": "2022-01-31"})
    texte = tout_le_texte(session)
    assert f"Depuis le {jour_long(date(2021, 11, 14))}" in texte
    assert "Ce qui a été tenu" in texte and "Ce qui a glissé" in texte
    assert "Poursuite de l’imprégnation du nouveau cadre" in texte
    assert "depuis=2021-11-14" in adresse(session)


@pytest.mark.parametrize(
    "hostile",
    ["2022-01-31", "2023-01-01", "2021-02-30", "0001-01-01", "20211114", "hier", "<b>", ""],
)
def test_a_wrong_earlier_date_is_left_aside(hostile: str) -> None:
    session = ouverte("parcours", {"depuis": hostile, "date": "2022-01-31"})
    assert not session.exception and "depuis" not in adresse(session)
    assert "Choisissez une date plus ancienne" in tout_le_texte(session)


def test_quick_choices_keep_the_other_filters() -> None:
    page = html_de(ouverte("parcours", {"date": "2022-03-31", "etape": "cadre"}))
    for jour in ("2022-02-28", "2021-12-31", "2021-10-15"):
        assert f"depuis={jour}" in page
    rapides = page.split("Choix rapides")[1].split("</p>")[0]
    assert rapides.count("etape=cadre") == rapides.count("date=2022-03-31") == 3


@pytest.mark.parametrize("jour", ["2021-10-14", "2021-11-20", "2022-02-28", "2022-08-29"])
def test_no_step_and_no_disagreement_comes_from_the_future(jour: str) -> None:
    vue = la_vue(date.fromisoformat(jour))
    page = tout_le_texte(ouverte("parcours", {"date": jour, "depuis": "2018-06-01"}))
    for table, colonne, visibles in (
        ("etapes", "description", vue.etapes),
        ("divergences", "ce_que_disent", vue.divergences),
        ("divergences", "sujet", vue.divergences),
    ):
        for ligne in rangees(donnees_servies().table(table)):
            if ligne["id"] not in set(visibles["id"]):
                assert ligne[colonne] not in page, ligne["id"]


def test_the_workbook_holds_what_the_page_shows() -> None:
    livre = _classeur({"depuis": "2021-11-14", "date": "2022-08-29"})
    assert livre.sheetnames == [
        LISEZ_MOI,
        "À regarder d’abord",
        "Territoires × étapes",
        "Cases",
        "Étapes",
        "Chiffres",
        "Changements",
    ]
    notes = {r[0]: r[1] for r in livre[LISEZ_MOI].iter_rows(values_only=True)}
    assert jour_long(date(2022, 8, 29)) in notes["Date de référence"]
    assert jour_long(date(2021, 11, 14)) in notes["Filtres"]
    assert "Licence Ouverte" in notes["Licence"]
    assert "Source «\u00a0Newsletter n°\u00a04\u00a0»" in notes
    assert notes["Cases non documentées"]
    matrice = list(livre["Territoires × étapes"].iter_rows(values_only=True))
    assert len(matrice) == 11 and matrice[0][:3] == ("Territoire", "Groupe", "Lancement")
    assert matrice[1][2] == "franchie" and matrice[2][2] == "non documenté"
    assert livre["Cases"].max_row == 81


def test_the_workbook_has_real_numbers_and_dates() -> None:
    livre = _classeur({})
    cases = livre["Cases"]
    tetes = [c.value for c in cases[1]]
    assert cases.cell(2, tetes.index("Date") + 1).is_date
    valeurs = livre["Chiffres"]["B"][1:]
    assert {c.data_type for c in valeurs} == {"n"}
    assert "Changements" not in livre.sheetnames


def test_the_workbook_opens_when_nothing_is_known() -> None:
    livre = _classeur({"date": "2018-01-01"})
    assert livre["Cases"].max_row == 1


def test_data_that_look_like_formulas_stay_text(
    nouvelle_copie: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = nouvelle_copie()
    changer_ou(dossier, "etapes", "lancement", libelle="=1+1", description="@SOMME(A1)")
    changer_ou(dossier, "territoires", "vimy", nom="+33 Vimy")
    changer_ou(dossier, "divergences", "reynes", sujet="-2+3")
    monkeypatch.setenv(VARIABLE, str(dossier))
    livre = _classeur({})
    cases = [c for feuille in livre.worksheets for ligne in feuille.iter_rows() for c in ligne]
    assert "f" not in {c.data_type for c in cases}
    assert {"=1+1", "@SOMME(A1)", "+33 Vimy", "-2+3"} <= {c.value for c in cases}


def test_the_follow_up_note_is_one_click_away_and_compares_as_the_page_does() -> None:
    parametres = {"date": "2022-01-31", "depuis": "2021-11-30"}
    page = html_de(ouverte("parcours", parametres))
    for forme in ("pdf", "docx"):
        assert f'href="notes/suivi.{forme}?date=2022-01-31&amp;depuis=2021-11-30"' in page
    assert "comparée au 30\u00a0novembre 2021\u00a0:" in page
    sans = html_de(ouverte("parcours", {"date": "2022-01-31"}))
    assert "comparée au 31\u00a0décembre 2021\u00a0:" in sans  # a month earlier
    (word,) = [f for f in fichiers_de("parcours", parametres) if f.nom.endswith(".docx")]
    assert word.nom == "territoires-pilotes_note-de-suivi_2022-01-31.docx"
    dits = [p.text for p in Document(io.BytesIO(contenu(word))).paragraphs]
    assert "Ce qui a changé depuis le 30\u00a0novembre 2021" in dits
