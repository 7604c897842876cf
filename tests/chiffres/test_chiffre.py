"""A figure: what it refuses, and how it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.noyau.chiffre import Chiffre

SIX = Chiffre(
    id="territoires_nommes",
    libelle="Territoires nommés",
    minimum=6,
    maximum=6,
    unite="territoire",
    definition="Territoires que les sources nomment.",
    perimetre="cohorte 2021-2022",
    jour=date(2022, 9, 1),
    statut="documenté",
    sources=("S0", "COG"),
)
BORNES = st.one_of(st.none(), st.integers(0, 10**7))


def _simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("champ", ["id", "libelle", "definition", "perimetre", "statut"])
def test_a_figure_that_cannot_be_quoted_is_refused(champ: str) -> None:
    with pytest.raises(ValueError, match=champ):
        replace(SIX, **{champ: ""})  # type: ignore[arg-type]


def test_a_figure_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="sources"):
        replace(SIX, sources=())


def test_an_inverted_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="envers"):
        replace(SIX, minimum=3, maximum=2)


@pytest.mark.parametrize(
    ("minimum", "maximum", "attendu"),
    [
        (6, 6, "6 territoires"),
        (0, 0, "0 territoire"),
        (1, 1, "1 territoire"),
        (0, 3, "entre 0 et 3 territoires"),
        (0, 1, "entre 0 et 1 territoire"),
        (None, 3, "au plus 3 territoires"),
        (1, None, "au moins 1 territoire"),
        (12345, 12345, "12 345 territoires"),
        (None, None, "non documenté"),
    ],
)
def test_values(minimum: float | None, maximum: float | None, attendu: str) -> None:
    chiffre = replace(SIX, minimum=minimum, maximum=maximum)
    assert _simple(chiffre.valeur_et_unite()) == attendu
    assert attendu.startswith(_simple(chiffre.valeur()))


@pytest.mark.parametrize(
    ("unite", "attendu"), [("km²", "2 km²"), ("hab./km²", "2 hab./km²"), ("mois", "2 mois")]
)
def test_symbols_and_invariable_units(unite: str, attendu: str) -> None:
    chiffre = replace(SIX, minimum=2, maximum=2, unite=unite)
    assert _simple(chiffre.valeur_et_unite()) == attendu


def test_decimals_are_rounded() -> None:
    assert replace(SIX, minimum=2.25, maximum=2.25, decimales=1).valeur() == "2,2"
    assert replace(SIX, minimum=1234.5, maximum=1999.9).valeur() == (
        "entre\u00a01\u202f234 et\u00a02\u202f000"
    )


@given(BORNES, BORNES)
def test_what_is_not_known_is_never_written_zero(bas: int | None, haut: int | None) -> None:
    if bas is not None and haut is not None and bas > haut:
        bas, haut = haut, bas
    texte = replace(SIX, minimum=bas, maximum=haut).valeur_et_unite()
    inconnu = bas is None and haut is None
    assert (texte == "non documenté") == inconnu
    if inconnu:
        assert not any(signe.isdigit() for signe in texte)
    else:
        nombres = [n for n in (bas, haut) if n is not None]
        chiffres = texte.replace("\u202f", "")
        assert all(str(n) in chiffres for n in nombres)


@given(BORNES.filter(lambda n: n is not None))
def test_a_value_never_breaks_before_its_unit(valeur: int) -> None:
    assert " " not in replace(SIX, minimum=valeur, maximum=valeur).valeur_et_unite()


def test_a_figure_is_exact_when_the_sources_give_one_value() -> None:
    assert SIX.exact
    assert not replace(SIX, minimum=5).exact
    assert not replace(SIX, minimum=None).exact
    assert not replace(SIX, minimum=None, maximum=None).exact


def test_a_sentence_says_what_on_what_and_when() -> None:
    attendu = "Territoires nommés : 6 territoires (cohorte 2021-2022, état au 1er septembre 2022)."
    assert _simple(SIX.phrase()) == attendu
    assert _simple(replace(SIX, manque="Un doute.").phrase()) == f"{attendu} Un doute."
    assert "\u00a0:" in SIX.phrase() and "\u00a0territoires" in SIX.phrase()


def test_a_citation_puts_the_producers_first() -> None:
    citation = SIX.citation({"S0": "Territoires Audacieux, newsletter"}, "23 novembre 2026", "LO")
    assert _simple(citation) == (
        "Sources : Territoires Audacieux, newsletter ; COG. Mise à jour du 23 novembre 2026. LO."
    )
    seule = replace(SIX, sources=("S0",)).citation({}, "23 novembre 2026", "LO")
    assert seule.startswith("Source\u00a0: S0.")


def test_a_row_keeps_both_bounds_and_all_the_metadata() -> None:
    ligne = SIX.ligne_csv()
    assert (ligne["valeur"], ligne["minimum"], ligne["maximum"]) == (6, 6, 6)
    assert (ligne["date_reference"], ligne["sources"]) == ("2022-09-01", "S0 COG")
    intervalle = replace(SIX, minimum=None, maximum=3).ligne_csv()
    assert (intervalle["valeur"], intervalle["minimum"], intervalle["maximum"]) == (None, None, 3)
    assert set(ligne) == {
        "id",
        "libelle",
        "valeur",
        "minimum",
        "maximum",
        "unite",
        "definition",
        "perimetre",
        "date_reference",
        "statut",
        "sources",
        "manque",
    }


def test_a_year_of_the_calendar_is_written_as_such() -> None:
    annee = replace(SIX, minimum=2036, maximum=2036, unite="année", calendaire=True)
    assert annee.valeur() == annee.valeur_et_unite() == "2036"
    assert _simple(replace(annee, maximum=2041).valeur_et_unite()) == "entre 2036 et 2041"
    assert replace(annee, minimum=None, maximum=None).valeur_et_unite() == "non documenté"
