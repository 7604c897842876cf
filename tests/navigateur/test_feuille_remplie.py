"""The worksheet in a real browser: filled with the keyboard, exported, taken back, never sent."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import Visite, chemin, texte

FEUILLE = chemin("referentiel", "feuille=oui")


def _note(page: Page, rang: int) -> str:
    return page.get_by_test_id("stTextInput").locator("input").nth(rang).input_value()


def _noter(visite: Visite, rang: int, note: str) -> None:
    visite.page.get_by_test_id("stTextInput").locator("input").nth(rang).fill(note)
    with visite.rejouer():
        visite.page.keyboard.press("Tab")


def _donner(page: Page, fichier: Path) -> None:
    page.locator("input[type=file]").set_input_files(fichier)


def test_a_sheet_goes_out_and_comes_back_in_another_session(
    visiter: Visiter, tmp_path: Path
) -> None:
    visite = visiter()
    page = visite.aller(FEUILLE)
    page.get_by_test_id("stButtonGroup").first.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    with visite.rejouer():
        page.keyboard.press("Space")
    _noter(visite, 1, "=1+1 à suivre")
    assert "1 en chemin" in texte(page)
    with page.expect_download() as attente:
        page.get_by_role("button", name="Exporter ma feuille").click()
    attente.value.save_as(tmp_path / "feuille.csv")
    assert ";'=1+1 à suivre" in (tmp_path / "feuille.csv").read_text("utf-8-sig")

    autre = visiter()
    page = autre.aller(FEUILLE)
    assert "0 en chemin" in texte(page)
    _donner(page, tmp_path / "feuille.csv")
    page.get_by_text("balises reprises du fichier").wait_for()
    autre.attendre()  # the sentence comes before the rows that it is about
    assert "1 en chemin" in texte(page) and _note(page, 1) == "=1+1 à suivre"
    assert (visite.erreurs, visite.dehors, autre.erreurs, autre.dehors) == ([], [], [], [])


def test_a_wrong_file_is_refused_and_nothing_is_lost(visiter: Visiter, tmp_path: Path) -> None:
    visite = visiter()
    page = visite.aller(FEUILLE)
    _noter(visite, 0, "déjà là")
    faux = tmp_path / "faux.csv"
    faux.write_text("balise;titre;etat;note\nE1-1;x;80 %;<img src=x onerror=alert(1)>\n", "utf-8")
    _donner(page, faux)
    alerte = page.get_by_role("alert").filter(has_text="Fichier refusé")
    alerte.wait_for()
    visite.attendre()
    assert "faux.csv, ligne 2" in alerte.inner_text()
    assert _note(page, 0) == "déjà là"
    assert visite.dialogues == [] and visite.erreurs == []


def test_what_is_typed_survives_a_link_and_a_step_back(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(FEUILLE)
    _noter(visite, 0, "gardé")
    with visite.rejouer():
        page.get_by_test_id("stMain").locator("a.tp-lien", has_text="E1.3").first.click()
    assert "balise=E1-3" in page.url
    with visite.rejouer():
        page.go_back()
    page.get_by_test_id("stTextInput").first.wait_for()
    assert _note(page, 0) == "gardé"


def test_what_follows_the_sheet_is_not_drawn_again_when_it_goes(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(FEUILLE)
    page.locator(".tp-enjeu").first.evaluate("enjeu => { enjeu.dataset.temoin = 'là'; }")
    case = page.get_by_test_id("stCheckbox").filter(has_text="feuille de route")
    with visite.rejouer():
        case.locator("label").click()
    assert not page.get_by_role("heading", name="Ma feuille de route").is_visible()
    assert page.locator(".tp-enjeu[data-temoin]").count() == 1
