"""What an editor does to the texts: kept, left out, moved, edited, written by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre.balisage import Morceau, morceaux, neutralise, texte_nu
from fabrique_dash.publication.lettre.edition import LONGUEUR_MAXIMALE, en_texte, relire
from fabrique_dash.publication.lettre.generation import brouillon
from fabrique_dash.publication.lettre.modele import Paragraphe, Rubrique

CODES = {"S0", "W1", "W10"}
UN = Paragraphe("r.a", "genere", "Le lancement a eu lieu à Paris.", ("S0",), "documenté")
DEUX = Paragraphe("r.b", "genere", "- **Groupe Nord**\u00a0: la pression foncière.", ("S0", "W1"))
DONNEE = Rubrique("r", "Rubrique", (UN, DEUX))


def test_untouched_text_reads_back_the_same() -> None:
    assert relire(DONNEE, en_texte(DONNEE.paragraphes), CODES) == DONNEE


def test_the_real_letter_reads_back_the_same(vue_au: Callable[[date], Vue]) -> None:
    vue = vue_au(date(2022, 6, 30))
    codes = set(vue.donnees.table("sources")["id"])
    lettre = brouillon(vue, date(2018, 1, 1), vue.jour, ())
    assert sum(len(r.paragraphes) for r in lettre.rubriques) > 60
    for rubrique in lettre.rubriques:
        assert relire(rubrique, en_texte(rubrique.paragraphes), codes) == rubrique


def test_moving_and_leaving_out() -> None:
    assert relire(DONNEE, en_texte([DEUX, UN]), CODES).paragraphes == (DEUX, UN)
    sans = relire(DONNEE, en_texte([DEUX]), CODES)
    assert (sans.paragraphes, sans.de_cote) == ((DEUX,), (UN,))
    assert relire(DONNEE, " \n\n ", CODES) == Rubrique("r", "Rubrique", (), (UN, DEUX))


def test_an_edited_sentence_is_told_apart_and_keeps_its_sources() -> None:
    texte = "Le lancement a bien eu lieu à Paris\u202f!\n\n" + en_texte([DEUX])
    lue = relire(DONNEE, texte, CODES)
    assert [(p.id, p.origine, p.sources) for p in lue.paragraphes] == [
        ("r.a", "retouche", ("S0",)),
        ("r.b", "genere", ("S0", "W1")),
    ]
    assert lue.de_cote == ()


def test_taking_the_brackets_away_does_not_take_the_source_away() -> None:
    assert relire(DONNEE, UN.texte, CODES).paragraphes == (UN,)
    assert relire(DONNEE, f"{UN.texte} [W10]", CODES).paragraphes == (UN,)


def test_own_text_is_told_apart_with_the_sources_that_it_cites() -> None:
    lue = relire(DONNEE, "Bonjour à toutes et à tous. [W10 S0]\n\nMerci [Inconnue]", CODES)
    assert [(p.origine, p.texte, p.sources) for p in lue.paragraphes] == [
        ("ecrit", "Bonjour à toutes et à tous.", ("W10", "S0")),
        ("ecrit", "Merci [Inconnue]", ()),
    ]
    assert lue.de_cote == (UN, DEUX)


def test_items_of_a_list_need_no_blank_line() -> None:
    lue = relire(DONNEE, "Trois choses\u00a0:\n- une\n- deux\nsur deux lignes", CODES)
    assert [p.texte for p in lue.paragraphes] == [
        "Trois choses\u00a0:",
        "- une",
        "- deux sur deux lignes",
    ]
    assert [p.puce for p in lue.paragraphes] == [False, True, True]


def test_a_sentence_said_twice_is_taken_from_the_data_once() -> None:
    lue = relire(DONNEE, f"{UN.texte}\n\n{UN.texte}", CODES)
    assert [p.origine for p in lue.paragraphes] == ["genere", "ecrit"]


def test_a_generated_paragraph_can_not_be_without_source() -> None:
    with pytest.raises(ValueError, match="sans source"):
        Paragraphe("x", "genere", "Rien ne le dit.")


@given(st.text(max_size=300))
def test_any_text_reads_back_to_itself(texte: str) -> None:
    une = relire(DONNEE, texte, CODES)
    deux = relire(DONNEE, en_texte(une.paragraphes), CODES)
    assert [(p.texte, p.sources) for p in deux.paragraphes] == [
        (p.texte, p.sources) for p in une.paragraphes
    ]
    assert len(une.paragraphes) + len(une.de_cote) >= 2
    assert all("\n" not in p.texte for p in une.paragraphes)


def test_texts_are_bounded() -> None:
    lue = relire(DONNEE, "a" * (2 * LONGUEUR_MAXIMALE), CODES)
    assert len(lue.paragraphes[0].texte) == LONGUEUR_MAXIMALE


def test_markup() -> None:
    assert morceaux("Un **mot** et [un lien](https://exemple.org/a)\u202f!") == [
        Morceau("Un "),
        Morceau("mot", gras=True),
        Morceau(" et "),
        Morceau("un lien", adresse="https://exemple.org/a"),
        Morceau("\u202f!"),
    ]
    assert morceaux("**seul [x](javascript:alert(1)) * [") == [
        Morceau("**seul [x](javascript:alert(1)) * [")
    ]


@given(st.text(alphabet=st.characters(blacklist_categories=["C", "Z"]), max_size=80))
def test_texts_of_the_data_are_never_markup(texte: str) -> None:
    assert "".join(m.texte for m in morceaux(neutralise(texte))) == texte
    assert all(not m.gras and not m.adresse for m in morceaux(neutralise(texte)))
    assert texte_nu(neutralise(texte)) == texte
