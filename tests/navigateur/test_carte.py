"""The map: drawn without any network but the server, and another way to choose a territory."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

from fabrique_dash.chiffres.tables.carte import territoires_sur_carte
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import (
    TELEPHONE,
    Visite,
    cadre_de_la_carte,
    chemin,
    choisir,
    lien_de_la_vue,
)
from tests.pages.session import la_vue

_CADRE = "iframe.stCustomComponentV1"
# True once the map has come near a territory, and has not moved for a while.
_ARRIVEE = """() => {
  const ici = window.map.getBounds().toBBoxString();
  window.__immobile = ici === window.__ici ? window.__immobile + 1 : 0;
  window.__ici = ici;
  return window.map.getZoom() >= 9 && window.__immobile > 20;
}"""
_MARQUEURS = ".leaflet-marker-pane .leaflet-marker-icon"


def _carte(page: Page) -> FrameLocator:
    return page.frame_locator(_CADRE)


def _places() -> list[str]:
    """Names of the territories that have a place on the map."""
    territoires = la_vue().territoires
    return list(territoires[territoires["nom"] != ""]["nom"])


def _couper_le_reseau(visite: Visite) -> None:
    """Let requests to the server through and no other."""

    def trier(route: Route) -> None:
        if route.request.url.startswith(visite.url):
            route.continue_()
        else:
            route.abort()

    visite.page.route("**/*", trier)


def test_map_is_drawn_without_network(visiter: Visiter) -> None:
    visite = visiter()
    _couper_le_reseau(visite)
    page = visite.aller(chemin("carte"))
    carte = _carte(page)
    assert carte.locator(".leaflet-overlay-pane path").count() > 12
    noms = [n for n in _places() if carte.get_by_text(n, exact=True).count()]
    assert noms == _places()
    assert carte.locator(_MARQUEURS).count() == len(noms)
    assert carte.locator("img").count() == 0
    assert visite.erreurs == []
    assert visite.dehors == []


def test_marks_lie_within_the_frame(visiter: Visiter) -> None:
    for largeur in (1280, TELEPHONE):
        page = visiter(largeur).aller(chemin("carte"))
        assert [nom for nom in _places() if not _visible(page, nom)] == []


def _choisi(visite: Visite, nom: str) -> None:
    """Check that a territory is chosen: list, sheet, address, link."""
    page = visite.page
    expect(page.get_by_role("combobox", name="Territoire")).to_have_value(nom)
    expect(page.get_by_test_id("stMain").get_by_role("heading", name=nom)).to_be_visible()
    visite.attendre()
    assert "territoire=" in page.url
    ailleurs = lien_de_la_vue(page)
    assert "territoire=" in ailleurs
    assert visite.erreurs == []


def _marque(page: Page, nom: str) -> Locator:
    return _carte(page).locator(_MARQUEURS).filter(has_text=nom)


def _visible(page: Page, nom: str) -> bool:
    """Tell whether a mark is inside the frame of the map."""
    cadre, marque = page.locator(_CADRE).bounding_box(), _marque(page, nom).bounding_box()
    assert cadre is not None
    assert marque is not None
    milieu_x, milieu_y = marque["x"] + marque["width"] / 2, marque["y"] + marque["height"] / 2
    return (
        cadre["x"] < milieu_x < cadre["x"] + cadre["width"]
        and cadre["y"] < milieu_y < cadre["y"] + cadre["height"]
    )


def test_click_on_a_mark_chooses_the_territory(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("carte"))
    nom = _places()[0]
    _marque(page, nom).locator("svg").click()
    _choisi(visite, nom)


def test_one_click_after_another(visiter: Visiter) -> None:
    """The second territory is one that the map still shows once it has moved to the first.

    By their names: seen from far, the marks of two close neighbours lie on one another.
    """
    visite = visiter()
    page = visite.aller(chemin("carte"))
    lieux = territoires_sur_carte(la_vue()).dropna(subset=["lat"])
    premier = str(lieux.sort_values("lat")["libelle"].iloc[-2])  # has neighbours in the North
    _marque(page, premier).get_by_text(premier).click()
    _choisi(visite, premier)
    cadre_de_la_carte(page).wait_for_function(_ARRIVEE)
    voisins = [nom for nom in _places() if nom != premier and _visible(page, nom)]
    _marque(page, voisins[0]).get_by_text(voisins[0]).click()
    _choisi(visite, voisins[0])


def test_the_list_chooses_the_territory(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("carte"))
    nom = _places()[-1]
    choisir(page, "Territoire", nom)
    _choisi(visite, nom)


def test_the_list_can_undo_a_click(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("carte"))
    nom = _places()[0]
    _marque(page, nom).locator("svg").click()
    _choisi(visite, nom)
    choisir(page, "Territoire", "Aucun en particulier")
    expect(page.get_by_text("Choisissez un territoire")).to_be_visible()
    assert "territoire=" not in page.url


def test_keyboard_reaches_a_mark_and_chooses_it(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("carte"))
    page.get_by_role("combobox", name="Territoire").focus()
    actif = "() => document.activeElement?.classList.contains('leaflet-marker-icon') || false"
    cadre = next(f for f in page.frames if "folium" in f.url)
    for _ in range(40):
        page.keyboard.press("Tab")
        if cadre.evaluate(actif):
            break
    assert cadre.evaluate(actif)
    nom = cadre.evaluate("() => document.activeElement.innerText.trim()")
    assert nom in _places()
    page.keyboard.press("Enter")
    _choisi(visite, nom)


def test_hover_shows_the_territory_and_its_group(visiter: Visiter) -> None:
    page = visiter().aller(chemin("carte"))
    nom = _places()[0]
    _marque(page, nom).locator("svg").hover()
    bulle = _carte(page).locator(".leaflet-tooltip")
    expect(bulle).to_contain_text(nom)
    expect(bulle).to_contain_text("Groupe")


def test_layers_are_drawn_when_asked_for(visiter: Visiter) -> None:
    visite = visiter()
    page = visite.aller(chemin("carte"))
    avant = _carte(page).locator(_MARQUEURS).count()
    with visite.rejouer():
        page.get_by_role("button", name="Lieux des événements").click()
    expect(_carte(page).locator(_MARQUEURS)).not_to_have_count(avant)
    assert _carte(page).locator(_MARQUEURS).count() > avant
    assert visite.erreurs == []


def test_the_frame_has_a_french_name_and_language(visiter: Visiter) -> None:
    page = visiter().aller(chemin("carte"))
    assert page.locator(_CADRE).get_attribute("title") == "Carte"
    document = cadre_de_la_carte(page).evaluate("[document.documentElement.lang, document.title]")
    assert document == ["fr", "Carte"]


def test_one_finger_scrolls_past_the_map_and_two_move_it(visiter: Visiter) -> None:
    visite = visiter(TELEPHONE, neuf=True)
    protocole = visite.page.context.new_cdp_session(visite.page)
    protocole.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    cadre = cadre_de_la_carte(visite.aller(chemin("carte")))
    assert cadre.get_by_text("Deux doigts déplacent la carte").is_visible()
    geste = cadre.locator(".leaflet-container").evaluate("e => getComputedStyle(e).touchAction")
    assert geste == "pan-x pan-y"
    assert cadre.evaluate("[map.dragging.enabled(), map.touchZoom.enabled()]") == [False, True]
