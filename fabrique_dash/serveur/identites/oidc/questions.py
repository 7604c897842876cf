"""How a provider of identities is asked: what it says of itself, and what keeps it from answering.

Nobody else waits: no thread is held meanwhile, each question has a few seconds, and few sign-ins go
on at once.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client

from fabrique_dash.redaction.fournisseurs import DescriptionFautive, Fournisseur, adresse_sure
from fabrique_dash.serveur.identites.erreurs import (
    FournisseurMuet,
    IdentiteInvalide,
    refus_en_mots,
)

DELAI = 5.0  # seconds, for each question
_A_LA_FOIS = 16
_DECOUVERTE = "/.well-known/openid-configuration"
_S256 = "S256"
_EN_COURS: list[str] = []


@dataclass(frozen=True)
class Decouverte:
    """What a provider says of itself.

    Attributes:
        emetteur: the name that it signs under.
        autorisation: where one is sent to sign in.
        jeton: where the code is exchanged.
        infos: where it says who somebody is; empty if it doesn't.
        cles: where its keys are.
        sortie: where a session is closed; empty if it can't be.
        se_nomme: whether it says who it is as one comes back (RFC 9207).
        connait_la_preuve: whether it says that it knows PKCE.
    """

    emetteur: str
    autorisation: str
    jeton: str
    infos: str
    cles: str
    sortie: str
    se_nomme: bool
    connait_la_preuve: bool

    def prend_la_preuve(self, fournisseur: Fournisseur) -> bool:
        """Tell whether PKCE goes with a sign-in: always, but where any surprise is refused."""
        return self.connait_la_preuve or not fournisseur.preuve_si_annoncee


@cache
def _confiance() -> ssl.SSLContext:
    """Return what HTTPS trusts: read once, for it takes the processor from pages."""
    return httpx2.create_ssl_context()


def client_de(fournisseur: Fournisseur, redirection: str = "") -> AsyncOAuth2Client:
    """Return who asks a provider, in our name.

    Args:
        fournisseur: the provider.
        redirection: the address that it was told to come back to.
    """
    return AsyncOAuth2Client(
        client_id=fournisseur.client,
        client_secret=fournisseur.secret,
        token_endpoint_auth_method=(
            "client_secret_post" if fournisseur.secret_au_corps else "client_secret_basic"
        ),
        scope=" ".join(fournisseur.portees),
        redirect_uri=redirection,
        code_challenge_method=_S256,
        leeway=0,  # an access token of ProConnect's lives one minute
        timeout=DELAI,
        verify=_confiance(),
        follow_redirects=False,
    )


@contextmanager
def question(fournisseur: Fournisseur) -> Iterator[None]:
    """Take a place among the questions, and say in French what keeps one from being answered."""
    muet = f"{fournisseur.libelle} ne répond pas comme prévu. Réessayez dans un instant."
    if len(_EN_COURS) >= _A_LA_FOIS:
        raise FournisseurMuet("Trop de connexions à la fois\u00a0: réessayez dans un instant.")
    _EN_COURS.append(fournisseur.nom)
    try:
        yield
    except AuthlibBaseError as erreur:
        code = str(erreur.error)
        raise IdentiteInvalide(refus_en_mots(fournisseur, code), type(erreur).__name__) from erreur
    except (httpx2.HTTPError, httpx2.InvalidURL, DescriptionFautive, ValueError) as erreur:
        raise FournisseurMuet(muet) from erreur
    finally:
        _EN_COURS.remove(fournisseur.nom)


async def lire_un_objet(client: AsyncOAuth2Client, adresse: str) -> dict[str, Any]:
    """Ask for what anybody may read.

    Raises:
        ValueError, httpx2.HTTPError: it is not a JSON object (`question` says so in French).
    """
    reponse = await client.request("GET", adresse, withhold_token=True)
    reponse.raise_for_status()
    lu = reponse.json()
    if not isinstance(lu, dict):
        raise ValueError("pas un objet")
    return lu


async def decouvrir(client: AsyncOAuth2Client, fournisseur: Fournisseur) -> Decouverte:
    """Ask a provider what it says of itself.

    Raises:
        ValueError, httpx2.HTTPError: nothing sound (`question` says so in French).
    """
    lu = await lire_un_objet(client, f"{fournisseur.emetteur}{_DECOUVERTE}")
    emetteur = str(lu.get("issuer", ""))
    if emetteur.rstrip("/") != fournisseur.emetteur:  # another one's keys would be believed
        raise DescriptionFautive("l’émetteur découvert n’est pas celui qui est décrit.")

    def adresse(nom: str, facultative: bool = False) -> str:
        dite = str(lu.get(nom) or "")
        return "" if facultative and not dite else adresse_sure(dite)

    preuves = lu.get("code_challenge_methods_supported") or []
    return Decouverte(
        emetteur,
        adresse("authorization_endpoint"),
        adresse("token_endpoint"),
        adresse("userinfo_endpoint", facultative=True),
        adresse("jwks_uri"),
        adresse("end_session_endpoint", facultative=True),
        lu.get("authorization_response_iss_parameter_supported") is True,
        _S256 in preuves,
    )
