"""On paper: a territory's sheet fits A4, and the one that is downloaded stands alone.

What each page prints is in `test_pages`.
"""

from __future__ import annotations

from pathlib import Path

from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import (
    feuilles_de_papier,
    mots,
    passer_au_papier,
    perdus_sur_le_papier,
)
from tests.navigateur.visites import chemin

# 210 mm less the margins of the sheet, at 96 pixels per inch.
LARGEUR_DE_LA_FEUILLE = 688
_DEBORDENT = """largeur => [...document.querySelectorAll('.tp-table, .tp-fiche, main svg, p')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > largeur + 1)
  .map(e => e.outerHTML.slice(0, 80))"""


def test_sheet_of_a_territory_fits_the_paper_and_is_printed_whole(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("territoires", "territoire=beauvais"))
    passer_au_papier(page)
    page.set_viewport_size({"width": LARGEUR_DE_LA_FEUILLE, "height": 970})
    visite.attendre()
    assert page.evaluate(_DEBORDENT, LARGEUR_DE_LA_FEUILLE) == []
    assert page.locator(".tp-long > div").first.is_visible()
    feuilles = feuilles_de_papier(page)
    assert len(feuilles) > 1 and all(mots(feuille.texte) for feuille in feuilles)
    assert perdus_sur_le_papier(page, feuilles) == []


def test_downloaded_sheet_opens_alone(visiter: Visiter, tmp_path: Path) -> None:
    visite = visiter()
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
    feuilles = feuilles_de_papier(seule)
    assert all(mots(feuille.texte) for feuille in feuilles)
    imprime = "".join(mot for feuille in feuilles for mot in mots(feuille.texte))
    titres = seule.get_by_role("heading").all_inner_texts()
    assert len(titres) > 3
    assert [t for t in titres for mot in mots(t) if mot not in imprime] == []
