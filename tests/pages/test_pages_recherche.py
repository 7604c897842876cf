"""The search page and the boxes that lead to it."""

from __future__ import annotations

import html
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.chiffres.recherche.moteur import LONGUEUR_MAX
from tests.pages.session import CLES, adresse, avis, html_de, ouverte, sans_avis, tout_le_texte

pytestmark = pytest.mark.matrice

JOUR = date(2022, 1, 31)


def _page(**parametres: str) -> str:
    session = ouverte("recherche", dict(parametres))
    assert not session.exception
    return html_de(session)


@pytest.mark.parametrize("cle", CLES)
def test_every_page_has_a_box_that_keeps_the_date(cle: str) -> None:
    corps = html_de(ouverte(cle, {"date": JOUR.isoformat()}))
    boites = re.findall(r"<form.*?</form>", corps)
    assert len(boites) == 2  # in the menu, and in the head or in the page
    for boite in boites:
        assert 'action="recherche"' in boite
        assert f'<input type="hidden" name="date" value="{JOUR.isoformat()}">' in boite
        assert "<label>" in boite
    noms = [re.search(r'aria-label="([^"]+)"', boite) for boite in boites]
    assert len({nom[1] for nom in noms if nom}) == 2


def test_results_are_told_counted_and_marked() -> None:
    session = ouverte("recherche", {"q": "Lome", "date": JOUR.isoformat()})
    corps, texte = html_de(session), tout_le_texte(session)
    assert "recherche «\u00a0Lome\u00a0»" in texte
    assert f"état au {jour_long(JOUR)}" in texte
    assert re.search(r"<strong>\d+\u00a0résultats</strong>", corps)
    assert "<mark>Lomme</mark></a>" in corps
    assert "«\u00a0lomme\u00a0»" in texte
    assert f'href="territoires?territoire=lomme&amp;date={JOUR}"' in corps
    assert 'value="Lome"' in corps
    attendus = {"q": ["Lome"], "date": [JOUR.isoformat()]}
    assert parse_qs(urlsplit(adresse(session)).query) == attendus


def test_a_kind_may_be_chosen_alone() -> None:
    tout, communes = _page(q="nord"), _page(q="nord", genre="commune")
    assert "<h2>Groupes " in tout and "<h2>Communes " in tout
    assert "<h2>Groupes " not in communes and "<h2>Communes " in communes
    assert communes.count("<li><strong>") > tout.count("<li><strong>")
    assert "précisez la recherche" in communes


def test_a_kind_may_be_listed_without_a_search() -> None:
    corps = _page(genre="balise")
    assert corps.count("<li><strong>") == 23


@pytest.mark.parametrize("genre", ["commune", "zz"])
def test_a_kind_that_cannot_be_listed_is_told_and_left_aside(genre: str) -> None:
    session = ouverte("recherche", {"genre": genre})
    assert sans_avis(session) == _page()
    assert f"genre={genre}" in avis(session)


def test_without_a_search_the_page_says_what_can_be_found() -> None:
    corps = _page()
    assert "Votre commune est-elle dans un territoire pilote" in corps
    exemples = re.findall(r'href="(recherche\?q=[^"]+)"', corps)
    assert len(exemples) > 3
    for exemple in exemples:
        q = parse_qs(urlsplit(exemple).query)["q"][0]
        assert "<li><strong>" in _page(q=q), q


def test_nothing_found_is_said_and_helped() -> None:
    session = ouverte("recherche", {"q": "xyzzqjk"})
    assert "Rien ne répond à «\u00a0xyzzqjk\u00a0»" in tout_le_texte(session)
    assert "0\u00a0résultat" in tout_le_texte(session)
    assert "Par exemple" in tout_le_texte(session)
    assert [p for p in session.get("download_button")] == []


@pytest.mark.parametrize(
    ("q", "lu"),
    [("1001", "01001"), ("château d'eau", "château"), ("Lome", "lomme"), ("Vimy zzz", "Vimy")],
)
def test_a_correction_is_told(q: str, lu: str) -> None:
    dit = tout_le_texte(ouverte("recherche", {"q": q}))
    attendu = f"Aucun résultat pour «\u00a0{q}\u00a0»\u00a0: voici ceux de «\u00a0{lu}\u00a0»."
    assert attendu in html.unescape(dit)


def test_a_departement_answers_with_what_it_holds() -> None:
    corps = _page(q="département du Tarn")
    assert "<h2>Départements et outre-mer " in corps
    assert "le territoire pilote Pôle Territorial Albigeois Bastides y est." in corps
    assert 'href="territoires?territoire=albigeois-bastides' in corps


@pytest.mark.parametrize(
    "q",
    [
        "<script>window.__attaque=1</script>",
        '"><svg onload=window.__attaque=1>',
        "${window.__attaque=1}",
        "\x00\x00Vimy",
        "9" * 20_000,
        "é" * 20_000,
        "[clic](javascript:1) ![](https://attaque.invalid/x.png)",
    ],
)
def test_hostile_searches_are_harmless(q: str) -> None:
    session = ouverte("recherche", {"q": q})
    assert not session.exception
    corps = html_de(session)
    # What begins by « ${ » acts in a script only: the page has none.
    assert re.findall(r"<(?:script|style)\b", corps) == []
    for brut in ("<script>", "<svg", "\x00", "](javascript"):
        assert brut not in corps.replace("[clic](javascript:1) ![", "")
    assert max(map(len, re.findall(r"[9é]+", corps))) <= LONGUEUR_MAX


def test_several_searches_in_the_address_make_one() -> None:
    session = ouverte("recherche", {"q": ["Arras", "Vimy"]})
    assert not session.exception
    assert "<h2>" in html_de(session)
