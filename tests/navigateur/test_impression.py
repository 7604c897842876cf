"""On paper: the settings are gone, the origin of the data is there, and the sheet fits A4."""

from __future__ import annotations

import re

import pytest

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import BUREAU, CLES, chemin

_PAGES_DU_PDF = re.compile(rb"/Type\s*/Page\b")
_REGLAGES = ["stSidebar", "stHeader", "stPopover", "stSelectbox", "stButton", "stDownloadButton"]
# 210 mm less the margins of the sheet, at 96 pixels per inch.
LARGEUR_DE_LA_FEUILLE = 688
_DEBORDENT = """largeur => [...document.querySelectorAll('.tp-table, .tp-fiche, main svg, p')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > largeur + 1)
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("cle", CLES)
def test_paper_shows_the_origin_and_no_setting(visiter: Visiter, cle: str) -> None:
    page = visiter(BUREAU).aller(chemin(cle, "date=2022-06-01"))
    assert not page.locator(".tp-papier").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".tp-papier").first.is_visible()
    assert "mises à jour le" in page.locator(".tp-papier").first.inner_text()
    assert page.locator(".tp-phrase").first.is_visible()
    assert page.get_by_text("État au 1er\u00a0juin 2022").first.is_visible()
    for reglage in _REGLAGES:
        for element in page.get_by_test_id(reglage).all():
            assert not element.is_visible(), reglage


def test_sheet_fits_the_width_of_the_paper(visiter: Visiter) -> None:
    page = visiter(BUREAU).aller(chemin("territoires", "territoire=beauvais"))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": LARGEUR_DE_LA_FEUILLE, "height": 970})
    page.wait_for_timeout(500)
    assert page.evaluate(_DEBORDENT, LARGEUR_DE_LA_FEUILLE) == []
    assert page.locator("details.tp-note p").first.is_visible()


def test_printed_sheet_goes_on_over_several_pages(visiter: Visiter) -> None:
    page = visiter(BUREAU).aller(chemin("territoires", "territoire=beauvais"))
    papier = page.pdf(prefer_css_page_size=True)
    assert papier.startswith(b"%PDF-")
    assert 3 <= len(_PAGES_DU_PDF.findall(papier)) <= 12


def test_downloaded_sheet_opens_alone(visiter: Visiter, tmp_path: object) -> None:
    visite = visiter(BUREAU)
    page = visite.aller(chemin("territoires", "territoire=arras"))
    page.get_by_role("button", name="Télécharger").click()
    with page.expect_download() as attendu:
        page.get_by_role("button", name="page à imprimer").click()
    fichier = f"{tmp_path}/{attendu.value.suggested_filename}"
    attendu.value.save_as(fichier)
    demandes: list[str] = []
    seule = page.context.new_page()
    seule.on("request", lambda demande: demandes.append(demande.url))
    seule.goto(f"file://{fichier}")
    assert seule.get_by_role("heading", level=1).inner_text() == "Communauté urbaine d’Arras"
    assert seule.get_by_role("img").bounding_box()
    assert demandes == [f"file://{fichier}"]
    assert len(_PAGES_DU_PDF.findall(seule.pdf(prefer_css_page_size=True))) >= 3
