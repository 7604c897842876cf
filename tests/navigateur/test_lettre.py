"""The letter's workshop in a browser: nothing typed is lost, and nothing needs the mouse."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Locator, Page, expect

from outils import serveur_local
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import Visite, chemin

SUITE = "debut=2021-10-15&fin=2021-11-14&date=2021-11-14"
ADRESSE = chemin("lettre", SUITE)
BONJOUR = "Bonjour à toutes et à tous\u202f! "


def _zone(page: Page, rubrique: str) -> Locator:
    return page.locator(f".st-key-lettre-{rubrique} textarea")


def _au_debut(zone: Locator) -> None:
    zone.focus()
    zone.press("Control+Home")


def _corps(page: Page) -> Locator:
    return page.frame_locator("iframe[srcdoc]").locator("body")


def _reprise(visite: Visite) -> None:
    visite.page.get_by_text("Brouillon repris").wait_for(timeout=15_000)
    visite.attendre()


def test_what_was_being_typed_survives_a_reload(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _au_debut(_zone(page, "edito"))
    page.keyboard.insert_text(BONJOUR)
    page.reload()  # without leaving the field: the server knows nothing of it yet
    _reprise(visite)
    assert _zone(page, "edito").input_value().startswith(BONJOUR)
    assert BONJOUR.strip() in _corps(page).inner_text()
    assert (visite.erreurs, visite.dehors) == ([], [])


def test_a_draft_survives_a_lost_connection(visiter: Visiter) -> None:
    with serveur_local.servir() as lance:
        visite = visiter(url=lance.url)
        page = visite.aller(ADRESSE)
        _au_debut(_zone(page, "edito"))
        page.keyboard.insert_text(BONJOUR)
        page.keyboard.press("Control+Enter")
        visite.attendre()
        visite.page.context.set_offline(True)
        _zone(page, "a-suivre").focus()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("\n\nÀ bientôt\u202f!")
        visite.page.context.set_offline(False)
        page.reload()
        _reprise(visite)
        assert _zone(page, "edito").input_value().startswith(BONJOUR)
        assert _zone(page, "a-suivre").input_value().endswith("À bientôt\u202f!")


def test_a_draft_survives_a_server_that_starts_again(
    visiter: Visiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = serveur_local.port_libre()
    monkeypatch.setattr(serveur_local, "port_libre", lambda: port)
    with serveur_local.servir() as lance:
        visite = visiter(url=lance.url)
        page = visite.aller(ADRESSE)
        _au_debut(_zone(page, "edito"))
        page.keyboard.insert_text(BONJOUR)
        page.keyboard.press("Control+Enter")
        visite.attendre()
    with serveur_local.servir():
        expect(_zone(page, "edito")).to_be_enabled(timeout=60_000)
        visite.attendre()
        assert _zone(page, "edito").input_value().startswith(BONJOUR)
        _au_debut(_zone(page, "edito"))
        page.keyboard.insert_text("Re-bonjour. ")
        page.keyboard.press("Control+Enter")
        _corps(page).get_by_text(f"Re-bonjour. {BONJOUR.strip()}").wait_for()


def test_paragraphs_move_and_leave_by_keyboard_and_come_back(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    zone = _zone(page, "en-pratique")
    premier, second, *_ = zone.input_value().split("\n\n")
    _au_debut(zone)
    zone.press("Alt+ArrowDown")
    visite.attendre()
    assert zone.input_value().split("\n\n")[:2] == [second, premier]
    zone.press("Alt+Delete")
    visite.attendre()
    assert premier not in zone.input_value()
    page.get_by_text("1\u00a0phrase laissée de côté").click()
    page.get_by_role("button", name="Remettre").click()
    visite.attendre()
    assert zone.input_value().split("\n\n")[-1] == premier
    assert visite.erreurs == []


def test_preview_runs_no_script_and_asks_nothing_outside(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _au_debut(_zone(page, "edito"))
    page.keyboard.insert_text("<script>parent.__attaque=1</script><img src=x onerror=alert(1)> ")
    page.keyboard.press("Control+Enter")
    visite.attendre()
    assert "<script>parent.__attaque=1</script>" in _corps(page).inner_text()
    assert page.evaluate("() => window.__attaque") is None
    assert (visite.dehors, visite.dialogues) == ([], [])


def test_letter_is_copied_with_its_layout(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier la lettre").click()
    page.get_by_text("Lettre copiée").wait_for()
    lire = """async (sorte) => {
      const [copie] = await navigator.clipboard.read();
      return (await copie.getType(sorte)).text();
    }"""
    assert "17 et 18\u00a0novembre 2021" in page.evaluate(lire, "text/plain")
    html = page.evaluate(lire, "text/html")
    assert "<h2" in html and "Sessions du tronc commun" in html


def _telecharger(page: Page, nom: str) -> bytes:
    with page.expect_download() as attendu:
        page.get_by_role("button", name=nom, exact=True).click()
    return Path(attendu.value.path()).read_bytes()


def test_downloads_hold_the_edited_letter(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _au_debut(_zone(page, "edito"))
    page.keyboard.insert_text(BONJOUR)
    page.keyboard.press("Control+Enter")
    visite.attendre()
    html = _telecharger(page, "HTML pour l’e-mail").decode("utf-8")
    lue = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert BONJOUR.strip() in "".join(lue.itertext())
    with zipfile.ZipFile(io.BytesIO(_telecharger(page, "Le kit complet (zip)"))) as boite:
        assert "lettre.docx" in boite.namelist()
        assert BONJOUR.strip() in boite.read("lettre.txt").decode("utf-8")
    brouillon = json.loads(_telecharger(page, "Enregistrer le brouillon"))
    assert brouillon["rubriques"][0]["paragraphes"][0]["origine"] == "retouche"


def test_a_saved_draft_reopens_and_a_foreign_file_loses_nothing(
    visiter: Visiter, tmp_path: Path
) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _au_debut(_zone(page, "edito"))
    page.keyboard.insert_text(BONJOUR)
    page.keyboard.press("Control+Enter")
    visite.attendre()
    garde = tmp_path / "brouillon.json"
    garde.write_bytes(_telecharger(page, "Enregistrer le brouillon"))
    etranger = tmp_path / "autre.json"
    etranger.write_text('{"a": 1}', encoding="utf-8")

    _rouvrir(page, etranger)
    page.get_by_text("Fichier refusé").wait_for()
    visite.attendre()
    assert _zone(page, "edito").input_value().startswith(BONJOUR)

    neuve = visiter()  # another browser, on another period
    page = neuve.aller(chemin("lettre"))
    _rouvrir(page, garde)
    page.get_by_text("Brouillon rouvert").wait_for()
    neuve.attendre()
    assert _zone(page, "edito").input_value().startswith(BONJOUR)
    assert "debut=2021-10-15" in page.url and "date=2021-11-14" in page.url


def _rouvrir(page: Page, fichier: Path) -> None:
    with page.expect_file_chooser() as attendu:
        page.get_by_role("button", name="Rouvrir un brouillon…").click()
    attendu.value.set_files(fichier)
