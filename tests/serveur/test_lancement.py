"""The application answers under uvicorn and a base path as it does elsewhere under Streamlit."""

import gzip
import http.cookiejar
import re
import struct
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from fabrique_dash.publication.site.pages import page as page_du_site
from fabrique_dash.serveur.facade.envois import PREFIXE, Bornes
from outils.serveur_local import Serveur, servir_asgi
from outils.session_brute import pages_de, parcourir_ensemble, parcourir_et
from tests.accelerateurs import ACCELERATEURS, accelerateurs_charges, lus_sous_linux

pytestmark = pytest.mark.serveur


# The tests of the browser see it under `streamlit run` at the root; those of nginx, through it.
@pytest.fixture(scope="module")
def serveur() -> Iterator[Serveur]:
    with servir_asgi(base="tableau") as lance:
        yield lance


def _lire(url: str, **entetes: str) -> tuple[bytes, dict[str, str]]:
    demande = urllib.request.Request(url, headers=entetes)
    with urllib.request.urlopen(demande, timeout=120) as reponse:
        return reponse.read(), {nom.lower(): valeur for nom, valeur in reponse.headers.items()}


def test_home_and_deep_links_are_french_and_protected(serveur: Serveur) -> None:
    for chemin in ("/", "/carte"):
        page, entetes = _lire(serveur.url + chemin)
        assert b'<html lang="fr">' in page
        assert "default-src 'self'" in entetes["content-security-policy"]


@lus_sous_linux
def test_it_has_the_fast_loop(serveur: Serveur) -> None:
    assert accelerateurs_charges(serveur.pid) == ACCELERATEURS


def test_project_files_are_served(serveur: Serveur) -> None:
    feuille, entetes = _lire(serveur.url + "/app/static/style.css")
    assert b".tp-badge" in feuille
    assert entetes["content-type"].startswith("text/css")


def test_bundle_is_compressed_and_translated(serveur: Serveur) -> None:
    page = _lire(serveur.url + "/")[0].decode()
    nom = page.split('data-application="./static/js/index.')[1].split('"')[0]
    adresse = f"{serveur.url}/static/js/index.{nom}"
    script, entetes = _lire(adresse, **{"Accept-Encoding": "gzip"})
    assert entetes["content-encoding"] == "gzip"
    assert b"Aller au contenu principal" in gzip.decompress(script)


def test_stable_addresses_answer_beside_the_pages(serveur: Serveur) -> None:
    for chemin in (
        "/donnees/evenements.csv",
        "/donnees/territoires.geojson",
        "/chiffres.json",
        "/agenda.ics",
        "/flux.atom",
        "/integrer/territoires_annonces",
        "/sante",
    ):
        corps, entetes = _lire(serveur.url + chemin)
        assert corps and "<div id=" not in corps.decode("utf-8", "ignore"), chemin
        assert entetes["x-content-type-options"] == "nosniff"
    assert f"{serveur.url}/flux.atom".encode() in _lire(f"{serveur.url}/flux.atom")[0]


@pytest.mark.parametrize("accepte", ["gzip", "identity"])
@pytest.mark.parametrize("chemin", ["/", "/carte", "/donnees?table=sources", "/a-propos"])
def test_each_page_has_one_title_and_a_card(serveur: Serveur, chemin: str, accepte: str) -> None:
    octets, entetes = _lire(serveur.url + chemin, **{"Accept-Encoding": accepte})
    page = (gzip.decompress(octets) if accepte == "gzip" else octets).decode()
    cle = chemin.split("?")[0].strip("/").replace("-", "_") or "accueil"
    assert page.count("<title>") == 1
    assert f"<title>{page_du_site(cle).titre} · Territoires Pilotes</title>" in page
    assert f'property="og:url" content="{serveur.url}{chemin}"' in page
    image = page.split('property="og:image" content="')[1].split('"')[0]
    octets, entetes = _lire(image)
    assert image.startswith(serveur.url) and entetes["content-type"] == "image/png"
    assert struct.unpack(">II", octets[16:24]) == (1200, 630)


@pytest.mark.parametrize(
    "chemin", ["/app/static/%2e%2e/cadre/entree.py", "/app/static/..%2fcadre/entree.py"]
)
def test_the_code_next_to_the_files_cannot_be_read(serveur: Serveur, chemin: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refus:
        _lire(serveur.url + chemin)
    assert refus.value.code in {400, 404}


def test_every_page_runs_to_its_end(serveur: Serveur) -> None:
    pages = pages_de(serveur.url)
    assert pages
    for page in pages:
        assert all(p.reussi for p in parcourir_ensemble(serveur.url, page.chemin, 1)), page


_BORD = "----bord"
_FICHIER = (
    f'--{_BORD}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
    f"{'x' * 1000}\r\n--{_BORD}--\r\n"
).encode()


def test_what_a_session_sends_and_never_reads_is_bounded(serveur: Serveur) -> None:
    biscuits = http.cookiejar.CookieJar()
    navigateur = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(biscuits))
    navigateur.open(f"{serveur.url}/_stcore/health").close()
    jeton = next(str(b.value) for b in biscuits if "xsrf" in b.name)

    def envoyer(session: str, numero: int) -> int:
        type_mime = f"multipart/form-data; boundary={_BORD}"
        entetes = {"X-Xsrftoken": jeton, "Content-Type": type_mime}
        adresse = f"{serveur.url}{PREFIXE}{session}/{numero}"
        demande = urllib.request.Request(adresse, _FICHIER, entetes, method="PUT")
        with navigateur.open(demande, timeout=120) as reponse:
            return int(reponse.status)

    def inonder(session: str) -> None:
        trop = 2 * Bornes().par_client
        assert [envoyer(session, n) for n in range(trop)] == [204] * trop
        mesures = _lire(f"{serveur.url}/_stcore/metrics")[0].decode()
        gardes = re.search(r'"UploadedFileManager".* (\d+)', mesures)
        assert gardes and int(gardes[1]) == 1000 * Bornes().par_client

    assert parcourir_et(serveur.url, "referentiel", inonder).reussi
