"""Every page on a phone, light and dark: drawn, in French, alone, without an error or a fault."""

from __future__ import annotations

import pytest

from fabrique_dash.publication.site.pages import page as page_du_site
from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import anglais, debords, fautes, images_sans_nom
from tests.navigateur.visites import CLES, TELEPHONE, THEMES, Theme, chemin, phrase


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cle", CLES)
def test_page_on_a_phone(
    visiter: Visiter, cle: str, theme: Theme, subtests: pytest.Subtests
) -> None:
    visite = visiter(TELEPHONE, theme)
    page = visite.aller(chemin(cle))
    with subtests.test("la page demandée"):
        assert page.title() == f"{page_du_site(cle).titre} · Territoires Pilotes"
        assert page.locator("html").get_attribute("lang") == "fr"
        assert page.locator("h1").all_inner_texts() == [page_du_site(cle).titre]
        assert "état au" in phrase(page)
    with subtests.test("rien ne déborde"):
        assert debords(page) == []
    with subtests.test("en français"):
        assert anglais(page) == []
    with subtests.test("axe"):
        assert fautes(page) == []
        assert images_sans_nom(page) == []
    with subtests.test("sans erreur, et seule"):
        assert (visite.erreurs, visite.dehors) == ([], [])
