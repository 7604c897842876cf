"""What other sites show of the dashboard: the code that a page gives, tried in another page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from fabrique_dash.publication.images.images import IMAGES
from outils.serveur_local import Serveur
from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import chemin, deplier

COLONNE = 700
_PAGES = {image.page: ident for ident, image in IMAGES.items() if ident != "chiffre"}
_HAUTEURS = "() => [document.documentElement.scrollHeight, window.innerHeight]"
_TROU = 60  # pixels that may stay empty under the source line


@contextmanager
def _autre_site(corps: str) -> Iterator[str]:
    """Serve one page from another origin: browsers refuse a frame on a page that nobody serves."""

    class Reponse(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(corps.encode("utf-8"))

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Reponse) as serveur:
        Thread(target=serveur.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serveur.server_port}/"
        serveur.shutdown()


@pytest.mark.parametrize(("cle", "ident"), list(_PAGES.items())[::3])
def test_the_frame_of_a_picture_shows_it_whole(
    visiter: Visiter, serveur: Serveur, cle: str, ident: str
) -> None:
    page = visiter().aller(chemin(cle))
    codes = deplier(page, "Intégrer ailleurs").locator("code")
    codes.first.wait_for()
    code = next(c for c in codes.all_inner_texts() if f"/integrer/{ident}?" in c)
    ailleurs = page.context.new_page()
    demandes: list[str] = []
    ailleurs.on("request", lambda demande: demandes.append(demande.url))
    with _autre_site(f'<!doctype html><div style="width:{COLONNE}px">{code}</div>') as adresse:
        ailleurs.goto(adresse)
        cadre = ailleurs.frame_locator("iframe")
        expect(cadre.get_by_role("link", name="Voir dans le tableau de bord")).to_be_visible()
        contenu, hauteur = ailleurs.frames[1].evaluate(_HAUTEURS)
        corps = cadre.locator("body").bounding_box()
    assert contenu <= hauteur  # no bar to scroll
    assert corps is not None and hauteur - corps["height"] <= _TROU
    assert all(url.startswith((serveur.url, adresse)) for url in demandes)
