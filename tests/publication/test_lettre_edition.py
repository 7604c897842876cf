"""What an editor does to the texts: kept, left out, moved, edited, written by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre.balisage import Morceau, morceaux, neutralise, texte_nu
from fabrique_dash.publication.lettre.edition import (
    LONGUEUR_MAXIMALE,
    Citables,
    en_ligne,
    en_texte,
    relire,
    retouches,
)
from fabrique_dash.publication.lettre.generation import brouillon
from fabrique_dash.publication.lettre.modele import Paragraphe, Rubrique

NOMS = {"S0": "Newsletter n°\u00a01", "W1": "La Gazette, 2023", "W10": "Cerdd, Assemblée de 2021"}
CITABLES = Citables(NOMS)
UN = Paragraphe("r.a", "genere", "Le lancement a eu lieu à Paris.", ("S0",), "documenté")
DEUX = Paragraphe("r.b", "genere", "- **Groupe Nord**\u00a0: la pression foncière.", ("S0", "W1"))
DONNEE = Rubrique("r", "Rubrique", (UN, DEUX))
MOTIFS = ["[", "[a", "[a ", "[S0 ", "[[S0]", "](", "[x](https://a", "**", "**a", "*a ", "\\"]
MOTIFS += ["[;", "[S0;", "[La Gazette, 2023]", "[La Gazette, 2023 ;", "[[La Gazette, 2023]"]
MOTIFS += ["\\[", "- ", "\n", "\n -", " \n", "a\n\n", "\u200b", "[S0]\n\n"]


def test_untouched_text_reads_back_the_same() -> None:
    assert relire(DONNEE, en_texte(DONNEE.paragraphes, CITABLES), CITABLES) == DONNEE


def test_the_real_letter_reads_back_the_same(vue_au: Callable[[date], Vue]) -> None:
    vue = vue_au(date(2022, 6, 30))
    citables = Citables(noms_courts(vue.donnees))
    lettre = brouillon(vue, date(2018, 1, 1), vue.jour, ())
    assert sum(len(r.paragraphes) for r in lettre.rubriques) > 60
    for rubrique in lettre.rubriques:
        assert relire(rubrique, en_texte(rubrique.paragraphes, citables), citables) == rubrique


def test_moving_and_leaving_out() -> None:
    assert relire(DONNEE, en_texte([DEUX, UN], CITABLES), CITABLES).paragraphes == (DEUX, UN)
    sans = relire(DONNEE, en_texte([DEUX], CITABLES), CITABLES)
    assert (sans.paragraphes, sans.de_cote) == ((DEUX,), (UN,))
    assert relire(DONNEE, " \n\n ", CITABLES) == Rubrique("r", "Rubrique", (), (UN, DEUX))


def _dits(rubrique: Rubrique) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(p.id, p.origine, p.sources) for p in rubrique.paragraphes]


def test_an_edited_sentence_is_told_apart_and_keeps_its_sources() -> None:
    texte = "Le lancement a bien eu lieu à Paris\u202f! [S0]\n\n" + en_texte([DEUX], CITABLES)
    lue = relire(DONNEE, texte, CITABLES)
    assert _dits(lue) == [("r.a", "retouche", ("S0",)), ("r.b", "genere", ("S0", "W1"))]
    assert lue.de_cote == ()


def test_identity_does_not_depend_on_likeness() -> None:
    tout_autre = relire(DONNEE, f"Rien de pareil. [S0]\n\n{en_ligne(DEUX, CITABLES)}", CITABLES)
    assert _dits(tout_autre)[0] == ("r.a", "retouche", ("S0",))
    presque = UN.texte.replace("Paris", "Paris 2")
    sans_source = relire(DONNEE, f"{presque}\n\n{en_ligne(DEUX, CITABLES)}", CITABLES)
    assert _dits(sans_source)[0] == ("r.ecrit-1", "ecrit", ())
    assert sans_source.de_cote == (UN,)


def test_a_sentence_edited_beside_an_added_one_is_still_itself() -> None:
    texte = f"Bonjour.\n\nÀ Paris\u202f! [S0]\n\nEt aussi\u202f:\n{en_ligne(DEUX, CITABLES)}"
    assert [i for i, _, _ in _dits(relire(DONNEE, texte, CITABLES))] == [
        "r.ecrit-1",
        "r.a",
        "r.ecrit-3",
        "r.b",
    ]


def test_two_edited_sentences_that_change_places_keep_their_own_identities() -> None:
    texte = "- La pression foncière, au nord. [S0 W1]\n\nÀ Paris, le lancement. [S0]"
    assert [i for i, _, _ in _dits(relire(DONNEE, texte, CITABLES))] == ["r.b", "r.a"]


def test_an_edited_sentence_keeps_its_identity_through_later_edits() -> None:
    une = relire(DONNEE, f"Premier état. [S0]\n\n{en_ligne(DEUX, CITABLES)}", CITABLES)
    bougee = relire(
        DONNEE, f"{en_ligne(DEUX, CITABLES)}\n\nPremier état. [S0]", CITABLES, une.paragraphes
    )
    assert _dits(bougee) == [("r.b", "genere", ("S0", "W1")), ("r.a", "retouche", ("S0",))]
    encore = f"{en_ligne(DEUX, CITABLES)}\n\nSecond état. [S0]"
    assert _dits(relire(DONNEE, encore, CITABLES, bougee.paragraphes)) == _dits(bougee)
    rendue = relire(DONNEE, en_texte([DEUX, UN], CITABLES), CITABLES, bougee.paragraphes)
    assert rendue.paragraphes == (DEUX, UN)


def test_what_two_sentences_could_have_given_is_the_editor_s_own() -> None:
    trois = Paragraphe("r.c", "genere", "Une suite à Paris.", ("S0",))
    donnee = replace(DONNEE, paragraphes=(UN, trois, DEUX))
    lue = relire(donnee, f"Une seule phrase à Paris. [S0]\n\n{en_ligne(DEUX, CITABLES)}", CITABLES)
    assert _dits(lue)[0] == ("r.ecrit-1", "ecrit", ("S0",))
    assert lue.de_cote == (UN, trois)


def test_a_sentence_cut_in_two_is_the_part_that_keeps_the_sources() -> None:
    texte = f"Le lancement.\n\nIl a eu lieu à Paris. [S0]\n\n{en_ligne(DEUX, CITABLES)}"
    assert [(i, o) for i, o, _ in _dits(relire(DONNEE, texte, CITABLES))] == [
        ("r.ecrit-1", "ecrit"),
        ("r.a", "retouche"),
        ("r.b", "genere"),
    ]


def test_sources_are_read_wherever_they_stand_in_the_paragraph() -> None:
    lue = relire(
        DONNEE,
        f"{en_ligne(UN, CITABLES)} Et ce n’est pas tout [W1](https://exemple.org).",
        CITABLES,
    )
    (paragraphe,) = lue.paragraphes
    assert paragraphe.texte == f"{UN.texte} Et ce n’est pas tout [W1](https://exemple.org)."
    assert (paragraphe.id, paragraphe.sources) == ("r.a", ("S0",))


def test_a_sentence_that_the_data_has_changed_since_is_not_the_data_s_any_more() -> None:
    corrigee = replace(DONNEE, paragraphes=(replace(UN, texte="Le lancement a eu lieu."), DEUX))
    lue = relire(corrigee, en_texte([UN, DEUX], CITABLES), CITABLES, (UN, DEUX))
    assert _dits(lue)[0] == ("r.a", "retouche", ("S0",))


def test_edited_sentences_are_listed_beside_what_the_data_says() -> None:
    texte = f"Bonjour.\n\nÀ Paris,\nle lancement. [S0]\n\n{en_ligne(DEUX, CITABLES)}"
    relue = relire(DONNEE, texte, CITABLES)
    (changee,) = retouches(DONNEE, relue, texte, CITABLES)
    assert (changee.donnee, changee.paragraphe.texte) == (UN, "À Paris, le lancement.")
    assert changee.brut == "À Paris,\nle lancement. [S0]"


def test_taking_the_brackets_away_does_not_take_the_source_away() -> None:
    assert relire(DONNEE, UN.texte, CITABLES).paragraphes == (UN,)
    assert relire(DONNEE, f"{UN.texte} [W10]", CITABLES).paragraphes == (UN,)


def test_the_editor_reads_the_short_names_of_the_sources() -> None:
    assert en_ligne(DEUX, CITABLES) == (
        "- **Groupe Nord**\u00a0: la pression foncière. "
        "[Newsletter n°\u00a01\u202f; La Gazette, 2023]"
    )


@pytest.mark.parametrize(
    "crochets",
    [
        "[S0 W1]",
        "[S0 ; W1]",
        "[S0;La Gazette, 2023]",
        "[Newsletter n° 1 ;  La\u202fGazette,\u00a02023 ; S0]",
        "[Newsletter n° 1] [La Gazette, 2023]",
    ],
)
def test_names_typed_by_hand_and_codes_of_older_drafts_are_the_same_sources(crochets: str) -> None:
    lue = relire(DONNEE, f"La pression foncière, au nord. {crochets}", CITABLES)
    assert [(p.texte, p.sources) for p in lue.paragraphes] == [
        ("La pression foncière, au nord.", ("S0", "W1"))
    ]


def test_brackets_that_name_something_else_are_ordinary_text() -> None:
    for texte in ("Voir [La Gazette]", "Voir [La Gazette, 2023 ; moi]", "Rien [ ; ]", "[]"):
        (paragraphe,) = relire(DONNEE, texte, CITABLES).paragraphes
        assert (paragraphe.texte, paragraphe.sources) == (texte, ())


def test_a_draft_kept_with_codes_is_rewritten_with_names_without_losing_anything() -> None:
    avant = "À Paris [S0].\n\n- Et\n  puis [W1 S0] [Rien] [S0](https://a.b)"
    apres = CITABLES.au_clair(avant)
    assert apres == (
        "À Paris [Newsletter n°\u00a01].\n\n- Et\n  puis "
        "[La Gazette, 2023\u202f; Newsletter n°\u00a01] [Rien] [S0](https://a.b)"
    )
    assert CITABLES.au_clair(apres) == apres
    assert relire(DONNEE, apres, CITABLES) == relire(DONNEE, avant, CITABLES)
    plein = "[S0]" * (LONGUEUR_MAXIMALE // 4)
    assert CITABLES.au_clair(plein) == plein


@given(
    st.dictionaries(
        st.from_regex(r"[A-Z]+[0-9]*[a-z]?", fullmatch=True),
        st.text(max_size=28) | st.sampled_from(["A", "A B", "a]b", "[a", "a;b", "a\\", "", "l’a"]),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_the_names_sources_are_read_back_as_themselves(noms: dict[str, str]) -> None:
    citables = Citables(noms)
    phrase = replace(UN, sources=tuple(noms))
    (lue,) = relire(DONNEE, f"Autrement. {citables.ecrire(noms)}", citables).paragraphes
    assert (lue.texte, lue.sources) == ("Autrement.", tuple(noms))
    assert citables.au_clair(en_ligne(phrase, citables)) == en_ligne(phrase, citables)


def test_own_text_is_told_apart_with_the_sources_that_it_cites() -> None:
    lue = relire(DONNEE, "Bonjour à toutes et à tous. [W10 S0]\n\nMerci [Inconnue]", CITABLES)
    assert [(p.origine, p.texte, p.sources) for p in lue.paragraphes] == [
        ("ecrit", "Bonjour à toutes et à tous.", ("W10", "S0")),
        ("ecrit", "Merci [Inconnue]", ()),
    ]
    assert lue.de_cote == (UN, DEUX)


def test_items_of_a_list_need_no_blank_line() -> None:
    lue = relire(DONNEE, "Trois choses\u00a0:\n- une\n- deux\nsur deux lignes", CITABLES)
    assert [p.texte for p in lue.paragraphes] == [
        "Trois choses\u00a0:",
        "- une",
        "- deux sur deux lignes",
    ]
    assert [p.puce for p in lue.paragraphes] == [False, True, True]


def test_a_sentence_said_twice_is_taken_from_the_data_once() -> None:
    lue = relire(DONNEE, f"{UN.texte}\n\n{UN.texte}", CITABLES)
    assert [p.origine for p in lue.paragraphes] == ["genere", "ecrit"]


def test_a_generated_paragraph_can_not_be_without_source() -> None:
    with pytest.raises(ValueError, match="sans source"):
        Paragraphe("x", "genere", "Rien ne le dit.")


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "[S0]",
                "[W1 S0]",
                "[La Gazette, 2023]",
                "La Gazette, 2023",
                ";",
                "[",
                "]",
                "S0",
                "- ",
                "\n",
                "\\",
                "(",
                " ",
                "é",
            ]
        )
    ).map("".join)
)
def test_any_text_reads_back_to_itself(texte: str) -> None:
    une = relire(DONNEE, texte, CITABLES)
    deux = relire(DONNEE, en_texte(une.paragraphes, CITABLES), CITABLES)
    assert [(p.texte, p.sources) for p in deux.paragraphes] == [
        (p.texte, p.sources) for p in une.paragraphes
    ]
    assert relire(DONNEE, texte, CITABLES, une.paragraphes) == une
    assert len(une.paragraphes) + len(une.de_cote) >= 2
    assert all("\n" not in p.texte for p in une.paragraphes)


def test_texts_are_bounded() -> None:
    lue = relire(DONNEE, "a" * (2 * LONGUEUR_MAXIMALE), CITABLES)
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


def _processeur(texte: str) -> float:
    """Seconds of processor that this thread takes to read a text, the least of three."""
    durees = []
    for _ in range(3):
        depart = time.thread_time()
        for paragraphe in relire(DONNEE, texte, CITABLES).paragraphes:
            texte_nu(paragraphe.texte)
        durees.append(time.thread_time() - depart)
    return min(durees)


@pytest.mark.parametrize("motif", MOTIFS)
def test_four_times_the_text_takes_about_four_times_as_long(motif: str) -> None:
    petit, grand = ((motif * n)[:n] for n in (LONGUEUR_MAXIMALE // 4, LONGUEUR_MAXIMALE))
    # Quadratic work would take sixteen times as long; a hundredth of a second is no measure.
    assert _processeur(grand) < 9 * max(_processeur(petit), 0.01)


def test_a_mark_left_open_hides_no_other() -> None:
    assert morceaux("[a [b](https://c.d) **e") == [
        Morceau("[a "),
        Morceau("b", adresse="https://c.d"),
        Morceau(" **e"),
    ]
