"""The page of an address with its first view: kept, in time, and never broken by it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import streamlit
from anyio.from_thread import start_blocking_portal

from fabrique_dash.donnees.depot import EtatDuDepot, depot
from fabrique_dash.publication.premiere_vue import vue_de_page
from fabrique_dash.publication.premiere_vue.vue_de_page import PremiereVue
from fabrique_dash.serveur.facade.habillage import Lieu
from fabrique_dash.serveur.facade.identite import HABILLAGE
from fabrique_dash.serveur.facade.pages_faites import ADRESSE_GARDEE, PagesFaites, vue_de
from fabrique_dash.serveur.reserve import Prete

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
VUE = '<div id="premiere-vue"'
LARGE = 60.0  # seconds: the machine that runs the tests may be busy


@pytest.fixture(autouse=True)
def _donnees_lues() -> None:
    depot().etat()


def _prendre(pages: PagesFaites, chemin: str, requete: str = "") -> Prete:
    # In a thread: the browser of other tests keeps a loop in this one.
    with start_blocking_portal() as portail:
        return portail.call(pages.prendre, INDEX, Lieu("http://hote", chemin, requete), "client")


def _page(prete: Prete) -> str:
    return prete.fichier.octets.decode("utf-8")


def test_the_view_is_in_the_page_before_the_application() -> None:
    page = _page(_prendre(PagesFaites(HABILLAGE, patience=LARGE), "/carte", "date=2022-06-01"))
    assert page.index(VUE) < page.index('<div id="root">')
    assert "état au 1er\u00a0juin 2022" in page
    assert page.count("<title>") == page.count("<h1>") == 1
    # What starts the application is fetched at once, and waits for the view to be painted.
    assert '<script type="module"' not in page
    assert 'adresse.js" data-application="./static/js/' in page
    assert page.index(VUE) < page.index('<link rel="stylesheet" crossorigin')


def test_a_page_is_made_once() -> None:
    faites: list[str] = []

    def compter(etat: EtatDuDepot, lieu: Lieu) -> PremiereVue | None:
        faites.append(lieu.adresse)
        return vue_de(etat, lieu)

    pages = PagesFaites(HABILLAGE, compter, LARGE)
    premiere, seconde = _prendre(pages, "/frise"), _prendre(pages, "/frise")
    assert seconde is premiere and len(faites) == 1
    _prendre(pages, "/frise", "date=2022-06-01")
    assert len(faites) == 2


@pytest.mark.parametrize(
    ("chemin", "requete"),
    [("/inconnue", ""), ("/carte", "embed=True"), ("/carte", "x=" + "y" * ADRESSE_GARDEE)],
)
def test_where_there_is_no_view(chemin: str, requete: str) -> None:
    page = _page(_prendre(PagesFaites(HABILLAGE, patience=LARGE), chemin, requete))
    assert VUE not in page and '<script type="module"' in page


def test_a_view_that_fails_leaves_the_page_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def rater(_demande: object) -> str:
        raise RuntimeError("raté")

    monkeypatch.setitem(vue_de_page.BLOCS, "carte", rater)
    page = _page(_prendre(PagesFaites(HABILLAGE, patience=LARGE), "/carte"))
    assert VUE not in page and "<title>Carte · Territoires Pilotes</title>" in page
    assert "Première vue impossible" in caplog.text


def test_a_page_does_not_wait_for_a_view_that_is_late() -> None:
    venue = threading.Event()

    def tarder(etat: EtatDuDepot, lieu: Lieu) -> PremiereVue | None:
        venue.wait()
        return vue_de(etat, lieu)

    pages = PagesFaites(HABILLAGE, tarder, patience=0.05)
    try:
        assert VUE not in _page(_prendre(pages, "/frise"))
    finally:
        venue.set()
