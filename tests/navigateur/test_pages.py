"""Every page, on a desktop and on a phone, light and dark: one visit carries all that is checked.

Drawn, in French, alone and without an error; no accessibility fault, unfolded and in each of its
popovers; and on paper. The window is narrowed and the system darkened under an open page, as they
are under a reader's: opening a page costs more than all that is checked of it.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from fabrique_dash.publication.site.pages import page as page_du_site
from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import (
    COMMANDES,
    SAISIES,
    anglais,
    clarte,
    commandes,
    debords,
    fautes,
    feuilles_de_papier,
    images_sans_nom,
    mots,
    passer_au_papier,
    perdus_sur_le_papier,
    reglages_imprimes,
    tout_deplier,
)
from tests.navigateur.visites import (
    BUREAU,
    CLES,
    TELEPHONE,
    VOLET,
    Theme,
    Visite,
    chemin,
    phrase,
    replier,
)
from tests.pages.session import AVEC_DONNEES

JOUR = "2022-06-01"
DIT = "1er\u00a0juin 2022"
_VOLETS_OUVERTS = ("accueil", "frise", "lettre", "territoires")  # the others have no other kind
_VOLETS = 2  # the date and the link; the downloads too, where data are shown


def _fenetres(cle: str) -> dict[Theme, tuple[int, ...]]:
    """Return the windows of each theme; popovers are opened in the last one.

    The dark one changes colours only: one window shows them, and one page those of the menu, which
    has none on a phone, and of the popovers, which are the same everywhere.
    """
    avec_le_menu = (BUREAU,) if cle == CLES[0] else ()
    return {"light": (BUREAU, TELEPHONE), "dark": (TELEPHONE, *avec_le_menu)}


def _reconnaitre(page: Page, cle: str) -> None:
    assert page.title() == f"{page_du_site(cle).titre} · Territoires Pilotes"
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").all_inner_texts() == [page_du_site(cle).titre]
    assert f"état au {DIT}" in phrase(page)


def _ouvrir_les_volets(visite: Visite, cle: str, theme: Theme, subtests: pytest.Subtests) -> None:
    """Open each popover: it holds something, in French, and without an accessibility fault."""
    boutons = visite.page.get_by_test_id("stPopover").get_by_role("button").all()
    assert len(boutons) >= _VOLETS + (cle in AVEC_DONNEES)
    for bouton in boutons:
        nom = bouton.inner_text()
        bouton.click()
        visite.page.get_by_test_id("stPopoverBody").wait_for()
        visite.attendre()
        with subtests.test("volet", nom=nom):
            assert fautes(visite.page, VOLET, couleurs=theme == "dark") == []
            assert anglais(visite.page) == []
        replier(visite.page)


def _passer_au_papier(page: Page) -> None:
    """Made for paper, the settings are gone, the origin of the data is there, ink is dark."""
    assert not page.locator(".tp-papier").first.is_visible()
    passer_au_papier(page)
    assert reglages_imprimes(page) == []
    assert "mises à jour le" in page.locator(".tp-papier").first.inner_text()
    for montre in ("h1", ".tp-phrase", ".tp-pied"):
        assert page.locator(montre).first.is_visible(), montre
    assert page.get_by_text(f"État au {DIT}").first.is_visible()
    assert clarte(page, "h1") < 100  # ink on paper, in the dark theme too


def _imprimer(page: Page, cle: str) -> None:
    """Printed, no sheet is blank, none but the last is half-empty, and no word is lost."""
    feuilles = feuilles_de_papier(page)
    assert [rang for rang, feuille in enumerate(feuilles) if not mots(feuille.texte)] == []
    if cle != "lettre":  # a workshop, of which paper keeps little
        assert [f.remplie for f in feuilles[:-1] if f.remplie < 0.5] == []
    assert feuilles[0].texte.startswith(page_du_site(cle).titre)
    assert perdus_sur_le_papier(page, feuilles) == []


def _se_tient(visite: Visite, theme: Theme) -> None:
    """In its window, in French, and without a fault that axe can find.

    A theme changes nothing but colours: the dark one has the windows of the light one.
    """
    assert debords(visite.page) == []
    assert anglais(visite.page) == []
    assert images_sans_nom(visite.page) == []
    assert fautes(visite.page, couleurs=theme == "dark") == []


@pytest.mark.parametrize("cle", CLES)
def test_page(visiter: Visiter, cle: str, subtests: pytest.Subtests) -> None:
    visite = visiter()
    page = visite.aller(chemin(cle, f"date={JOUR}"))
    with subtests.test("la page demandée"):
        _reconnaitre(page, cle)
    with subtests.test("aucune sorte de commande nouvelle"):
        assert commandes(page) <= {*COMMANDES, *SAISIES}
    tout_deplier(page)
    visite.attendre()
    for theme, largeurs in _fenetres(cle).items():
        if theme == "dark":
            visite.assombrir()
        for largeur in largeurs:
            visite.elargir(largeur)
            with subtests.test(theme, largeur=largeur):
                _se_tient(visite, theme)
        if cle in _VOLETS_OUVERTS if theme == "light" else cle == CLES[0]:
            _ouvrir_les_volets(visite, cle, theme, subtests)
    with subtests.test("sur le papier"):
        _passer_au_papier(page)
    with subtests.test("en feuilles"):
        _imprimer(page, cle)
    with subtests.test("sans erreur, et seule"):
        assert (visite.erreurs, visite.dehors) == ([], [])


def test_unknown_address_says_so_in_french(visiter: Visiter) -> None:
    visite = visiter()
    with visite.page.expect_response(f"{visite.url}/nulle-part") as document:
        page = visite.aller("/nulle-part")
    assert document.value.status == 404  # programs are told so too
    page.get_by_text("Page introuvable").wait_for()
    expect(page.locator("h1")).to_have_text(page_du_site(CLES[0]).titre)
