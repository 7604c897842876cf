"""Opening a session by a link, and what is refused: replay, another site, a fixed session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from fabrique_dash.journal import moteur
from fabrique_dash.journal.comptes import compte_de_la_session
from fabrique_dash.journal.invitations import inviter_l_administrateur_local, ouvrir_une_session
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.publication.site.adresses import retour_permis
from fabrique_dash.serveur.adresses import connexion
from tests.journal.essais import numero, sain
from tests.serveur.stables import client

SITE = "http://testserver"
D_ICI = {"origin": SITE}


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """Return the journal of the server, where nothing was published yet."""
    monkeypatch.setenv(moteur.VARIABLE, str(tmp_path / "journal.sqlite"))
    monkeypatch.setattr(connexion, "verifier", sain)
    monkeypatch.delenv("FABRIQUE_ADRESSE", raising=False)
    ouvert = ouvrir()
    yield ouvert
    ouvert.fermer()


def _ouvrir(site: TestClient, jeton: str, **champs: str) -> int:
    return site.post("/connexion", data={"jeton": jeton, **champs}, headers=D_ICI).status_code


def test_a_link_opens_one_session_and_begins_the_journal(
    site: TestClient, journal: Journal
) -> None:
    jeton = inviter_l_administrateur_local(journal)
    lien = f"{SITE}/connexion#{jeton}"
    reponse = site.post(
        "/connexion", data={"jeton": lien, "retour": "/frise?groupes=nord"}, headers=D_ICI
    )
    assert (reponse.status_code, reponse.headers["location"]) == (303, "./frise?groupes=nord")
    temoin = reponse.headers["set-cookie"].lower()
    assert "httponly" in temoin and "samesite=lax" in temoin and "secure" not in temoin
    compte = compte_de_la_session(journal, site.cookies[TEMOIN])
    assert compte is not None and jeton not in temoin
    assert numero(journal) == 1


@pytest.mark.parametrize("base", ["", "tableau"])
@pytest.mark.parametrize("retour", ["/frise?groupes=nord", "/", ""])
def test_one_comes_back_under_the_path_where_the_application_is_served(
    journal: Journal, base: str, retour: str
) -> None:
    navigateur, racine = client(base), f"{SITE}/{base}".rstrip("/")
    navigateur.follow_redirects = False
    for adresse in ("connexion", "deconnexion"):
        champs = {"jeton": inviter_l_administrateur_local(journal), "retour": retour}
        demandee = f"{racine}/{adresse}"
        reponse = navigateur.post(demandee, data=champs, headers=D_ICI)
        arrivee = urljoin(demandee, reponse.headers["location"])
        assert reponse.status_code == 303
        assert arrivee == f"{racine}{retour or '/mise-a-jour'}"
        # A proxy that shows it elsewhere is followed too.
        ailleurs = f"https://territoires.example/essai/{adresse}"
        assert urljoin(ailleurs, reponse.headers["location"]).startswith(
            "https://territoires.example/essai/"
        )


def test_a_link_is_not_used_twice(site: TestClient, journal: Journal) -> None:
    jeton = inviter_l_administrateur_local(journal)
    assert _ouvrir(site, jeton) == 303
    autre = client()
    reponse = autre.post("/connexion", data={"jeton": jeton}, headers=D_ICI)
    assert reponse.status_code == 403 and "déjà servi" in reponse.text
    assert TEMOIN not in autre.cookies and jeton not in reponse.text


@pytest.mark.parametrize(
    "origine", [None, "null", "https://ailleurs.example", "http://testserver.example"]
)
@pytest.mark.parametrize("adresse", ["/connexion", "/deconnexion"])
def test_another_site_can_open_or_close_nothing(
    site: TestClient, journal: Journal, origine: str | None, adresse: str
) -> None:
    jeton = inviter_l_administrateur_local(journal)
    session = ouvrir_une_session(journal, inviter_l_administrateur_local(journal)) or ""
    site.cookies.set(TEMOIN, session)
    entetes = {"origin": origine} if origine else {}
    reponse = site.post(adresse, data={"jeton": jeton}, headers=entetes)
    assert reponse.status_code == 403 and "autre site" in reponse.text
    assert compte_de_la_session(journal, session) is not None
    assert ouvrir_une_session(journal, jeton) is not None  # it is still to be used


def test_a_session_chosen_by_somebody_else_is_never_taken(
    site: TestClient, journal: Journal
) -> None:
    site.cookies.set(TEMOIN, "choisie-par-un-autre", domain="testserver.local", path="/")
    assert _ouvrir(site, inviter_l_administrateur_local(journal)) == 303
    assert compte_de_la_session(journal, "choisie-par-un-autre") is None


def test_opening_a_session_closes_the_browser_s_other_one(
    site: TestClient, journal: Journal
) -> None:
    assert _ouvrir(site, inviter_l_administrateur_local(journal)) == 303
    ancienne = site.cookies[TEMOIN]
    assert _ouvrir(site, inviter_l_administrateur_local(journal)) == 303
    assert compte_de_la_session(journal, ancienne) is None
    assert compte_de_la_session(journal, site.cookies[TEMOIN]) is not None


def test_a_link_does_not_take_by_itself_the_place_of_an_open_session(
    site: TestClient, journal: Journal
) -> None:
    assert "a-la-main" not in site.get("/connexion").text  # the script posts the link at once
    assert _ouvrir(site, inviter_l_administrateur_local(journal)) == 303
    page = site.get("/connexion").text
    assert " data-a-la-main" in page and "Session ouverte" in page
    assert "à la place de celle-ci" in page


def test_leaving_closes_the_session_on_the_server(site: TestClient, journal: Journal) -> None:
    assert _ouvrir(site, inviter_l_administrateur_local(journal)) == 303
    session = site.cookies[TEMOIN]
    assert site.post("/deconnexion", headers=D_ICI).status_code == 303
    assert compte_de_la_session(journal, session) is None and TEMOIN not in site.cookies


def test_the_cookie_is_for_https_where_it_is_spoken(
    site: TestClient, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FABRIQUE_ADRESSE", "https://Territoires.example/tableau")
    reponse = site.post(
        "/connexion",
        data={"jeton": inviter_l_administrateur_local(journal)},
        headers={"origin": "https://territoires.example"},
    )
    assert reponse.status_code == 303 and "secure" in reponse.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("demande", "permis"),
    [
        ("/frise?groupes=nord", True),
        ("/", True),
        ("//ailleurs.example/", False),
        ("/\\ailleurs.example", False),
        ("https://ailleurs.example/", False),
        ("javascript:alert(1)", False),
        ("/../voisin", False),  # what stands beside us, where we are served under a path
        ("/frise/%2E%2e/../voisin?a=b", False),
        ("/.//ailleurs.example", False),
        ("/frise?d=../a", True),
        ("/donnees/..a", True),
        ("/frise\r\nset-cookie: a=b", False),
        ("frise", False),
        ("", False),
    ],
)
def test_one_goes_back_to_this_site_only(demande: str, permis: bool) -> None:
    assert retour_permis(demande) == (demande if permis else "")


def test_the_page_works_without_script_and_keeps_hostile_text_harmless(
    site: TestClient, journal: Journal
) -> None:
    page = site.get("/connexion", params={"retour": '/"><script>alert(1)</script>'})
    assert page.status_code == 200 and "<script>alert" not in page.text
    assert 'method="post"' in page.text and 'lang="fr"' in page.text
    assert page.headers["cache-control"] == "no-store"


def test_without_a_journal_there_is_no_session_to_open(site: TestClient) -> None:
    assert site.get("/connexion").status_code == 404
    assert _ouvrir(site, "jeton") == 503


def test_a_full_disk_is_told_in_french_without_a_path(
    site: TestClient, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plein(*_: object) -> None:
        raise OSError(28, "No space left on device", "/var/lib/essai")

    monkeypatch.setattr(connexion, "commencer", plein)
    reponse = site.post(
        "/connexion", data={"jeton": inviter_l_administrateur_local(journal)}, headers=D_ICI
    )
    assert reponse.status_code == 503 and "le disque est plein" in reponse.text
    assert "/var/lib" not in reponse.text and TEMOIN not in site.cookies


def test_a_long_form_is_refused(site: TestClient, journal: Journal) -> None:
    assert _ouvrir(site, "a" * 10_000) == 413
