"""The letter's workshop in a browser: nothing typed is lost, and nothing needs the mouse."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import Visite, chemin

SUITE = "debut=2021-10-15&fin=2021-11-14&date=2021-11-14"
ADRESSE = chemin("lettre", SUITE)
BONJOUR = "Bonjour à toutes et à tous\u202f! "
CLE_GARDEE = "tp-lettre|"
# Types as soon as the fields are drawn, before the browser has given the kept draft back.
_FRAPPER_TOUT_DE_SUITE = """() => new MutationObserver((_, veille) => {
  const zone = document.querySelector(".st-key-lettre-edito textarea");
  if (!zone || !document.querySelector(".tp-brouillon[data-neuf=oui]") || !window.__lettre) return;
  veille.disconnect();
  window.__frappe = true;
  const avant = new InputEvent("beforeinput", { bubbles: true, cancelable: true });
  if (!zone.dispatchEvent(avant)) return;
  const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  set.call(zone, `x${zone.value}`);
  zone.dispatchEvent(new Event("input", { bubbles: true }));
}).observe(document, { childList: true, subtree: true })"""


def _zone(page: Page, rubrique: str) -> Locator:
    return page.locator(f".st-key-lettre-{rubrique} textarea")


def _au_debut(zone: Locator) -> None:
    zone.focus()
    zone.press("Control+Home")


def _corps(page: Page) -> Locator:
    return page.frame_locator("iframe[srcdoc]").locator("body")


def _reprise(visite: Visite) -> None:
    visite.page.get_by_text("Brouillon repris").wait_for()
    visite.attendre()


def _ecrire(visite: Visite, ajout: str) -> None:
    """Write at the beginning of the first rubrique, and send it to the server."""
    _au_debut(_zone(visite.page, "edito"))
    visite.page.keyboard.insert_text(ajout)
    with visite.rejouer():
        visite.page.keyboard.press("Control+Enter")


def _gardes(page: Page) -> list[str]:
    """Return the drafts that the browser keeps."""
    gardes: dict[str, str] = page.evaluate("() => ({...localStorage})")
    return [garde for cle, garde in gardes.items() if cle.startswith(CLE_GARDEE)]


_GARDE_DEPUIS = f"""debut => Object.entries({{...localStorage}})
  .some(([cle, garde]) => cle.startsWith("{CLE_GARDEE}") && JSON.parse(garde).le >= debut)"""


def _laisser_garder(page: Page) -> None:
    """Wait until the browser has looked at the page once more, and kept what stands there."""
    debut = page.evaluate(
        "() => { document.body.append(document.createElement('i')); return Date.now(); }"
    )
    page.wait_for_function(_GARDE_DEPUIS, arg=debut)


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


def test_what_is_typed_too_early_does_not_replace_the_kept_draft(visiter: Visiter) -> None:
    visite = visiter(neuf=True)
    page = visite.aller(ADRESSE)
    _ecrire(visite, BONJOUR)
    page.add_init_script(f"({_FRAPPER_TOUT_DE_SUITE})()")
    page.reload()
    page.wait_for_function("() => window.__frappe")
    assert any(BONJOUR.strip() in garde for garde in _gardes(page))
    _reprise(visite)
    assert _zone(page, "edito").input_value().startswith(BONJOUR)


def test_the_kept_draft_is_given_back_even_if_the_fields_still_show_it(visiter: Visiter) -> None:
    """A server that has no draft says so a moment before the fields follow."""
    visite = visiter()
    page = visite.aller(ADRESSE)
    _ecrire(visite, BONJOUR)
    _laisser_garder(page)  # until then it takes what has just been typed for known
    with visite.rejouer():
        page.evaluate(
            """() => {
              document.querySelector(".tp-brouillon").dataset.neuf = "oui";
              document.body.append(document.createElement("i"));
            }"""
        )
    # the server was asked again: it has this draft already, and says nothing of it
    assert _zone(page, "edito").input_value().startswith(BONJOUR)


def test_a_kept_draft_that_is_the_data_s_is_not_announced(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _ecrire(visite, BONJOUR)
    with visite.rejouer():
        page.get_by_role("button", name="Repartir des données").click()
    page.wait_for_function(
        "dit => !Object.values({...localStorage}).some(v => v.includes(dit))", arg=BONJOUR.strip()
    )
    visite.aller(ADRESSE)
    page.wait_for_function("() => window.__temoin.demandes() > 1")
    visite.attendre()
    assert page.get_by_text("Brouillon repris").count() == 0
    _ecrire(visite, BONJOUR)
    assert any(BONJOUR.strip() in garde for garde in _gardes(page))


def test_a_draft_survives_a_lost_connection(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _ecrire(visite, BONJOUR)
    page.context.set_offline(True)
    _zone(page, "a-suivre").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\n\nÀ bientôt\u202f!")
    page.context.set_offline(False)
    page.reload()
    _reprise(visite)
    assert _zone(page, "edito").input_value().startswith(BONJOUR)
    assert _zone(page, "a-suivre").input_value().endswith("À bientôt\u202f!")


def test_paragraphs_move_and_leave_by_keyboard_and_come_back(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    zone = _zone(page, "en-pratique")
    premier, second, *_ = zone.input_value().split("\n\n")
    _au_debut(zone)
    with visite.rejouer():
        zone.press("Alt+ArrowDown")
    assert zone.input_value().split("\n\n")[:2] == [second, premier]
    with visite.rejouer():
        zone.press("Alt+Delete")
    assert premier not in zone.input_value()
    page.get_by_text("1\u00a0phrase laissée de côté").click()
    with visite.rejouer():
        page.get_by_role("button", name="Remettre").click()
    assert zone.input_value().split("\n\n")[-1] == premier
    assert visite.erreurs == []


def test_preview_runs_no_script_and_asks_nothing_outside(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _ecrire(visite, "<script>parent.__attaque=1</script><img src=x onerror=alert(1)> ")
    assert "<script>parent.__attaque=1</script>" in _corps(page).inner_text()
    assert page.evaluate("() => window.__attaque") is None
    assert (visite.dehors, visite.dialogues) == ([], [])


def test_letter_is_copied_with_its_layout(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    page.get_by_role("button", name="Copier la lettre").click()
    page.get_by_text("Copié\u00a0: la lettre, mise en forme comprise").wait_for()
    lire = """async (sorte) => {
      const [copie] = await navigator.clipboard.read();
      return (await copie.getType(sorte)).text();
    }"""
    assert "17 et 18\u00a0novembre 2021" in page.evaluate(lire, "text/plain")
    html = page.evaluate(lire, "text/html")
    assert "<h2" in html and "Sessions du tronc commun" in html


_SANS_HTTPS = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.mark.parametrize("permise", [True, False])
def test_without_https_the_letter_is_copied_or_the_refusal_is_told(
    visiter: Visiter, permise: bool
) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    page.evaluate(_SANS_HTTPS)
    if not permise:
        page.evaluate("document.execCommand = () => false")
    page.get_by_role("button", name="Copier la lettre").click()
    if not permise:
        page.get_by_text("Copie refusée par le navigateur").wait_for()
        return
    page.get_by_text("Copié\u00a0: la lettre").wait_for()
    collage = page.context.new_page()
    collage.set_content("<div id=ici contenteditable></div>")
    collage.locator("#ici").focus()
    collage.keyboard.press("Control+V")
    expect(collage.get_by_role("heading", name="Sources")).to_be_visible()


def _telecharger(page: Page, nom: str) -> bytes:
    with page.expect_download() as attendu:
        page.get_by_role("button", name=nom, exact=True).click()
    return Path(attendu.value.path()).read_bytes()


def test_downloads_hold_the_edited_letter(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    _ecrire(visite, BONJOUR)
    html = _telecharger(page, "HTML pour le courriel").decode("utf-8")
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
    _ecrire(visite, BONJOUR)
    garde = tmp_path / "brouillon.json"
    garde.write_bytes(_telecharger(page, "Enregistrer le brouillon"))
    etranger = tmp_path / "autre.json"
    etranger.write_text('{"a": 1}', encoding="utf-8")

    _rouvrir(page, etranger)
    page.get_by_text("Fichier refusé").wait_for()
    visite.attendre()
    assert _zone(page, "edito").input_value().startswith(BONJOUR)

    neuve = visiter(neuf=True)  # another browser, on another period
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


def test_a_changed_sentence_is_put_back_by_one_click(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    zone, retouchee = _zone(page, "edito"), page.get_by_text("1\u00a0phrase retouchée")
    avant = zone.input_value()
    _ecrire(visite, "Avant --> après. ")
    retouchee.wait_for()
    page.reload()  # the identity of the sentence comes back with the text
    _reprise(visite)
    retouchee.wait_for()
    with visite.rejouer():
        page.get_by_role("button", name="Rétablir").click()
    assert zone.input_value() == avant
    assert retouchee.count() == 0
    assert visite.erreurs == []


def test_typing_slowly_keeps_the_cursor_and_every_letter(visiter: Visiter) -> None:
    """The page comes to rest between two letters, as it does under human fingers."""
    visite = visiter()
    page = visite.aller(ADRESSE)
    for rubrique in ("edito", "en-theorie"):
        _au_debut(_zone(page, rubrique))
        page.keyboard.type(BONJOUR, delay=40)
        assert _zone(page, rubrique).input_value().startswith(BONJOUR)
        expect(_zone(page, rubrique)).to_be_focused()
    with visite.rejouer():
        page.keyboard.press("Control+Enter")
    expect(_corps(page).get_by_text(BONJOUR.strip())).to_have_count(2)


def test_rubriques_typed_before_the_page_is_drawn_again_are_all_kept(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(ADRESSE)
    rubriques = ("edito", "en-theorie", "en-pratique")
    for rubrique in rubriques:
        _au_debut(_zone(page, rubrique))
        page.keyboard.insert_text(BONJOUR)
    page.keyboard.press("Control+Enter")
    # Each field left is a rerun of its own, which no count can tell from the others.
    expect(_corps(page).get_by_text(BONJOUR.strip())).to_have_count(len(rubriques))
    visite.attendre()
    assert all(_zone(page, r).input_value().startswith(BONJOUR) for r in rubriques)
