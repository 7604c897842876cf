"""Signing in at a provider written by others (oidc-provider-mock), as one would at a Keycloak."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from oidc_provider_mock import User, run_server_in_thread

from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.identites import inviter_une_adresse
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.redaction.fournisseurs import PREFIXE
from tests.serveur.parcours_oidc import D_ICI, LA_BAS, compte_ouvert, demande, lien, navigateur

PERSONNES = {
    "prouvee": {"email": "Nadia@exemple.example", "email_verified": True},
    "non-prouvee": {"email": "omar@exemple.example", "email_verified": False},
    "dite-vraie": {"email": "paul@exemple.example", "email_verified": "true"},
    "sans-dire": {"email": "rosa@exemple.example"},
    # A Kelvin sign, which small letters would make a « k ».
    "voisine": {"email": "\u212aarim@exemple.example", "email_verified": True},
}


@pytest.fixture(scope="module", autouse=True)
def _la_bas(journal: Journal) -> Iterator[None]:
    """Serve the provider, where every person of the tests was invited by their address."""
    with (
        pytest.MonkeyPatch.context() as env,
        run_server_in_thread(
            user_claims=[User(sub=sub, claims=dit) for sub, dit in PERSONNES.items()],
            require_nonce=True,
        ) as serveur,
    ):
        env.setenv(f"{PREFIXE}KEYCLOAK_EMETTEUR", f"http://localhost:{serveur.server_port}")
        env.setenv(f"{PREFIXE}KEYCLOAK_CLIENT", "tableau")
        env.setenv(f"{PREFIXE}KEYCLOAK_SECRET", "un-secret")
        for nom in ("nadia", "omar", "paul", "rosa", "karim"):
            compte, _ = inviter(journal, SYSTEME, nom, Habilitation(Role.REFERENT))
            inviter_une_adresse(journal, SYSTEME, compte, f"{nom}@exemple.example")
        yield


def _se_connecter(site: httpx2.Client, sub: str) -> httpx2.Response:
    depart = site.get("/connexion-oidc?fournisseur=keycloak&retour=/frise").headers["location"]
    dits = demande(depart)
    assert dits["code_challenge_method"] == "S256" and "prompt" not in dits
    accord = LA_BAS.post(depart, data={"sub": sub})
    return site.get(accord.headers["location"])


def test_an_invited_person_signs_in_and_leaves(journal: Journal) -> None:
    site = navigateur()
    arrivee = _se_connecter(site, "prouvee")
    assert (arrivee.status_code, arrivee.headers["location"]) == (303, "./frise")
    assert compte_ouvert(site, journal) == "nadia"
    page = site.post("/deconnexion", data={"retour": "/frise"}, headers=D_ICI)
    sortie = LA_BAS.get(lien(page.text, "http://localhost"))
    assert sortie.status_code == 200 and compte_ouvert(site, journal) == ""


@pytest.mark.parametrize("sub", ["non-prouvee", "dite-vraie", "sans-dire", "voisine"])
def test_an_address_that_nobody_vouches_for_opens_nothing(journal: Journal, sub: str) -> None:
    site = navigateur()
    refus = _se_connecter(site, sub)
    assert refus.status_code == 403 and "n’a pas été invité" in refus.text
    assert compte_ouvert(site, journal) == ""
