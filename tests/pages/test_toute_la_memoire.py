"""What the documents say of the programme, the Alliance and the workshop is on the page for it."""

from __future__ import annotations

import pytest

from tests.pages.session import Valeurs, html_de, ouverte, tout_le_texte


@pytest.mark.parametrize(
    ("page", "parametres", "dits"),
    [
        ("accueil", {}, ["Le programme en bref", "Les autres faits connus"]),
        ("groupes", {}, ["«\u00a0principalement\u00a0» ressorties"]),
        ("preoccupations", {}, ["«\u00a0principalement\u00a0» ressorties"]),
        (
            "alliance",
            {"date": "2022-08-29"},
            [
                "Ce que c’est",
                "Valeurs de la charte",
                "Intentions de 2020",
                "du noir au vert",
                "2000",
            ],
        ),
        ("alliance", {"date": "2022-08-29"}, ["«\u00a0transformer le système conceptuel"]),
        (
            "alliance",
            {"date": "2022-08-29", "chantier": "chantier-2"},
            ["Ce qu’il apporte à l’Alliance", "Comment il s’y prend", "Questions"],
        ),
        (
            "alliance",
            {"date": "2022-08-29", "chantier": "chantier-1"},
            ["Jean-Baptiste Comby", "Éditions du Croquant", "rapport, cité à l’appui"],
        ),
        (
            "alliance",
            {"date": "2022-08-29", "chantier": "chantier-6"},
            ["Le cadre d’observation du Puy-de-Dôme", "Points à repérer", "Convergence"],
        ),
        ("alliance", {"date": "2022-08-29", "acteur": "anct"}, ["Alliance, soutien"]),
        (
            "villes_pairs",
            {"date": "2022-08-29"},
            ["Ce qu’il vise", "«\u00a0en silos\u00a0»", "ALOEN"],
        ),
        ("villes_pairs", {"date": "2022-08-29", "participant": "lens"}, ["partenaire invité"]),
        (
            "referentiel",
            {},
            ["En un mot\u00a0: transversalité", "Dans les mots de l’atelier", "21\u00a0mars 2019"],
        ),
        (
            "lettres",
            {"lettre": "newsletter-1"},
            ["Pour qui", "Ce qu’elle demande", "que personne n’a lus ici", "sous-loue des locaux"],
        ),
        (
            "territoires",
            {"territoire": "saint-jean-de-braye"},
            ["À la question\u00a0: «\u00a0Comment donnez-vous suite"],
        ),
    ],
)
def test_each_page_tells_what_one_looks_for_there(
    page: str, parametres: Valeurs, dits: list[str]
) -> None:
    texte = tout_le_texte(ouverte(page, parametres))
    assert [d for d in dits if d not in texte] == []


@pytest.mark.parametrize(
    ("page", "jour", "tus"),
    [
        ("accueil", "2021-10-14", ["Le programme en bref"]),
        ("alliance", "2020-09-08", ["Valeurs de la charte", "Intentions de 2020"]),
        ("alliance", "2022-05-21", ["Prendre l’habitude de coopérer"]),
        ("villes_pairs", "2019-03-20", ["Ce qu’il vise", "«\u00a0en silos\u00a0»"]),
    ],
)
def test_nothing_of_it_is_told_before_it_is_known(page: str, jour: str, tus: list[str]) -> None:
    texte = tout_le_texte(ouverte(page, {"date": jour}))
    assert [t for t in tus if t in texte] == []


def test_who_came_with_a_participant_has_a_page() -> None:
    page = html_de(ouverte("villes_pairs", {"date": "2022-08-29", "participant": "lens"}))
    assert "acteur=dalkia" in page
