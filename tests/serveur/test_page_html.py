"""The HTML page: French, titled, styled, whatever way it is asked for."""

import gzip
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from fabrique_dash.serveur.facade.habillage import Entree, Habillage, Lieu, habiller
from fabrique_dash.serveur.facade.page_html import PageHtml

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
HABILLAGE = Habillage(
    titre="Territoires Pilotes",
    description='Description « citée » & "échappée"',
    icone="./app/static/favicon.svg",
    adresse="./app/static/adresse.js",
    copie="./app/static/copie.js",
    feuille="./app/static/style.css",
    police="./app/static/fonts/police.woff2",
    sans_script="JavaScript est nécessaire.",
    pages=(
        Entree("/", "Territoires Pilotes", 'Description « citée » & "échappée"'),
        Entree("/carte", "Territoires Pilotes", "Où\u202f?"),
        Entree("/frise", "Frise · Territoires Pilotes", "Que s’est-il <b>passé</b>\u202f?"),
    ),
    image="./app/static/carte.png",
    flux="./flux.atom",
)


async def _index(_requete: Request) -> Response:
    return FileResponse(INDEX, headers={"cache-control": "no-cache"})


async def _fiche(_requete: Request) -> Response:
    return HTMLResponse('<html lang="oc"><title>Fiche</title></html>')


async def _csv(_requete: Request) -> Response:
    return PlainTextResponse("a;b", headers={"etag": '"x"'})


async def _prise(prise: WebSocket) -> None:
    await prise.accept()
    await prise.send_text('<html lang="en">')
    await prise.close()


def _app(base: str = "") -> Starlette:
    routes = [
        WebSocketRoute("/_stcore/stream", _prise),
        Route("/fiche", _fiche),
        Route("/donnees.csv", _csv),
        Route("/component/carte", _fiche),
        Route("/{chemin:path}", _index),
    ]
    couches = [
        Middleware(PageHtml, habillage=HABILLAGE, base=base, vue=lambda _etat, _lieu: None),
        Middleware(GZipMiddleware, minimum_size=10),
    ]
    return Starlette(routes=routes, middleware=couches)


@pytest.fixture
def client() -> TestClient:
    return TestClient(_app())


@pytest.mark.parametrize(
    ("adresse", "gardee"),
    [
        ("/carte?groupe=nord", "no-cache"),
        ("/carte?apercu=p1", "private, no-store"),
        ("/mise-a-jour", "private, no-store"),
        ("/mise-a-jour/?porte=seance", "private, no-store"),
    ],
)
def test_drafts_and_previews_are_kept_by_no_cache(
    client: TestClient, adresse: str, gardee: str
) -> None:
    assert client.get(adresse).headers["cache-control"] == gardee


@pytest.mark.parametrize("chemin", ["/", "/carte"])
@pytest.mark.parametrize("encodage", ["gzip, deflate, br", "identity"])
def test_page_is_french_with_and_without_gzip(
    client: TestClient, chemin: str, encodage: str
) -> None:
    reponse = client.get(chemin, headers={"accept-encoding": encodage})
    assert '<html lang="fr">' in reponse.text
    assert "<title>Territoires Pilotes</title>" in reponse.text
    assert '<link rel="stylesheet" href="./app/static/style.css" />' in reponse.text
    assert "JavaScript est nécessaire." in reponse.text
    assert "enable JavaScript" not in reponse.text
    assert (reponse.headers.get("content-encoding") == "gzip") == ("gzip" in encodage)
    assert reponse.headers["vary"] == "Accept-Encoding"
    assert "etag" not in reponse.headers


@pytest.mark.parametrize("encodage", ["gzip", "identity"])
def test_content_length_is_that_of_the_bytes_sent(client: TestClient, encodage: str) -> None:
    with client.stream("GET", "/carte", headers={"accept-encoding": encodage}) as reponse:
        brut = b"".join(reponse.iter_raw())
    assert int(reponse.headers["content-length"]) == len(brut)
    page = gzip.decompress(brut) if encodage == "gzip" else brut
    assert page.endswith(b"</html>\n")


@pytest.mark.parametrize("chemin", ["/nulle-part", "/carte/plus-loin", "/index.html"])
def test_an_unknown_address_is_a_404_that_still_shows_the_page(
    client: TestClient, chemin: str
) -> None:
    reponse = client.get(chemin)
    assert reponse.status_code == client.head(chemin).status_code == 404
    assert '<html lang="fr">' in reponse.text and 'id="root"' in reponse.text


def test_a_page_that_an_address_of_ours_gives_is_found(client: TestClient) -> None:
    assert client.get("/fiche").status_code == client.head("/fiche").status_code == 200


@pytest.mark.parametrize("base", ["", "dash"])
@pytest.mark.parametrize("chemin", ["/static/js/x.js", "/images/a/b", "/integrer/a/b"])
def test_where_there_are_only_files_an_unknown_one_is_not_the_page(base: str, chemin: str) -> None:
    adresse = f"/{base}{chemin}" if base else chemin
    reponse = TestClient(_app(base)).get(adresse)
    assert reponse.status_code == 404 and reponse.headers["content-type"].startswith("text/plain")
    assert "<" not in reponse.text and "etag" not in reponse.headers
    assert TestClient(_app(base)).head(adresse).status_code == 404


def test_a_file_of_html_that_a_session_made_is_given_as_it_is(client: TestClient) -> None:
    reponse = client.get("/media/lettre.html")
    assert reponse.status_code == 200 and reponse.text == INDEX.read_text("utf-8")


def test_description_is_escaped(client: TestClient) -> None:
    assert 'content="Description « citée » &amp; &#34;échappée&#34;"' in client.get("/").text


def test_no_inline_script_is_left_for_the_security_policy_to_block(client: TestClient) -> None:
    assert "<script>" not in client.get("/").text


def test_the_front_end_is_told_its_server_before_it_starts(client: TestClient) -> None:
    page = client.get("/carte").text
    assert page.index('<script src="./app/static/adresse.js"></script>') < page.index("module")
    assert '<script src="./app/static/copie.js" defer></script>' in page


def test_only_the_project_font_is_preloaded(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count('as="font"') == 1
    assert "./app/static/fonts/police.woff2" in page


def test_conditional_and_range_requests_still_get_the_whole_page(client: TestClient) -> None:
    for entete, valeur in (("if-none-match", "*"), ("range", "bytes=0-3")):
        reponse = client.get("/", headers={entete: valeur})
        assert reponse.status_code == 200
        assert '<html lang="fr">' in reponse.text


def test_head_announces_no_wrong_length(client: TestClient) -> None:
    reponse = client.head("/carte")
    assert reponse.status_code == 200
    assert "content-length" not in reponse.headers
    assert "etag" not in reponse.headers


@pytest.mark.parametrize("chemin", ["/fiche", "/component/carte"])
def test_other_html_is_left_as_it_is(client: TestClient, chemin: str) -> None:
    assert client.get(chemin).text == '<html lang="oc"><title>Fiche</title></html>'


def test_other_types_are_left_as_they_are(client: TestClient) -> None:
    reponse = client.get("/donnees.csv")
    assert (reponse.text, reponse.headers["etag"]) == ("a;b", '"x"')


def test_websocket_messages_are_left_alone(client: TestClient) -> None:
    with client.websocket_connect("/_stcore/stream") as prise:
        assert prise.receive_text() == '<html lang="en">'


@pytest.mark.parametrize("chemin", ["/dash/", "/dash/carte"])
def test_under_a_base_path(chemin: str) -> None:
    directe = TestClient(_app(base="dash")).get(chemin)
    montee = TestClient(Starlette(routes=[Mount("/dash", app=_app())])).get(chemin)
    for reponse in (directe, montee):
        assert '<html lang="fr">' in reponse.text
        assert 'href="./app/static/style.css"' in reponse.text


def test_stylesheet_address_has_the_same_depth_as_the_bundle() -> None:
    """Streamlit's own relative addresses and ours resolve to the same folder on deep links."""
    page = habiller(INDEX.read_text(encoding="utf-8"), HABILLAGE, Lieu("http://hote", "/carte"))
    assert 'src="./static/js/index.' in page
    assert HABILLAGE.feuille.startswith("./app/static/")


def _metas(page: str) -> dict[str, str]:
    paires = re.findall(r'<meta property="([^"]+)" content="([^"]*)" />', page)
    assert len(paires) == len(dict(paires))
    return dict(paires)


@pytest.mark.parametrize("encodage", ["gzip", "identity"])
def test_each_page_has_its_own_title_and_card(client: TestClient, encodage: str) -> None:
    page = client.get("/frise?date=2021-11-30", headers={"accept-encoding": encodage}).text
    assert page.count("<title>") == 1
    assert "<title>Frise · Territoires Pilotes</title>" in page
    metas = _metas(page)
    assert metas["og:title"] == "Frise · Territoires Pilotes"
    assert metas["og:description"] == "Que s’est-il &lt;b&gt;passé&lt;/b&gt;\u202f?"
    assert metas["og:url"] == "http://testserver/frise?date=2021-11-30"
    assert metas["og:image"] == "http://testserver/app/static/carte.png"
    assert 'type="application/atom+xml" href="./flux.atom"' in page


def test_the_card_follows_the_base_path() -> None:
    for app in (_app(base="dash"), Starlette(routes=[Mount("/dash", app=_app())])):
        metas = _metas(TestClient(app).get("/dash/frise").text)
        assert metas["og:url"] == "http://testserver/dash/frise"
        assert metas["og:image"] == "http://testserver/dash/app/static/carte.png"


@pytest.mark.parametrize("hote", ['x"><script>1</script>', "a b", "a/b", "", "é"])
def test_a_host_that_is_none_is_not_written_into_the_page(client: TestClient, hote: str) -> None:
    page = client.get("/frise", headers={b"host": hote.encode()}).text
    assert _metas(page)["og:url"] == "http://localhost/frise"
    assert "<script>1" not in page


def test_the_query_cannot_leave_its_attribute(client: TestClient) -> None:
    page = client.get('/frise?x="><script>1</script>').text
    assert "<script>1" not in page
    assert _metas(page)["og:url"].startswith("http://testserver/frise?x=")
