"""What robots and browsers ask any site for, under the path where it is served."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.publication.site.pages import PAGES
from fabrique_dash.serveur.adresses import site
from outils.icone import TAILLES, icone
from tests.serveur.stables import client

SITE = "http://testserver"
CONTACT = "mailto:securite@tableau.example"


@pytest.mark.parametrize("base", ["", "tableau"])
def test_robots_are_told_what_is_not_for_them_and_where_the_map_is(base: str) -> None:
    racine = f"/{base}".rstrip("/")
    reponse = client(base).get(f"{racine}/robots.txt")
    lignes = reponse.text.splitlines()
    assert reponse.headers["content-type"] == "text/plain; charset=utf-8"
    assert lignes[0] == "User-agent: *"
    for ferme in ("/connexion", "/_stcore/", "/metriques", "/mise-a-jour"):
        assert f"Disallow: {racine}{ferme}" in lignes
    assert lignes[-1] == f"Sitemap: {SITE}{racine}/sitemap.xml"


def test_the_map_lists_pages_and_sheets_with_the_day_of_the_data(donnees: Donnees) -> None:
    reponse = client("tableau").get("/tableau/sitemap.xml")
    assert reponse.headers["content-type"] == "application/xml; charset=utf-8"
    lus = ElementTree.fromstring(reponse.content)
    lieux = [page[0].text or "" for page in lus]
    assert len(lieux) == len(set(lieux)) and lieux[0] == f"{SITE}/tableau/"
    assert f"{SITE}/tableau/a-propos" in lieux
    for territoire in donnees.table("territoires")["id"]:
        assert f"{SITE}/tableau/territoires?territoire={territoire}" in lieux
    # Without a journal there is no history to read; what only the team uses is never there.
    assert [lieu for lieu in lieux if lieu.endswith(("/historique", "/mise-a-jour"))] == []
    assert len([p for p in PAGES if not p.du_journal]) + 10 == len(lieux)
    assert {page[1].text for page in lus} == {donnees.descripteur.jour.isoformat()}


def test_the_map_has_no_parameter() -> None:
    assert client().get("/sitemap.xml?x=1").status_code == 404


def test_the_icon_is_the_one_of_the_pages_in_each_size() -> None:
    reponse = client("tableau").get("/tableau/favicon.ico")
    assert reponse.headers["content-type"] == "image/x-icon"
    with Image.open(BytesIO(reponse.content)) as image:
        assert image.info["sizes"] == {(cote, cote) for cote in TAILLES}
    with Image.open(BytesIO(reponse.content)) as servie, Image.open(BytesIO(icone())) as refaite:
        assert servie.convert("RGBA").tobytes() == refaite.convert("RGBA").tobytes()


@pytest.mark.parametrize(
    ("ecrit", "contact"),
    [
        (CONTACT, CONTACT),
        (" securite@tableau.example ", CONTACT),
        ("https://tableau.example/securite", "https://tableau.example/securite"),
        ("", ""),
        ("http://tableau.example", ""),
        ("mailto:a@b.example\nExpires: jamais", ""),
        ("appelez-nous", ""),
    ],
)
def test_a_contact_is_an_address(ecrit: str, contact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(site.VARIABLE, ecrit)
    assert site.contact_de_securite() == contact
    reponse = client("tableau").get("/tableau/.well-known/security.txt")
    if not contact:
        assert reponse.status_code == 404 and site.VARIABLE in reponse.text
        return
    dits = dict(ligne.split(": ", 1) for ligne in reponse.text.splitlines())
    assert dits["Contact"] == contact and dits["Expires"].endswith("T00:00:00Z")
    assert dits["Canonical"] == f"{SITE}/tableau/.well-known/security.txt"
