"""What every page owes its reader: date, filters in words, sources, link, footer."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import escape

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.publication.site.pages import page
from fabrique_dash.publication.site.references import mentions
from tests.pages.session import (
    AVEC_DONNEES,
    CLES,
    adresse,
    cles_declarees,
    donnees_servies,
    html_de,
    la_vue,
    ouverte,
    tout_le_texte,
)

pytestmark = pytest.mark.matrice

JOUR = date(2022, 1, 31)


def test_every_page_of_the_folder_is_in_the_navigation() -> None:
    assert cles_declarees() == CLES


@pytest.mark.parametrize("cle", CLES)
def test_page_has_one_title_and_its_question(cle: str) -> None:
    session = ouverte(cle)
    assert [t.value for t in session.title] == [page(cle).titre]
    assert page(cle).question in [m.value for m in session.markdown]
    assert "<h1" not in html_de(session)


@pytest.mark.parametrize("cle", CLES)
def test_page_says_its_date_and_its_filters(cle: str) -> None:
    texte = tout_le_texte(ouverte(cle, {"date": JOUR.isoformat()}))
    assert f"État au {jour_long(JOUR)}" in texte
    assert f"sans filtre — état au {jour_long(JOUR)}." in texte
    assert f"état au {jour_long(la_vue().jour)}" not in texte


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_page_names_its_sources(cle: str) -> None:
    texte = html_de(ouverte(cle))
    lignes = [morceau for morceau in texte.split("<p") if "tp-source" in morceau]
    assert lignes
    noms = set(donnees_servies().table("sources")["nom_court"])
    for ligne in lignes:
        assert any(f">{escape(nom)}<" in ligne for nom in noms), ligne
        assert f"état au {jour_long(la_vue().jour)}" in ligne


@pytest.mark.parametrize("cle", CLES)
def test_footer_comes_from_the_package(cle: str) -> None:
    texte = tout_le_texte(ouverte(cle))
    dit = mentions(donnees_servies())
    for mention in (dit.titre, dit.version, dit.mise_a_jour, dit.licence, dit.producteur):
        assert mention in texte
    assert "Signaler une erreur" in texte


@pytest.mark.parametrize("cle", CLES)
def test_page_offers_a_link_to_itself(cle: str) -> None:
    session = ouverte(cle, {"date": JOUR.isoformat()})
    assert "Lien vers cette vue" in [b.proto.popover.label for b in session.get("popover")]
    lien = urlsplit(adresse(session))
    assert lien.path == ("/" if page(cle) is page("accueil") else f"/{page(cle).adresse}")
    assert parse_qs(lien.query) == {"date": [JOUR.isoformat()]}
