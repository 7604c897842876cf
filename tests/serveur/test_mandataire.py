"""Who the proxy says that somebody is: believed from the proxy itself, and from nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from fabrique_dash.journal.comptes import compte_de_la_session
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.identites import identites, inviter_une_adresse
from fabrique_dash.journal.invitations import inviter, ouvrir_une_session
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.redaction.fournisseurs import VARIABLE_DU_MANDATAIRE
from fabrique_dash.serveur.identites.entetes import VARIABLE_DES_ENTETES, noms_des_entetes
from tests.serveur.parcours_oidc import D_ICI, compte_ouvert
from tests.serveur.stables import client

PROXY = "10.1.2.3"
DITS = {"Remote-User": "marie", "Remote-Email": "marie@exemple.example"}
Env = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _regle(monkeypatch: Env) -> None:
    monkeypatch.setenv(VARIABLE_DU_MANDATAIRE, f"{PROXY}, fd00::/8")
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)


def _depuis(pair: str) -> TestClient:
    """Return a browser as a server sees it behind whoever speaks to it."""
    site = client(pair=pair)
    site.follow_redirects = False
    return site


def _invitee(journal: Journal, courriel: str) -> str:
    compte, _ = inviter(journal, SYSTEME, "Marie", Habilitation(Role.REFERENT))
    inviter_une_adresse(journal, SYSTEME, compte, courriel)
    return compte


def _entrer(site: TestClient, entetes: list[tuple[str, str]] | dict[str, str]) -> int:
    dits = [*(entetes.items() if isinstance(entetes, dict) else entetes), *D_ICI.items()]
    return site.post("/connexion-mandataire", data={"retour": "/frise"}, headers=dits).status_code


def test_one_click_opens_the_session_of_who_the_proxy_knows(journal: Journal) -> None:
    _invitee(journal, DITS["Remote-Email"])
    site = _depuis(PROXY)
    page = site.get("/connexion?retour=/frise", headers=DITS).text
    assert "Continuer en tant que marie@exemple.example" in page and "invitation" in page
    assert _entrer(site, DITS) == 303 and compte_ouvert(site, journal) == "Marie"
    # Known by its name there from now on: the address may change.
    autre = _depuis("fd00::12")
    assert _entrer(autre, DITS | {"Remote-Email": "autre@exemple.example"}) == 303


def test_who_was_not_invited_does_not_come_in(journal: Journal) -> None:
    site = _depuis(PROXY)
    assert _entrer(site, {"Remote-User": "omar", "Remote-Email": "omar@exemple.example"}) == 403
    assert TEMOIN not in site.cookies


@pytest.mark.parametrize("pair", ["10.1.2.4", "127.0.0.1", "testclient", "", "::1"])
def test_the_headers_of_anybody_else_say_nothing(journal: Journal, pair: str) -> None:
    site = _depuis(pair)
    assert "Continuer" not in site.get("/connexion", headers=DITS).text
    forges = DITS | {"X-Forwarded-For": PROXY, "X-Real-IP": PROXY, "Forwarded": f"for={PROXY}"}
    for entetes in (DITS, forges):
        assert _entrer(site, entetes) == 403
    assert TEMOIN not in site.cookies


def test_the_reader_s_address_may_be_told_by_the_proxy(journal: Journal, monkeypatch: Env) -> None:
    _invitee(journal, "nadia@exemple.example")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", PROXY)
    dits = {"Remote-User": "nadia", "Remote-Email": "nadia@exemple.example"}
    assert _entrer(_depuis(PROXY), dits | {"X-Forwarded-For": "203.0.113.9"}) == 303
    # Somebody who is not the proxy may not have it replaced: they could make it the proxy's.
    for crus in ("*", f"{PROXY},203.0.113.0/24"):
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", crus)
        assert _entrer(_depuis(PROXY), dits) == 403


@pytest.mark.parametrize(
    "entetes",
    [
        [*DITS.items(), ("Remote-User", "autre")],
        [("Remote-Email", DITS["Remote-Email"])],
        [("Remote-User", "marie, autre")],
        [("Remote-User", "")],
        [("Remote-User", "x" * 300)],
        [("Remote_User", "marie")],
    ],
)
def test_a_header_that_is_doubled_or_not_a_name_says_nothing(
    journal: Journal, entetes: list[tuple[str, str]]
) -> None:
    assert _entrer(_depuis(PROXY), entetes) == 403


def test_another_site_can_t_open_it(journal: Journal) -> None:
    ailleurs = {"origin": "https://ailleurs.example"}
    site = _depuis(PROXY)
    assert site.post("/connexion-mandataire", headers=DITS | ailleurs).status_code == 403


def test_the_names_of_the_headers_are_told(journal: Journal, monkeypatch: Env) -> None:
    monkeypatch.setenv(VARIABLE_DES_ENTETES, "YNH_USER, YNH_USER_EMAIL")
    _invitee(journal, "rosa@exemple.example")
    dits = {"YNH_USER": "rosa", "YNH_USER_EMAIL": "rosa@exemple.example"}
    assert _entrer(_depuis(PROXY), DITS) == 403 and _entrer(_depuis(PROXY), dits) == 303


@pytest.mark.parametrize("noms", ["", " , "])
def test_without_names_of_headers_they_are_authelia_s(monkeypatch: Env, noms: str) -> None:
    monkeypatch.setenv(VARIABLE_DES_ENTETES, noms)
    assert noms_des_entetes() == ["Remote-User", "Remote-Email"]


@pytest.mark.parametrize("rapportee", ["{}", "{}:4433", "203.0.113.9, {}", "{}, 203.0.113.9"])
def test_an_address_that_a_header_told_is_not_who_speaks(journal: Journal, rapportee: str) -> None:
    """Uvicorn replaces the address itself where its command line says so: nothing else tells."""
    site = _depuis(PROXY)  # as uvicorn leaves it, which believed the header of anybody
    dits = DITS | {"X-Forwarded-For": rapportee.format(PROXY)}
    assert _entrer(site, dits) == 403 and TEMOIN not in site.cookies
    ipv6 = _depuis("fd00::12")
    assert _entrer(ipv6, DITS | {"X-Forwarded-For": "[fd00::12]:4433"}) == 403


def test_a_name_of_the_proxy_s_is_bound_from_an_open_session(journal: Journal) -> None:
    compte, jeton = inviter(journal, SYSTEME, "Sami", Habilitation(Role.REFERENT))
    site = _depuis(PROXY)
    session = ouvrir_une_session(journal, jeton) or ""
    site.cookies.set(TEMOIN, session, domain="testserver.local", path="/")
    dits = {"Remote-User": "sami"}
    assert "Relier le compte sami" in site.get("/connexion", headers=dits).text
    envoi = {"relier": "1"}
    site.post("/connexion-mandataire", data=envoi, headers=dits | D_ICI)
    assert [i.fournisseur for i in identites(journal, compte)] == ["mandataire"]
    assert _entrer(_depuis(PROXY), dits) == 303


@pytest.mark.parametrize("reseaux", ["", "pas une adresse", f"{PROXY} et d’autres"])
def test_without_a_proxy_that_is_named_nothing_is_read(
    journal: Journal, monkeypatch: Env, reseaux: str
) -> None:
    monkeypatch.setenv(VARIABLE_DU_MANDATAIRE, reseaux)
    page = _depuis(PROXY).get("/connexion", headers=DITS).text
    assert "Continuer" not in page and "<h2>" not in page


def test_a_session_of_the_proxy_s_is_as_any_other(journal: Journal) -> None:
    _invitee(journal, "theo@exemple.example")
    site = _depuis(PROXY)
    assert _entrer(site, {"Remote-User": "theo", "Remote-Email": "theo@exemple.example"}) == 303
    session = site.cookies[TEMOIN]
    sortie = site.post("/deconnexion", data={"retour": "/frise"}, headers=D_ICI)
    assert sortie.status_code == 303 and compte_de_la_session(journal, session) is None
