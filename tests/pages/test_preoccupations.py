"""The concerns page: every name leads somewhere, every link to a theme says why."""

from __future__ import annotations

import pytest

from fabrique_dash.chiffres.tables.preoccupations import liens_du_theme
from fabrique_dash.publication.site.adresses import adresse
from tests.pages.session import donnees_servies, html_de, la_vue, ouverte, sans_avis, tout_le_texte
from tests.paquets import identifiants

PREOCCUPATIONS = identifiants("preoccupations")
THEMES = identifiants("themes")


def _href(nature: str, identifiant: str) -> str:
    return f'href="{adresse(la_vue(), nature, identifiant)}"'


def test_the_matrix_links_groups_themes_and_concerns() -> None:
    page = html_de(ouverte("preoccupations"))
    attendus = [("preoccupation", p) for p in PREOCCUPATIONS] + [("theme", t) for t in THEMES]
    attendus += [("groupe", g) for g in la_vue().groupes["id"]]
    assert [a for a in attendus if _href(*a) not in page] == []


def test_the_method_is_told_with_its_date_and_its_speakers() -> None:
    texte = tout_le_texte(ouverte("preoccupations"))
    for mot in (
        "opportunités",
        "menaces",
        "vulnérabilités",
        "sobriété",
        "15\u00a0octobre\u00a02021",
    ):
        assert mot.replace("\u00a0", " ") in texte.replace("\u00a0", " "), mot
    for nom in ("Frédéric Weill", "Anne-Louise Negre", "Pierre Calame", "Benoît Thévard"):
        assert nom in texte
    assert ">2036<" in html_de(ouverte("preoccupations"))


def test_the_red_thread_is_not_told_before_the_letter() -> None:
    assert (
        "sobriété"
        not in tout_le_texte(ouverte("preoccupations", {"date": "2021-10-15"})).split(
            "Qui y a pris la parole"
        )[0]
    )


@pytest.mark.parametrize("preoccupation", PREOCCUPATIONS)
def test_each_concern_has_its_sheet(preoccupation: str) -> None:
    session = ouverte("preoccupations", {"preoccupation": preoccupation})
    assert not session.exception
    page = html_de(session)
    p = la_vue().preoccupations.set_index("id").loc[preoccupation]
    assert f"<h3>{p['libelle']}</h3>" in page
    assert "2036, 15\u00a0ans après l’atelier" in page
    assert _href("theme", str(p["theme_id"])) in page
    for raison in liens_du_theme(la_vue(), str(p["theme_id"]))["raison"]:
        assert raison in page


def test_certain_and_possible_territories_are_told_apart() -> None:
    nord = html_de(ouverte("preoccupations", {"preoccupation": "nord-1"}))
    assert nord.count("— peut-être dans ce groupe") == 3
    assert "— dans ce groupe" not in nord
    picardie = html_de(ouverte("preoccupations", {"preoccupation": "nord-picardie-1"}))
    assert picardie.count("— dans ce groupe") == 1
    alpien = html_de(ouverte("preoccupations", {"preoccupation": "alpien-1"}))
    assert "les sources ne nomment aucun territoire de ce groupe" in alpien


def test_the_reservation_of_a_territory_is_shown_on_its_concerns_only() -> None:
    reserve = donnees_servies().table("reserves")["reserve"].iloc[0]
    assert reserve in html_de(ouverte("preoccupations", {"preoccupation": "centre-2"}))
    assert reserve not in html_de(ouverte("preoccupations", {"preoccupation": "nord-1"}))
    avant = {"preoccupation": "centre-2", "date": "2021-10-15"}
    assert reserve not in html_de(ouverte("preoccupations", avant))


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_has_its_sheet(theme: str) -> None:
    session = ouverte("preoccupations", {"theme": theme})
    assert not session.exception
    definition = str(donnees_servies().table("themes").set_index("id").loc[theme, "definition"])
    assert definition in html_de(session)


def test_a_theme_without_any_chantier_says_so() -> None:
    page = html_de(ouverte("preoccupations", {"theme": "demographie"}))
    assert "Rien dans les documents ne permet d’y relier" in page
    assert "chantiers de l’Alliance" in page


@pytest.mark.parametrize("valeur", ["zz", "<script>", "", "nord-1 "])
def test_an_unknown_concern_opens_the_whole_page(valeur: str) -> None:
    session = ouverte("preoccupations", {"preoccupation": valeur, "theme": valeur})
    assert sans_avis(session) == html_de(ouverte("preoccupations"))


def test_a_concern_that_is_not_known_yet_is_not_opened() -> None:
    session = ouverte("preoccupations", {"preoccupation": "nord-1", "date": "2021-10-14"})
    assert not session.exception
    assert "Aucune préoccupation connue à cette date" in html_de(session)
