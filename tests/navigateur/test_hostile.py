"""Data and addresses full of attacks: nothing runs, nothing asks another host."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from fabrique_dash.publication.site.pages import page as page_du_site
from outils.serveur_local import Serveur
from tests.attaques import ATTAQUES, HOTE, MARQUE
from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import tout_deplier
from tests.navigateur.visites import (
    AU_MENU,
    CLES,
    Visite,
    cadre_de_la_carte,
    chemin,
    menu,
    replier,
)

_TEMOIN = f"() => window.{MARQUE} !== undefined"
_COUCHES = "&".join(
    f"couches={quote(c)}"
    for c in (
        "Territoires",
        "Villes pairs, saison 1",
        "Villes pairs, saison 2",
        "Villes pairs, saison 3",
        "Lieux des événements",
    )
)
_POISON = quote(f'"><img src=x onerror=window.{MARQUE}=1>${{window.{MARQUE}=1}}')
_NOMS = ("date", "cohorte", "groupes", "couches", "territoire", "couloirs", "mesure", "annees")
_VOLETS = ("accueil", "frise", "territoires")  # those of the other pages are made the same
# Those that have a popover, a map, a thing or a form of their own, and those that the menu lacks.
_PAR_L_ADRESSE = (*_VOLETS, "carte", "lettre", *(c for c in CLES if c not in AU_MENU))
_ADRESSE = "&".join(f"{nom}={_POISON}" for nom in _NOMS)


def _rien_n_a_agi(visite: Visite) -> None:
    assert visite.dialogues == []
    assert [f.url for f in visite.page.frames if f.evaluate(_TEMOIN)] == []
    assert visite.erreurs == []
    assert visite.dehors == []


def _ouvrir_les_volets(visite: Visite) -> None:
    for bouton in visite.page.get_by_test_id("stPopover").get_by_role("button").all():
        bouton.click()
        visite.page.get_by_test_id("stPopoverBody").wait_for()
        visite.attendre()
        replier(visite.page)


def _rien_dans_la_page(visite: Visite) -> None:
    """Hold that a page shows the attacks as text, and that nothing of them has acted."""
    tout_deplier(visite.page)
    assert ATTAQUES[0] in visite.page.locator("body").inner_text()
    liens = visite.page.eval_on_selector_all("a", "es => es.map(e => e.href)")
    assert [lien for lien in liens if HOTE in lien or "javascript:" in lien] == []
    _rien_n_a_agi(visite)


@pytest.mark.parametrize("cle", _PAR_L_ADRESSE)
def test_no_attack_acts_from_the_data_or_the_address(
    visiter: Visiter, empoisonne: Serveur, cle: str
) -> None:
    visite = visiter(url=empoisonne.url)
    page = visite.aller(chemin(cle, _ADRESSE))
    assert "sans filtre" in page.locator(".tp-phrase").inner_text()
    if cle in _VOLETS:
        _ouvrir_les_volets(visite)
    _rien_dans_la_page(visite)


def test_no_attack_acts_on_any_page_of_the_menu(
    visiter: Visiter, empoisonne: Serveur, subtests: pytest.Subtests
) -> None:
    """From page to page as a reader goes: what each reads in its address is the same script."""
    visite = visiter(url=empoisonne.url)
    page = visite.aller(chemin(CLES[0], _ADRESSE))
    for rang, cle in reversed(list(enumerate(AU_MENU))):
        if cle in _PAR_L_ADRESSE:
            continue
        with visite.rejouer():
            menu(page).nth(rang).click()
        with subtests.test(cle):
            expect(page.locator("h1")).to_have_text(page_du_site(cle).titre)
            _rien_dans_la_page(visite)


@pytest.mark.parametrize("cle", ["frise", "groupes"])
def test_no_attack_acts_in_charts_when_hovered(
    visiter: Visiter, empoisonne: Serveur, cle: str
) -> None:
    visite = visiter(url=empoisonne.url)
    page = visite.aller(chemin(cle))
    points = page.locator(".js-plotly-plot .point")
    assert points.count() > 0
    bulle = page.locator(".js-plotly-plot .hovertext")
    for rang in range(0, points.count(), 5):
        points.nth(rang).hover(force=True)
        expect(bulle.first).to_be_visible()
    _rien_n_a_agi(visite)


def test_no_attack_acts_in_the_map(visiter: Visiter, empoisonne: Serveur) -> None:
    visite = visiter(url=empoisonne.url)
    cadre = cadre_de_la_carte(visite.aller(chemin("carte", _COUCHES)))
    marques = cadre.locator(".leaflet-marker-icon")
    assert marques.count() > 20
    montrees = ""
    for rang in range(marques.count()):
        marques.nth(rang).dispatch_event("mouseover")
        bulle = cadre.locator(".leaflet-tooltip")
        montrees += bulle.first.inner_text() if bulle.count() else ""
        marques.nth(rang).dispatch_event("mouseout")
    assert all(attaque in montrees for attaque in ATTAQUES[:6])
    with visite.rejouer():
        marques.last.locator("svg").dispatch_event("click")
    _rien_n_a_agi(visite)
