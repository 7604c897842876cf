"""Signing in at a provider as strict as ProConnect, and all that must not open a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from fabrique_dash.journal.comptes import compte_de_la_session, comptes
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.identites import identites, session_d_ailleurs
from fabrique_dash.journal.invitations import ouvrir_une_session
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.journal.tables import IDENTITE
from fabrique_dash.redaction.fournisseurs import PREFIXE
from fabrique_dash.serveur.identites import passages
from fabrique_dash.serveur.identites.oidc import questions
from tests.serveur.fournisseur import (
    AUTRE,
    CLIENT,
    RSA,
    SECRET,
    Fournisseur,
    Mensonge,
)
from tests.serveur.parcours_oidc import (
    D_ICI,
    LA_BAS,
    SITE,
    compte_ouvert,
    decrire,
    demande,
    inviter_quelqu_un,
    lien,
    navigateur,
    partir,
    revenir,
    se_connecter,
)

Env = pytest.MonkeyPatch


def test_an_agent_signs_in_with_proconnect_and_comes_back_to_the_page(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    page = site.get("/connexion", params={"retour": "/frise?groupes=nord"})
    assert "Se connecter avec ProConnect" in page.text and "agents publics" in page.text
    depart = site.get(f"/{lien(page.text, 'connexion-oidc')}")
    dits = demande(depart.headers["location"])
    assert set(dits) == {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}
    assert dits["redirect_uri"] == f"{SITE}/retour-oidc-proconnect"
    assert min(len(dits["state"]), len(dits["nonce"])) >= 32
    temoin = depart.headers["set-cookie"].lower()
    assert "httponly" in temoin and "samesite=lax" in temoin and "max-age=600" in temoin
    arrivee = revenir(site, LA_BAS.get(depart.headers["location"]))
    assert (arrivee.status_code, arrivee.headers["location"]) == (303, "./frise?groupes=nord")
    assert compte_ouvert(site, journal) == "Camille"
    compte = compte_de_la_session(journal, site.cookies[TEMOIN])
    assert compte is not None and compte.habilitations == (Habilitation(Role.REFERENT),)
    assert "tp_connexion" not in site.cookies


def test_who_is_known_needs_no_address_any_more(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    adresse = la_bas.personne["email"]
    assert se_connecter(site, "proconnect").status_code == 303
    with journal.lire() as cx:
        gardee = cx.execute(select(IDENTITE).where(IDENTITE.c.compte == invitee)).one()
    assert gardee.courriel is None and la_bas.personne["sub"] not in str(gardee)
    la_bas.personne |= {"email": "autre@agent.example"}
    assert se_connecter(navigateur(), "proconnect").status_code == 303
    # Somebody else is given the address later: it opens nothing any more.
    la_bas.personne |= {"email": adresse, "sub": "quelqu’un d’autre"}
    assert se_connecter(navigateur(), "proconnect").status_code == 403


def test_who_was_not_invited_is_told_so_and_nothing_is_made(
    site: TestClient, journal: Journal, la_bas: Fournisseur
) -> None:
    avant = comptes(journal)
    refus = se_connecter(site, "proconnect")
    assert refus.status_code == 403 and "n’a pas été invité" in refus.text
    assert la_bas.personne["email"] in refus.text
    assert TEMOIN not in site.cookies and comptes(journal) == avant


def test_one_leaves_proconnect_too(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    assert se_connecter(site, "proconnect").status_code == 303
    session = site.cookies[TEMOIN]
    assert session_d_ailleurs(journal, session) is not None
    page = site.post("/deconnexion", data={"retour": "/frise"}, headers=D_ICI)
    assert page.status_code == 200 and compte_de_la_session(journal, session) is None
    assert session_d_ailleurs(journal, session) is None
    retour = LA_BAS.get(lien(page.text, la_bas.emetteur))
    assert retour.status_code == 303 and len(demande(retour.headers["location"])["state"]) >= 32
    ici = site.get(retour.headers["location"])
    assert (ici.status_code, ici.headers["location"]) == (303, "./frise")
    # Another site may send here too: it leads nowhere but to the top.
    assert site.get("/deconnexion?state=autre").headers["location"] == "./"


def test_a_session_closed_here_says_when_the_provider_is_away(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    assert se_connecter(site, "proconnect").status_code == 303
    la_bas.mensonge = Mensonge(decouverte={"issuer": "https://ailleurs.example"})
    page = site.post("/deconnexion", headers=D_ICI)
    assert page.status_code == 200 and "fermée ici" in page.text and "ne répond pas" in page.text
    assert TEMOIN not in site.cookies


MENSONGES = {
    "signé par une autre clé": Mensonge(cle=AUTRE),
    "sans signature": Mensonge(algorithme="none", algorithme_des_infos="RS256"),
    "signé par le secret partagé": Mensonge(algorithme="HS256", algorithme_des_infos="RS256"),
    "d’un autre émetteur": Mensonge(identite={"iss": "https://ailleurs.example"}),
    "sans émetteur": Mensonge(identite={"iss": None}),
    "pour un autre site": Mensonge(identite={"aud": "autre"}),
    "pour plusieurs sites": Mensonge(identite={"aud": [CLIENT, "autre"], "azp": "autre"}),
    "périmé": Mensonge(identite={"exp": 1_600_000_000}),
    "sans fin": Mensonge(identite={"exp": None}),
    "à venir": Mensonge(identite={"iat": 4_000_000_000}),
    "d’une autre connexion": Mensonge(identite={"nonce": "n" * 43}),
    "d’aucune connexion": Mensonge(identite={"nonce": None}),
    "d’un autre accès": Mensonge(identite={"at_hash": "autre"}),
    "de personne": Mensonge(identite={"sub": None}),
    "suivi de quelqu’un d’autre": Mensonge(infos={"sub": "autre"}),
    "suivi d’un mot d’un autre émetteur": Mensonge(infos={"iss": "https://ailleurs.example"}),
    "suivi d’un mot pour un autre site": Mensonge(infos={"aud": "autre"}),
    "suivi d’un mot sans signature": Mensonge(algorithme_des_infos="none"),
    "d’un autre qui revient": Mensonge(retour={"iss": "https://ailleurs.example"}),
    "sans dire qui revient": Mensonge(
        decouverte={"authorization_response_iss_parameter_supported": True}
    ),
    "sans code": Mensonge(retour={"code": None}),
    "avec un code que personne n’a donné": Mensonge(retour={"code": "inconnu"}),
    "avec un code impossible": Mensonge(retour={"code": "périmé"}),
}


@pytest.mark.parametrize("mensonge", MENSONGES.values(), ids=MENSONGES.keys())
def test_a_token_that_is_not_right_opens_nothing(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, mensonge: Mensonge
) -> None:
    la_bas.mensonge = mensonge
    refus = se_connecter(site, "proconnect", retour="/frise")
    assert refus.status_code == 403 and TEMOIN not in site.cookies
    assert "ProConnect" in refus.text and "recommencez" in refus.text
    assert [i.liee_le for i in identites(journal, invitee)] == [""]  # the address has not served


def test_a_code_waits_thirty_seconds(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    retour = partir(site, "proconnect")
    la_bas.mensonge = Mensonge(horloge=31)
    refus = revenir(site, retour)
    assert refus.status_code == 403 and "trop attendu" in refus.text


@pytest.mark.parametrize("algorithme", ["ES256", "HS256"])
def test_a_provider_may_sign_otherwise(
    site: TestClient,
    journal: Journal,
    la_bas: Fournisseur,
    invitee: str,
    monkeypatch: Env,
    algorithme: str,
) -> None:
    monkeypatch.setenv(f"{PREFIXE}PROCONNECT_SIGNATURES", algorithme)
    la_bas.mensonge = Mensonge(algorithme=algorithme)
    assert se_connecter(site, "proconnect").status_code == 303


def test_keys_of_another_kind_are_left_aside(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    """A provider may publish, beside ours, a key that nobody here understands (RFC 7517, 5)."""
    autres = ({"kty": "EC", "crv": "BP-256", "x": "AAAA", "y": "AAAA"}, {"kty": "RSA"}, "a")
    cles = JSONResponse({"keys": [*autres, RSA.as_dict(private=False)]})
    la_bas.mensonge = Mensonge(reponses={"jwks": cles})
    assert se_connecter(site, "proconnect").status_code == 303


def test_a_return_serves_once_and_only_where_it_began(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    retour = partir(site, "proconnect")
    temoin = site.cookies["tp_connexion"]
    victime = navigateur()  # led to somebody else's return
    assert "pas commencé" in revenir(victime, retour).text and TEMOIN not in victime.cookies
    assert se_connecter(victime, "proconnect").status_code == 303
    assert revenir(site, retour).status_code == 303
    rejeu = revenir(site, retour)
    assert rejeu.status_code == 403 and "déjà servi" in rejeu.text
    # Even with the cookie that it came with: the code has served.
    vole = navigateur()
    vole.cookies.set("tp_connexion", temoin, domain="testserver.local", path="/")
    assert revenir(vole, retour).status_code == 403 and TEMOIN not in vole.cookies


def test_a_stray_return_does_not_end_the_sign_in_that_began_since(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    ancien = partir(site, "proconnect")  # in another tab
    retour = partir(site, "proconnect")
    assert "une autre a commencé depuis" in revenir(site, ancien).text
    assert site.get("/retour-oidc-proconnect").status_code == 403
    assert revenir(site, retour).status_code == 303


def test_a_link_that_opens_nothing_leaves_the_other_doors(
    site: TestClient, journal: Journal, la_bas: Fournisseur
) -> None:
    envoi = {"jeton": "périmé", "retour": "/frise"}
    for entetes, dit in ((D_ICI, "déjà servi"), ({}, "autre site")):
        refus = site.post("/connexion", data=envoi, headers=entetes)
        assert refus.status_code == 403 and dit in refus.text
        assert "Se connecter avec ProConnect" in refus.text
    for adresse in ("/connexion-relier", "/connexion-mandataire", "/connexion-delier"):
        refus = site.post(adresse, data={"fournisseur": "proconnect"}, headers={})
        assert refus.status_code == 403 and "Se connecter avec ProConnect" in refus.text


def test_what_began_in_one_process_ends_in_another(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    retour = partir(site, "proconnect")
    ailleurs = navigateur()  # another application, which only shares the settings and the journal
    temoin = site.cookies["tp_connexion"]
    ailleurs.cookies.set("tp_connexion", temoin, domain="testserver.local", path="/")
    assert revenir(ailleurs, retour).status_code == 303
    assert compte_ouvert(ailleurs, journal) == "Camille"


def test_a_sign_in_waits_ten_minutes(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, monkeypatch: Env
) -> None:
    retour = partir(site, "proconnect")
    monkeypatch.setattr(passages, "DUREE", -1)
    assert "dix minutes" in revenir(site, retour).text and TEMOIN not in site.cookies


@pytest.mark.parametrize("etat", ["", "x" * 43, "é"])
def test_a_return_with_another_state_opens_nothing(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, etat: str
) -> None:
    dits = demande(partir(site, "proconnect").headers["location"])
    refus = site.get("/retour-oidc-proconnect", params={"code": dits["code"], "state": etat})
    assert refus.status_code == 403 and TEMOIN not in site.cookies


def test_what_began_at_one_provider_does_not_end_at_another(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, monkeypatch: Env
) -> None:
    decrire(monkeypatch, "autre", la_bas.emetteur)
    retour = partir(site, "proconnect").headers["location"]
    refus = site.get(retour.replace("retour-oidc-proconnect", "retour-oidc-autre"))
    assert refus.status_code == 403 and TEMOIN not in site.cookies


def test_a_session_chosen_by_somebody_else_is_never_taken_and_the_former_is_closed(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    ancienne = ouvrir_une_session(journal, inviter_quelqu_un(journal, "Léa")[1]) or ""
    site.cookies.set(TEMOIN, ancienne, domain="testserver.local", path="/")
    assert se_connecter(site, "proconnect").status_code == 303
    assert compte_ouvert(site, journal) == "Camille" and site.cookies[TEMOIN] != ancienne
    assert compte_de_la_session(journal, ancienne) is None


@pytest.mark.parametrize("retour", ["//ailleurs.example", "https://ailleurs.example", "/" * 5000])
def test_one_comes_back_to_this_site_only(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, retour: str
) -> None:
    arrivee = se_connecter(site, "proconnect", retour=retour)
    assert arrivee.headers["location"] == "./mise-a-jour"


def test_who_gives_up_is_told_so_and_foreign_words_are_not_repeated(
    site: TestClient, la_bas: Fournisseur, journal: Journal
) -> None:
    la_bas.mensonge = Mensonge(retour={"code": None, "error": "access_denied"})
    assert "annulée chez ProConnect" in se_connecter(site, "proconnect").text
    la_bas.mensonge = Mensonge(retour={"code": None, "error": "<b>Appelez le 08"})
    assert "Appelez" not in (dit := se_connecter(site, "proconnect").text)
    assert "a refusé" in dit


def test_a_provider_that_is_away_leaves_the_other_doors(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, monkeypatch: Env
) -> None:
    decrire(monkeypatch, "keycloak", "http://127.0.0.1:9/realms/fabrique")
    refus = site.get("/connexion-oidc?fournisseur=keycloak&retour=/frise")
    assert refus.status_code == 503 and "Keycloak ne répond pas" in refus.text
    assert "Lien d’invitation" in refus.text
    suite = site.get(f"/{lien(refus.text, 'connexion-oidc?fournisseur=proconnect')}")
    arrivee = revenir(site, LA_BAS.get(suite.headers["location"]))
    assert arrivee.headers["location"] == "./frise"


def test_a_provider_that_is_slow_is_not_waited_for(
    site: TestClient, journal: Journal, la_bas: Fournisseur, monkeypatch: Env
) -> None:
    monkeypatch.setattr(questions, "DELAI", 0.05)
    la_bas.mensonge = Mensonge(attente=0.3)
    refus = site.get("/connexion-oidc?fournisseur=proconnect")
    assert refus.status_code == 503 and "ne répond pas" in refus.text


@pytest.mark.parametrize(
    "decouverte",
    [
        {"issuer": "https://ailleurs.example"},
        {"token_endpoint": "http://ailleurs.example/jeton"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_names_another_is_not_followed(
    site: TestClient, journal: Journal, la_bas: Fournisseur, decouverte: dict[str, object]
) -> None:
    la_bas.mensonge = Mensonge(decouverte=decouverte)
    assert site.get("/connexion-oidc?fournisseur=proconnect").status_code == 503


def test_establishments_may_be_chosen(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str, monkeypatch: Env
) -> None:
    monkeypatch.setenv(f"{PREFIXE}PROCONNECT_SIRETS", "13002526500013")
    refus = se_connecter(site, "proconnect")
    assert refus.status_code == 403 and "établissement" in refus.text
    monkeypatch.setenv(f"{PREFIXE}PROCONNECT_SIRETS", "13002526500013 21620041200016")
    assert se_connecter(site, "proconnect").status_code == 303


def test_proof_of_who_began_goes_with_it_where_it_is_known(
    site: TestClient, journal: Journal, la_bas: Fournisseur, invitee: str
) -> None:
    la_bas.preuve = True  # the provider refuses a code without it
    assert se_connecter(site, "proconnect").status_code == 303


def _avec_une_session(journal: Journal, nom: str) -> tuple[TestClient, str]:
    compte, jeton = inviter_quelqu_un(journal, nom)
    site = navigateur()
    session = ouvrir_une_session(journal, jeton) or ""
    site.cookies.set(TEMOIN, session, domain="testserver.local", path="/")
    return site, compte


def test_an_account_of_elsewhere_is_bound_from_an_open_session(
    site: TestClient, journal: Journal, la_bas: Fournisseur
) -> None:
    relieur, compte = _avec_une_session(journal, "Nadia")
    page = relieur.get("/connexion").text
    depart = relieur.get(f"/{lien(page, 'connexion-oidc')}")
    question = revenir(relieur, LA_BAS.get(depart.headers["location"]))
    # Another site may have led here: one sees whose account it is, and says yes.
    assert la_bas.personne["email"] in question.text and identites(journal, compte) == []
    oui = {"fournisseur": "proconnect"}
    assert relieur.post("/connexion-relier", data=oui).status_code == 403
    assert relieur.post("/connexion-relier", data=oui, headers=D_ICI).status_code == 303
    assert [i.fournisseur for i in identites(journal, compte)] == ["proconnect"]
    assert se_connecter(site, "proconnect").status_code == 303
    assert compte_ouvert(site, journal) == "Nadia"
    assert relieur.post("/connexion-relier", data=oui, headers=D_ICI).status_code == 403

    autre, _ = _avec_une_session(journal, "Omar")  # that account of elsewhere is Nadia's
    se_connecter(autre, "proconnect", relier="1")
    refus = autre.post("/connexion-relier", data=oui, headers=D_ICI)
    assert refus.status_code == 403 and "ouvre déjà" in refus.text

    page = relieur.get("/connexion").text
    numero = page.partition('name="identite" value="')[2].partition('"')[0]
    autre.post("/connexion-delier", data={"identite": numero}, headers=D_ICI)
    assert len(identites(journal, compte)) == 1
    assert relieur.post("/connexion-delier", data={"identite": numero}).status_code == 403
    relieur.post("/connexion-delier", data={"identite": numero}, headers=D_ICI)
    assert identites(journal, compte) == []
    assert se_connecter(navigateur(), "proconnect").status_code == 403


def test_an_account_is_bound_by_the_session_that_asked_for_it(
    journal: Journal, la_bas: Fournisseur
) -> None:
    agresseur, _ = _avec_une_session(journal, "Paul")
    se_connecter(agresseur, "proconnect", relier="1")
    victime, compte = _avec_une_session(journal, "Quentin")
    temoin = agresseur.cookies["tp_reliure"]
    victime.cookies.set("tp_reliure", temoin, domain="testserver.local", path="/")
    oui = {"fournisseur": "proconnect"}
    assert victime.post("/connexion-relier", data=oui, headers=D_ICI).status_code == 403
    assert identites(journal, compte) == []


def test_without_a_session_there_is_nothing_to_bind_to(
    site: TestClient, journal: Journal, la_bas: Fournisseur
) -> None:
    refus = site.get("/connexion-oidc?fournisseur=proconnect&relier=1")
    assert refus.status_code == 403 and "ouvrez d’abord votre session" in refus.text


def test_without_a_description_nothing_is_asked_and_the_page_has_one_door(
    site: TestClient, journal: Journal, fournisseur_servi: Fournisseur, monkeypatch: Env
) -> None:
    fournisseur_servi.demandes.clear()
    page = site.get("/connexion?retour=/frise").text
    assert "<h2>" not in page and page.count("<form") == 1 and "connexion-oidc" not in page
    assert "<p>Pour mettre à jour les données, il faut un lien d’invitation." in page
    for adresse in ("/connexion-oidc?fournisseur=proconnect", "/retour-oidc-proconnect?state=a"):
        assert site.get(adresse).status_code == 404
    monkeypatch.setenv(f"{PREFIXE}PROCONNECT_EMETTEUR", fournisseur_servi.emetteur)
    page = site.get("/connexion").text
    assert "mal réglé" in page and SECRET not in page and "ProConnect" not in page
    assert fournisseur_servi.demandes == []


def test_under_a_path_everything_stays_under_it(
    journal: Journal, la_bas: Fournisseur, invitee: str, tmp_path: Path
) -> None:
    site = navigateur("tableau")
    depart = site.get("/tableau/connexion-oidc?fournisseur=proconnect&retour=/frise")
    retour = demande(depart.headers["location"])["redirect_uri"]
    assert retour == f"{SITE}/tableau/retour-oidc-proconnect"
    arrivee = revenir(site, LA_BAS.get(depart.headers["location"]))
    assert arrivee.headers["location"] == "./frise"
    assert "path=/tableau" in arrivee.headers["set-cookie"].lower()
    assert RSA.kid == AUTRE.kid  # the false key of the trials goes by the name of the true one
