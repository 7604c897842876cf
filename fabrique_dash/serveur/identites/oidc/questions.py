"""How a provider of identities is asked: what it says of itself, and what keeps it from answering.

Nobody else waits: no thread is held meanwhile, each question has a few seconds, all those of a
sign-in a few more, an answer is short, and few sign-ins go on at once at each provider.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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

DELAI = 5.0  # seconds, for whatever is waited for: a connection, the next part of an answer
DELAI_EN_TOUT = 15.0  # seconds, for all the questions of a sign-in
OCTETS = 256 * 1024  # of an answer: the keys of a large provider take twenty thousand
_A_LA_FOIS = 16
_DECOUVERTE = "/.well-known/openid-configuration"
_S256 = "S256"
_EN_COURS: list[str] = []
_PAS_UNE_REPONSE = (
    *(httpx2.HTTPError, httpx2.InvalidURL, TimeoutError),
    *(DescriptionFautive, ValueError, TypeError, RecursionError),
)


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


class _Bornee(httpx2.AsyncByteStream):
    """The body of an answer, given up as soon as it is longer than what a provider has to say."""

    def __init__(self, corps: httpx2.AsyncByteStream) -> None:
        self._corps = corps

    async def __aiter__(self) -> AsyncIterator[bytes]:
        lus = 0
        async for morceau in self._corps:
            lus += len(morceau)
            if lus > OCTETS:
                raise httpx2.ReadError("réponse trop longue")
            yield morceau

    async def aclose(self) -> None:
        await self._corps.aclose()


async def _borner(reponse: httpx2.Response) -> None:
    """Bound what is read of an answer; compressed in spite of us, it could be of any size."""
    if "content-encoding" in reponse.headers:
        raise httpx2.DecodingError("réponse compressée")
    if isinstance(reponse.stream, httpx2.AsyncByteStream):
        reponse.stream = _Bornee(reponse.stream)


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
        headers={"accept-encoding": "identity"},
        event_hooks={"response": [_borner]},
    )


@asynccontextmanager
async def question(fournisseur: Fournisseur) -> AsyncIterator[None]:
    """Take a place among the questions, and say in French what keeps one from being answered."""
    if _EN_COURS.count(fournisseur.nom) >= _A_LA_FOIS:
        raise FournisseurMuet("Trop de connexions à la fois\u00a0: réessayez dans un instant.")
    _EN_COURS.append(fournisseur.nom)
    try:
        async with asyncio.timeout(DELAI_EN_TOUT):
            yield
    except AuthlibBaseError as erreur:
        code = str(erreur.error)
        raise IdentiteInvalide(refus_en_mots(fournisseur, code), type(erreur).__name__) from erreur
    except _PAS_UNE_REPONSE as erreur:
        muet = f"{fournisseur.libelle} ne répond pas comme prévu. Réessayez dans un instant."
        dit = str(erreur).partition("\n")[0]  # never its repr: it may hold the whole answer
        raise FournisseurMuet(muet, f"{type(erreur).__name__} {dit}".strip()) from erreur
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
