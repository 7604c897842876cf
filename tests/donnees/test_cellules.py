"""Cells: one reading, and what nobody sees in them dealt with at the door."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.donnees.cellules import (
    code_propre,
    ecrire,
    est_une_erreur_de_tableur,
    lire,
    propre,
)
from fabrique_dash.donnees.problemes import Probleme

TYPES = ["string", "integer", "number", "boolean", "date"]
FAMILLE = "👩\u200d👩\u200d👧\ufe0f"


@pytest.mark.parametrize(
    ("texte", "type_champ", "valeur"),
    [
        ("10", "integer", 10),
        ("+7", "integer", 7),
        ("-3", "integer", -3),
        ("12.5", "number", 12.5),
        ("1e3", "number", 1000.0),
        ("VRAI", "boolean", True),
        ("Faux", "boolean", False),
        ("TRUE", "boolean", True),
        ("0", "boolean", False),
        ("2024-02-29", "date", "2024-02-29"),
    ],
)
def test_a_value_is_read(texte: str, type_champ: str, valeur: object) -> None:
    lue = lire(texte, type_champ)
    assert lue == valeur and type(lue) is type(valeur)


@pytest.mark.parametrize(
    ("texte", "type_champ"),
    [
        ("10,0", "integer"),
        ("10.0", "integer"),
        ("1_000", "integer"),
        ("1 000", "integer"),
        ("٣", "integer"),
        ("²", "integer"),
        ("9" * 19, "integer"),
        ("9" * 5000, "integer"),
        ("12,5", "number"),
        ("nan", "number"),
        ("inf", "number"),
        ("1e999", "number"),
        ("oui", "boolean"),
        ("2021-02-30", "date"),
        ("20211015", "date"),
        ("2021-W41-5", "date"),
        ("#NOM?", "string"),
        ("#REF!", "integer"),
    ],
)
def test_another_text_is_refused(texte: str, type_champ: str) -> None:
    with pytest.raises(ValueError):
        lire(texte, type_champ)


@given(st.text(max_size=30), st.sampled_from(TYPES))
def test_what_is_read_is_written_as_it_is_read(texte: str, type_champ: str) -> None:
    code = code_propre(texte)
    try:
        valeur = lire(code, type_champ)
    except ValueError:
        return
    assert lire(ecrire(valeur), type_champ) == valeur


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_text_is_read_once_for_all_and_xml_can_hold_it(texte: str) -> None:
    for nettoyer in (propre, code_propre):
        lu = nettoyer(texte)
        assert nettoyer(lu) == lu
        assert lu == lu.strip()
        sur = lu.replace("&", "").replace("<", "")
        assert ElementTree.fromstring(f"<t>{sur}</t>").text in (sur, None)


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("Titre\x0bcollé d’une diapositive", "Titre collé d’une diapositive"),
        ("a\x00b", "a b"),
        ("un\r\ndeux\rtrois", "un\ndeux\ntrois"),
        ("a\tb", "a b"),
        ("ligne\u2028suivante", "ligne suivante"),
        ("\u00a0\u202f\u200b\ufeff", ""),
        ("\u00a0documenté ", "documenté"),
        (unicodedata.normalize("NFD", "Édito"), "Édito"),
        ("«\u00a0mot\u00a0»", "«\u00a0mot\u00a0»"),
        (f"la {FAMILLE} va", f"la {FAMILLE} va"),
        (FAMILLE, FAMILLE),
    ],
)
def test_a_free_text_at_the_door(texte: str, lu: str) -> None:
    assert propre(texte) == lu


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("10\u00a0", "10"),
        ("non\u00a0documenté", "non documenté"),
        ("W5\u202fW10", "W5 W10"),
        ("45\u200b284", "45284"),
        (unicodedata.normalize("NFD", "déduit"), "déduit"),
        ("\ufeffS0", "S0"),
    ],
)
def test_a_code_at_the_door(texte: str, lu: str) -> None:
    assert code_propre(texte) == lu


def test_the_errors_of_spreadsheets_are_known_and_other_texts_are_not() -> None:
    erreurs = "#NOM? #NAME? #REF! #N/A #VALEUR! #VALUE! #DIV/0! #NUL! #NOMBRE! #NUM! #### Err:502"
    assert all(map(est_une_erreur_de_tableur, erreurs.split()))
    assert not any(map(est_une_erreur_de_tableur, ["#1", "Newsletter #1", "#NOM", "n° #", ""]))


def test_a_message_shows_what_the_eye_does_not_see() -> None:
    def phrase(valeur: str) -> str:
        return Probleme("a.csv", 2, "statut", valeur, "faute", "remède").phrase()

    assert "[U+202E]" in phrase("déduit\u202e")
    assert "v[U+0430]leur" in phrase("vаleur")
    assert "«\u00a0déduît œ\u00a0»" in phrase("déduît œ")
    assert "«\u00a0Ελλάδα\u00a0»" in phrase("Ελλάδα")
