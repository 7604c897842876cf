"""French typography of numbers, dates and counts."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.noyau.typographie import (
    compte,
    date_reduite,
    enumeration,
    guillemets,
    heure,
    jour_long,
    mois_long,
    nombre,
    periode,
    pluriel,
    premiere_phrase,
)

MOIS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"]
MOIS += ["septembre", "octobre", "novembre", "décembre"]
JOURS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("valeur", "decimales", "attendu"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1\u202f000"),
        (34969, 0, "34\u202f969"),
        (1234567, 0, "1\u202f234\u202f567"),
        (3.5, 1, "3,5"),
        (3.0, 1, "3"),
        (1234.56, 1, "1\u202f234,6"),
        (-5, 0, "-5"),
    ],
)
def test_numbers(valeur: float, decimales: int, attendu: str) -> None:
    assert nombre(valeur, decimales) == attendu


@given(st.integers(0, 10**12))
def test_a_number_keeps_its_digits(valeur: int) -> None:
    texte = nombre(valeur)
    assert int(texte.replace("\u202f", "")) == valeur
    assert all(len(groupe) == 3 for groupe in texte.split("\u202f")[1:])
    assert not re.search(r"[ \u00a0.,]", texte)


@pytest.mark.parametrize(
    ("quantite", "singulier", "attendu"),
    [
        (0, "séance", "séance"),
        (1, "séance", "séance"),
        (1.5, "séance", "séance"),
        (2, "séance", "séances"),
        (2, "mois", "mois"),
        (3, "prix", "prix"),
        (2, "nez", "nez"),
    ],
)
def test_plurals(quantite: float, singulier: str, attendu: str) -> None:
    assert pluriel(quantite, singulier) == attendu


def test_a_given_plural_is_used() -> None:
    assert pluriel(2, "chantier national", "chantiers nationaux") == "chantiers nationaux"
    assert pluriel(0, "chantier national", "chantiers nationaux") == "chantier national"


@given(st.integers(0, 10**6))
def test_a_count_is_one_word_that_never_breaks(quantite: int) -> None:
    texte = compte(quantite, "territoire")
    assert " " not in texte
    assert texte.endswith("\u00a0territoires" if quantite >= 2 else "\u00a0territoire")


@given(JOURS)
def test_days(jour: date) -> None:
    numero, _, reste = jour_long(jour).partition("\u00a0")
    assert numero == ("1er" if jour.day == 1 else str(jour.day))
    assert reste == mois_long(jour) == f"{MOIS[jour.month - 1]} {jour.year}"


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("", "date non documentée"),
        ("2022", "2022"),
        ("2021-10", "octobre 2021"),
        ("2021-10-15", "15 octobre 2021"),
        ("2021-11-01", "1er novembre 2021"),
    ],
)
def test_reduced_dates_are_as_precise_as_they_are_known(texte: str, attendu: str) -> None:
    assert date_reduite(texte).replace("\u00a0", " ") == attendu


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2021-11-17", "2021-11-18", "17 et 18 novembre 2021"),
        ("2020-09-10", "2020-09-12", "du 10 au 12 septembre 2020"),
        ("2021-11-01", "2021-11-02", "1er et 2 novembre 2021"),
        ("2021-11-01", "2021-11-03", "du 1er au 3 novembre 2021"),
        ("2021-10-31", "2021-11-01", "31 octobre 2021 et 1er novembre 2021"),
        ("2022-09-01", "2024-06-30", "du 1er septembre 2022 au 30 juin 2024"),
        ("2018-09", "2019-03", "de septembre 2018 à mars 2019"),
        ("2021-10", "2022-04", "d’octobre 2021 à avril 2022"),
        ("2021-08", "2021-09", "d’août 2021 à septembre 2021"),
        ("2021-04", "2021-09", "d’avril 2021 à septembre 2021"),
        ("2021", "2022", "de 2021 à 2022"),
        ("2021-10-15", "2022-02", "du 15 octobre 2021 à février 2022"),
        ("2022-02", "2022-03-01", "de février 2022 au 1er mars 2022"),
        ("2021-10-15", "", "15 octobre 2021"),
        ("2021-10-15", "2021-10-15", "15 octobre 2021"),
        ("2022-02", "2022-02", "février 2022"),
        ("", "", "date non documentée"),
        ("", "2022", "date non documentée"),
    ],
)
def test_periods(debut: str, fin: str, attendu: str) -> None:
    assert periode(debut, fin).replace("\u00a0", " ") == attendu


@given(JOURS, st.integers(1, 400))
def test_a_period_of_days_names_both_ends(debut: date, ecart: int) -> None:
    fin = debut + timedelta(days=ecart)
    texte = periode(debut.isoformat(), fin.isoformat())
    assert texte.endswith(jour_long(fin))
    assert (" et " in texte) == (ecart == 1) and (" au " in texte) == (ecart > 1)
    assert ("1er" if debut.day == 1 else str(debut.day)) in texte.replace("\u00a0", " ").split()


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("16:00", "16 h"), ("16:15", "16 h 15"), ("09:05", "9 h 05"), ("00:00", "0 h")],
)
def test_hours(texte: str, attendu: str) -> None:
    assert heure(texte) == attendu.replace(" ", "\u00a0")


@given(st.times())
def test_an_hour_never_breaks(instant: object) -> None:
    texte = heure(str(instant)[:5])
    assert " " not in texte and "\u00a0h" in texte and ":" not in texte


def test_quotation_marks_never_break() -> None:
    assert guillemets("Agora") == "«\u00a0Agora\u00a0»"


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_enumerations(mots: list[str], attendu: str) -> None:
    assert enumeration(mots) == attendu


def test_enumerations_of_alternatives() -> None:
    assert enumeration(["la Ville", "l’agglomération"], "ou") == "la Ville ou l’agglomération"


@pytest.mark.parametrize(
    ("phrase", "suite"),
    [
        ("M. Caron et Mme. Noury l’ont dit.", "La suite."),
        ("Lu dans le n°\u00a01.", "La lettre du 1er\u00a0novembre 2021 le redit."),
        ("Selon P. Calame, J.-F. Caron et l’art. 12, p. 3.", "Rien d’autre."),
        ("Communes, EPCI, etc. Départements aussi.", "Le reste."),
        ("Le titre «\u00a0L’accompagnement est… Parti\u00a0» est coupé... Comme ici.", "Ensuite."),
        ("Où en est-on\u202f?", "«\u00a0Nulle part\u00a0», dit-il."),
        (
            "«\u00a0Où\u202f? Quand\u202f? Merci.\u00a0» écrit-elle (voir plus bas. Ou plus haut).",
            "Bon.",
        ),
        ("Elle dit «\u00a0Merci.\u00a0»", "Puis rien."),
        ("Fini en 2021.", "12\u00a0territoires suivent."),
        ("1. Le premier point tient ici.", "Le second là."),
        ("Il vaut 3.5 selon data.gouv.fr et v. 2022.", "Point."),
        ("Une seule phrase", ""),
        ("Une seule, avec son point.", ""),
        ("Un point. puis rien de neuf", ""),
        ("", ""),
    ],
)
def test_a_text_is_cut_after_its_first_sentence(phrase: str, suite: str) -> None:
    assert premiere_phrase(f"{phrase} {suite}".strip()) == (phrase, suite)


@given(st.text(alphabet="aA .!?…«»()\u00a0\n1"))
def test_cutting_loses_nothing_but_a_space(texte: str) -> None:
    phrase, suite = premiere_phrase(texte)
    assert texte.startswith(phrase) and texte.endswith(suite)
    assert texte[len(phrase) : len(texte) - len(suite)].isspace() or phrase == texte


@pytest.mark.parametrize("motif", [".", "! ", ".»", "(. A", ". ", "«.» A", "a. A", "?\u00a0"])
def test_a_hostile_text_is_cut_at_once(motif: str) -> None:
    depart = time.thread_time()
    premiere_phrase(motif * 100_000)
    assert time.thread_time() - depart < 1
