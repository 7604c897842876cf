"""What is checked of a page that is open in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import streamlit
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from outils.navigateur import attendre_calme

Faute = tuple[str, str]

# Kinds of controls: those that the address follows, and the page on which each is changed for the
# proof; those that hold what one types or brings, which other tests fill.
COMMANDES = {
    "stButtonGroup": "frise",
    "stSlider": "frise",
    "stSelectbox": "parcours",
    "stNumberInput": "parcours",
    "stDateInput": "parcours",
    "stCheckbox": "referentiel",
}
SAISIES = {"stTextInput", "stTextArea", "stFileUploader"}
# Kinds of files, as buttons name them, and the page from which each is downloaded for the proof.
FORMES = {
    "CSV pour Excel (;)": "frise",
    "CSV": "frise",
    "Parquet": "frise",
    "Lisez-moi": "frise",
    "agenda (.ics)": "frise",
    "SVG": "groupes",
    "PNG": "groupes",
    "PNG double": "groupes",
    "texte alternatif": "groupes",
    "GeoJSON": "carte",
    "classeur Excel": "parcours",
    "PDF de deux pages": "parcours",
    "document Word": "parcours",
    "page à imprimer (HTML)": "territoires",
}
_GENRES = "es => es.map(e => e.parentElement.closest('[data-testid]').dataset.testid)"
_AXE = Axe().axe_script
_DEBORD = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BLOC = "document.querySelector('[data-testid=stMain]')"
_SANS_NOM = """es => es.filter(e => !(e.ariaLabel || e.alt || e.title
  || e.closest('[aria-label]') || e.querySelector('[aria-label]')))
  .map(e => e.outerHTML.slice(0, 120))"""
_TEXTES = """() => {
  const dits = [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')]
    .flatMap(e => [e.ariaLabel, e.title, e.placeholder, e.alt]);
  const marche = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (marche.nextNode()) {
    if (!marche.currentNode.parentElement.closest('script, style')) {
      dits.push(marche.currentNode.data);
    }
  }
  return dits.filter(Boolean).map(t => t.trim()).filter(Boolean);
}"""

# A text that the front end shows or names: it begins with a capital, and holds no code.
_TEXTE_DU_FRONTAL = re.compile(
    r"(?:children|label|title|placeholder|message|alt|\"aria-label\"):`([A-Z][^`$\\{}<>]{1,80})`"
)
_PAREILS_EN_FRANCAIS = {"Distance", "Euro", "Logo", "Maximum", "Minimum", "Notifications", "OK"}
_MOTS_ANGLAIS = re.compile(r"\b(?:the|and|with|your|you|this|have|please|press|click)\b", re.I)

_REGLAGES = [
    "stSidebar",
    "stHeader",
    "stPopover",
    "stSelectbox",
    "stButton",
    "stButtonGroup",
    "stDownloadButton",
]
_COULEUR = "e => getComputedStyle(e).color"
# What paper should hold: neither icons, nor what is said to screen readers only, nor what lies in
# a box with its own scroll bar (a wide table, a field), nor the ticks of an axis, which a
# chart chooses anew for the width of the sheet.
_IMPRIMABLES = """() => {
  const dits = [];
  const defile = e => e && (e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX !== 'visible' || defile(e.parentElement));
  const marche = document.createTreeWalker(
    document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (marche.nextNode()) {
    const boite = marche.currentNode.parentElement;
    const { width, height } = boite.getBoundingClientRect();
    if (width > 2 && height > 2 && boite.checkVisibility({ visibilityProperty: true })
        && !boite.closest('style, script, textarea, [aria-hidden=true][translate=no]')
        && !boite.closest('.xtick, .ytick')
        && !defile(boite)) {
      dits.push(marche.currentNode.data);
    }
  }
  return dits;
}"""


@cache
def textes_du_frontal() -> frozenset[str]:
    """The English texts of Streamlit's front end, before the dashboard translates them."""
    dossier = Path(streamlit.__file__).parent / "static" / "static" / "js"
    textes = {
        texte
        for fichier in dossier.glob("*.js")
        for texte in _TEXTE_DU_FRONTAL.findall(fichier.read_text("utf-8"))
    }
    assert {"Close", "Skip to main content", "Choose date"} <= textes
    return frozenset(textes - _PAREILS_EN_FRANCAIS)


def anglais(page: Page) -> list[str]:
    """List the texts and names of a page that are English: the front end's, or by their words."""
    dits = page.evaluate(_TEXTES)
    assert len(dits) > 20
    return [t for t in dits if t in textes_du_frontal() or _MOTS_ANGLAIS.search(t)]


def debords(page: Page) -> list[int]:
    """List how far the page goes beyond the window, and its content beyond its own place."""
    mesures = [page.evaluate(_DEBORD), page.evaluate(f"{_BLOC}.scrollWidth - {_BLOC}.clientWidth")]
    return [mesure for mesure in mesures if mesure > 0]


def commandes(page: Page) -> set[str]:
    """Return the kinds of controls that stand in a page, by the test id of each."""
    genres = page.get_by_test_id("stMain").get_by_test_id("stWidgetLabel")
    return set(genres.evaluate_all(_GENRES))


def images_sans_nom(page: Page) -> list[str]:
    """List the pictures, charts and frames that have no name for those who do not see them."""
    noms: list[str] = page.eval_on_selector_all(
        "main svg[role=img], main img, main iframe, [data-testid=stPlotlyChart]", _SANS_NOM
    )
    return noms


def _preparer(cadre: Frame) -> None:
    if not cadre.evaluate("() => Boolean(window.axe)"):
        cadre.evaluate(_AXE)


def fautes(page: Page, dans: str = "", *, couleurs: bool = False) -> list[Faute]:
    """Run axe on a page and its frames: each fault's rule, and the element.

    Args:
        page: the page.
        dans: the part to look at, the whole page if empty.
        couleurs: look at colours only, when nothing else has changed since the last look.
    """
    for cadre in page.frames:
        _preparer(cadre)
    regles = {"runOnly": ["cat.color"]} if couleurs else {}
    trouvees = page.evaluate(
        "([dans, choix]) => axe.run(dans || document, choix).then(r => r.violations)",
        [dans, {"resultTypes": ["violations"], **regles}],
    )
    return [(f["id"], noeud["html"][:160]) for f in trouvees for noeud in f["nodes"]]


def tout_deplier(page: Page) -> None:
    """Unfold everything that unfolds in the page, at once: the mouse would go from one to one."""
    replies = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    replies.evaluate_all("es => es.forEach(e => e.click())")
    expect(replies).to_have_count(0)


def clarte(page: Page, choix: str) -> float:
    """Return the mean of the red, green and blue of an element's colour."""
    couleur = page.locator(choix).evaluate(_COULEUR)
    nombres = [float(n) for n in couleur[couleur.index("(") + 1 : -1].split(",")[:3]]
    return sum(nombres) / 3


def mots(texte: str) -> list[str]:
    """List the words of a text."""
    return re.findall(r"\w+", texte)


@dataclass(frozen=True)
class Feuille:
    """A sheet of paper: what is written on it, and how far down, from 0 to 1."""

    texte: str
    remplie: float


def feuilles_de_papier(page: Page) -> list[Feuille]:
    """Print a page on A4, without the outline of its names: it would be read as a second text."""
    page.add_style_tag(content="svg text { stroke: none !important }")
    imprime = page.pdf(format="A4", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(imprime) as lu:
        return [_feuille(feuille) for feuille in lu]


def _feuille(lue: pypdfium2.PdfPage) -> Feuille:
    haut, ecrit = lue.get_height(), lue.get_textpage()
    bas = [ecrit.get_rect(rang)[1] for rang in range(ecrit.count_rects())]
    return Feuille(ecrit.get_text_range(), 1 - min(bas, default=haut) / haut)


def perdus_sur_le_papier(page: Page, feuilles: list[Feuille]) -> list[str]:
    """List the words that a page shows, made for paper, and that its sheets do not hold."""
    imprime = "".join(mot for feuille in feuilles for mot in mots(feuille.texte))
    montres = [mot for texte in page.evaluate(_IMPRIMABLES) for mot in mots(texte)]
    assert len(montres) > 50
    return [mot for mot in montres if mot not in imprime]


def reglages_imprimes(page: Page) -> list[str]:
    """List the settings that still show once the page is made for paper."""
    return [r for r in _REGLAGES if page.get_by_test_id(r).filter(visible=True).count()]


def passer_au_papier(page: Page) -> None:
    """Show a page as it is printed."""
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    attendre_calme(page)  # what follows the width of the page is drawn again
