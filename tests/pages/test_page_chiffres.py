"""The catalogue of figures: what is shown, what is compared, the basket."""

from __future__ import annotations

import re

import pytest

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.interface.pages.panier import PARAMETRE
from tests.pages.session import (
    adresse,
    avis,
    html_de,
    la_vue,
    ouverte,
    ouvrir,
    sans_avis,
    tout_le_texte,
)

pytestmark = pytest.mark.matrice


def _cartes(parametres: dict[str, str | list[str]]) -> list[str]:
    html = html_de(ouverte("chiffres", parametres))
    return re.findall(r'<article class="tp-copiable">.*?<h3><a [^>]*>([^<]*)</a>', html)


def test_first_come_the_figures_of_the_programme() -> None:
    programme = [e for e in catalogue(la_vue()).values() if not (e.groupe or e.territoire)]
    assert len(_cartes({})) == len(programme)


def test_a_group_and_a_territory_bring_their_own_figures() -> None:
    entrees = catalogue(la_vue()).values()
    assert len(_cartes({"groupe": "nord"})) == sum(e.groupe == "nord" for e in entrees)
    assert len(_cartes({"territoire": "lomme"})) == sum(e.territoire == "lomme" for e in entrees)
    assert len(_cartes({"groupe": "tous", "territoire": "tous"})) == len(entrees)
    assert _cartes({"groupe": "nord", "themes": ["Lettres"]}) == []


def test_every_figure_opens_alone_with_its_two_sentences() -> None:
    vue = la_vue()
    for ident in ("population.beauvais", "territoires.nord", "population.territoire-7"):
        texte = tout_le_texte(ouverte("chiffres", {"chiffre": ident}))
        chiffre = catalogue(vue)[ident].calculer(vue)
        assert chiffre.phrase_courte() in texte
        assert chiffre.definition in texte
        assert "1\u00a0chiffre sur" in texte


def test_changes_are_counted_from_the_day_of_the_address() -> None:
    texte = tout_le_texte(ouverte("chiffres", {"date": "2021-11-30", "depuis": "2021-10-15"}))
    assert "1\u00a0mois de plus depuis le 15\u00a0octobre 2021" in texte
    assert "depuis le 15\u00a0octobre 2021 — état au" in texte
    defaut = tout_le_texte(ouverte("chiffres", {"date": "2021-11-30"}))
    assert "1\u00a0événement de plus depuis le 14\u00a0novembre 2021" in defaut


@pytest.mark.parametrize("depuis", ["2022-01-01", "0001-01-01", "demain", "<script>"])
def test_a_wrong_day_falls_back_to_the_last_letter(depuis: str) -> None:
    page = ouverte("chiffres", {"date": "2021-11-30", "depuis": depuis})
    assert sans_avis(page) == html_de(ouverte("chiffres", {"date": "2021-11-30"}))
    assert f"depuis={depuis}" in avis(page)


def test_the_basket_is_carried_by_the_address() -> None:
    session = ouverte("chiffres", {PARAMETRE: "groupes,inconnu,groupes,population.nord,<b>"})
    assert "Panier\u00a0: 2" in tout_le_texte(session)
    assert "chiffres=groupes%2Cpopulation.nord" in adresse(session)
    assert "Panier" not in tout_le_texte(ouverte("chiffres", {PARAMETRE: "aucun"}))


def test_the_basket_stays_in_the_session() -> None:
    session = ouvrir("chiffres", {PARAMETRE: "groupes,enjeux"})
    del session.query_params[PARAMETRE]
    assert "Panier\u00a0: 2" in tout_le_texte(session.run())
