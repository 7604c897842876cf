"""A browser that signs in at a provider: our pages on one side, the provider's on the other."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from fabrique_dash.journal.comptes import compte_de_la_session
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.identites import inviter_une_adresse
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.service import TEMOIN
from fabrique_dash.redaction.fournisseurs import PREFIXE
from tests.serveur.fournisseur import CLIENT, SECRET
from tests.serveur.stables import client

SITE = "http://testserver"
D_ICI = {"origin": SITE}
LA_BAS = httpx2.Client(trust_env=False)  # the same browser, at the provider's


def decrire(env: pytest.MonkeyPatch, nom: str, emetteur: str, **plus: str) -> None:
    """Describe a provider, under a name."""
    dits = {"emetteur": emetteur, "client": CLIENT, "secret": SECRET, **plus}
    for cle, dit in dits.items():
        env.setenv(f"{PREFIXE}{nom}_{cle}".upper(), dit)


def inviter_quelqu_un(journal: Journal, nom: str, adresse: str = "") -> tuple[str, str]:
    """Make an account that an address opens, if one is given; return it with its invitation."""
    compte, jeton = inviter(journal, SYSTEME, nom, Habilitation(Role.REFERENT))
    if adresse:
        inviter_une_adresse(journal, SYSTEME, compte, adresse)
    return compte, jeton


def navigateur(base: str = "") -> TestClient:
    """Return a browser without a session, that follows nothing by itself."""
    neuf = client(base)
    neuf.follow_redirects = False
    return neuf


def partir(site: TestClient, nom: str, **plus: str) -> httpx2.Response:
    """Click on a door, and see what the provider answers."""
    depart = site.get("/connexion-oidc", params={"fournisseur": nom, **plus})
    assert depart.status_code == 303, depart.text
    return LA_BAS.get(depart.headers["location"])


def revenir(site: TestClient, reponse: httpx2.Response) -> httpx2.Response:
    """Come back from where the provider sends."""
    assert reponse.status_code == 303, reponse.text
    return site.get(reponse.headers["location"])


def se_connecter(site: TestClient, nom: str, **plus: str) -> httpx2.Response:
    """Click on a door, sign in, come back."""
    return revenir(site, partir(site, nom, **plus))


def demande(adresse: str) -> dict[str, str]:
    """Return the parameters of an address; each is there once."""
    dits = parse_qs(urlsplit(adresse).query, keep_blank_values=True)
    assert all(len(valeurs) == 1 for valeurs in dits.values())
    return {nom: valeurs[0] for nom, valeurs in dits.items()}


def compte_ouvert(site: TestClient, journal: Journal) -> str:
    """Return the name of the account that the browser opened; empty without a session."""
    compte = compte_de_la_session(journal, site.cookies.get(TEMOIN) or "")
    return compte.nom if compte else ""


def lien(page: str, debut: str) -> str:
    """Return the address of the link of a page that begins so."""
    apres = page.partition(f'href="{debut}')[2]
    assert apres, page
    return unescape(debut + apres.partition('"')[0])
