"""The first view in a browser: alone without JavaScript, then replaced without a jump."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from fabrique_dash.publication.site.pages import page as page_du_site
from outils.serveur_local import Serveur
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import CLES, TELEPHONE, chemin

JOUR = "2022-06-01"
DIT = "1er\u00a0juin 2022"
SAUT_PERMIS = 0.05
# Looks at every change: how many titles a reader's tools can find, and how much moves until the
# application has taken the place of the first view.
_OBSERVER = """
window.__titres = 0;
window.__sauts = [];
window.__remplacee = Infinity;
let vue = false;
new MutationObserver(() => {
  const la = Boolean(document.getElementById("premiere-vue"));
  if (vue && !la) window.__remplacee = Math.min(window.__remplacee, performance.now());
  vue = vue || la;
  const lisibles = [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility({
    visibilityProperty: true,
  }));
  window.__titres = Math.max(window.__titres, lisibles.length);
}).observe(document, { subtree: true, childList: true, attributes: true });
new PerformanceObserver((lot) => {
  for (const saut of lot.getEntries()) window.__sauts.push([saut.startTime, saut.value]);
}).observe({ type: "layout-shift", buffered: true });
"""
# What Streamlit itself moves later, when a map or a figure comes, is not of the replacement.
_SAUTS = """() => window.__sauts.filter(([instant]) => instant < window.__remplacee + 100)
  .reduce((somme, [, valeur]) => somme + valeur, 0)"""


def _faire_la_vue(page: Page, adresse: str) -> None:
    """Ask for a first view until it is there: a busy server sends the page, and makes it after."""
    while 'id="premiere-vue"' not in page.request.get(adresse).text():
        pass


def test_every_page_can_be_read_without_javascript(navigateur: Browser, serveur: Serveur) -> None:
    contexte = navigateur.new_context(java_script_enabled=False, locale="fr-FR")
    page = contexte.new_page()
    for cle in CLES:
        adresse = f"{serveur.url}{chemin(cle, f'date={JOUR}')}"
        _faire_la_vue(page, adresse)
        page.goto(adresse)
        vue = page.locator("#premiere-vue")
        expect(vue.locator("h1")).to_have_text(page_du_site(cle).titre)
        expect(vue.locator(".tp-phrase")).to_be_visible()
        assert f"état au {DIT}" in vue.locator(".tp-phrase").inner_text()
        expect(vue.locator("noscript p")).to_be_visible()
        assert vue.evaluate("e => e.scrollWidth <= e.clientWidth")
    contexte.close()


@pytest.mark.parametrize("cle", ["accueil", "carte", "territoires"])
def test_the_application_takes_its_place_without_a_jump(
    visiter: Visiter, serveur: Serveur, cle: str
) -> None:
    visite = visiter(TELEPHONE, neuf=True)
    visite.page.add_init_script(_OBSERVER)
    _faire_la_vue(visite.page, f"{serveur.url}{chemin(cle, f'date={JOUR}')}")
    page = visite.aller(chemin(cle, f"date={JOUR}"))
    expect(page.locator("#premiere-vue")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("window.__titres") == 1
    assert page.evaluate("Number.isFinite(window.__remplacee)")
    assert page.evaluate(_SAUTS) < SAUT_PERMIS
    assert visite.erreurs == [] and visite.dehors == []


def test_an_embedded_page_has_no_first_view(visiter: Visiter) -> None:
    page = visiter().aller(chemin("carte", "embed=true"))
    assert "premiere-vue" not in str(page.request.get(page.url).text())
    expect(page.locator("h1")).to_be_visible()
