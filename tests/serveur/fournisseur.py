"""A real provider of identities, over HTTP, as strict as ProConnect; and whatever it may lie about.

What it asks is what ProConnect's own documentation says: a state and a nonce of 32 characters, no
parameter but those that it knows (Y000400), the secret in the form, a code of thirty seconds for
one use, an identity token that names nobody, who it is in a signed answer, and a way out that wants
the token, a state and a declared address.
"""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import uvicorn
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "tableau-de-bord", "un-secret-que-personne-ne-connait"
CONNUS = {
    *("response_type", "client_id", "redirect_uri", "scope", "claims", "state", "nonce"),
    *("prompt", "idp_hint", "acr_values"),
}
PREUVE = {"code_challenge", "code_challenge_method"}
RSA, EC, AUTRE = (
    RSAKey.generate_key(2048, {"kid": "rsa"}),
    ECKey.generate_key("P-256", {"kid": "ec"}),
    RSAKey.generate_key(2048, {"kid": "rsa"}),
)
Dit = dict[str, Any]


@dataclass
class Mensonge:
    """What the provider does not as it should; by default nothing.

    Attributes:
        identite: claims of the identity token that are changed; None takes one away.
        infos: those of the answer on who it is.
        cle: the key that signs in the place of its own.
        algorithme: the one that it says, and uses.
        decouverte: what it says of itself otherwise.
        retour: parameters that it comes back with otherwise.
        reponses: what it answers at a path, in the place of what it should.
        attente: seconds before it answers.
        horloge: seconds that its clock is ahead.
    """

    identite: Dit = field(default_factory=dict)
    infos: Dit = field(default_factory=dict)
    cle: Any = None
    algorithme: str = "RS256"
    algorithme_des_infos: str = ""
    decouverte: Dit = field(default_factory=dict)
    retour: Dit = field(default_factory=dict)
    reponses: dict[str, Response] = field(default_factory=dict)
    attente: float = 0.0
    horloge: float = 0.0


@dataclass
class Fournisseur:
    """The provider: who is in front of it, what it was asked, what it lies about."""

    racine: str = ""
    preuve: bool = False  # whether it knows PKCE, says it, and wants it
    personne: Dit = field(default_factory=dict)
    mensonge: Mensonge = field(default_factory=Mensonge)
    demandes: list[str] = field(default_factory=list)
    sorties: set[str] = field(default_factory=set)
    codes: dict[str, Dit] = field(default_factory=dict)
    acces: dict[str, Dit] = field(default_factory=dict)

    @property
    def emetteur(self) -> str:
        """Return the name that it signs under."""
        return f"{self.racine}/api/v2"

    def signer(self, dit: Dit, change: Dit, algorithme: str) -> str:
        """Sign what is said, as it is changed."""
        ment = self.mensonge
        if algorithme == "none":
            return f"{_en_base({'alg': 'none'})}.{_en_base(dit | change)}."
        cle: Any = ment.cle or {"ES256": EC, "HS256": OctKey.import_key(SECRET)}.get(
            algorithme, RSA
        )
        claims = {nom: valeur for nom, valeur in (dit | change).items() if valeur is not None}
        entete = {"alg": algorithme} | ({"kid": cle.kid} if cle.kid else {})
        return jwt.encode(entete, claims, cle, [algorithme])

    def heure(self) -> float:
        """Tell the time that it is there."""
        return time.time() + self.mensonge.horloge

    def _decouverte(self, _: Request) -> Response:
        time.sleep(self.mensonge.attente)
        dit: Dit = {
            "issuer": self.emetteur,
            "authorization_endpoint": f"{self.emetteur}/authorize",
            "token_endpoint": f"{self.emetteur}/token",
            "userinfo_endpoint": f"{self.emetteur}/userinfo",
            "jwks_uri": f"{self.emetteur}/jwks",
            "end_session_endpoint": f"{self.emetteur}/session/end",
        }
        if self.preuve:
            dit["code_challenge_methods_supported"] = ["S256"]
        return JSONResponse(dit | self.mensonge.decouverte)

    def _autoriser(self, requete: Request) -> Response:
        dits = requete.query_params
        inconnus = set(dits) - CONNUS - (PREUVE if self.preuve else set())
        courts = [nom for nom in ("state", "nonce") if len(dits.get(nom, "")) < 32]
        if inconnus or courts or len(dits.multi_items()) != len(dits):
            return JSONResponse({"error": "Y000400", "dit": [*inconnus, *courts]}, 400)
        if self.preuve and dits.get("code_challenge_method") != "S256":
            return _refus("invalid_request")
        code = token_urlsafe(24)
        self.codes[code] = dict(dits) | {"jusqu_a": self.heure() + 30}
        suite = parametres({"code": code, "state": dits["state"]} | self.mensonge.retour)
        return RedirectResponse(f"{dits['redirect_uri']}?{suite}", 303)

    async def _jeton(self, requete: Request) -> Response:
        async with requete.form() as dits:
            demande = self.codes.pop(str(dits.get("code", "")), None)
            if dits.get("client_id") != CLIENT or dits.get("client_secret") != SECRET:
                return _refus("invalid_client", 401)
            if demande is None or demande["jusqu_a"] < self.heure():
                return _refus("invalid_grant")
            if dits.get("redirect_uri") != demande["redirect_uri"]:
                return _refus("invalid_grant")
            verifieur = str(dits.get("code_verifier", ""))
        if self.preuve and create_s256_code_challenge(verifieur) != demande["code_challenge"]:
            return _refus("invalid_grant")
        acces = token_urlsafe(24)
        portees = {"sub", *demande["scope"].split()}
        self.acces[acces] = {n: d for n, d in self.personne.items() if n in portees}
        maintenant = int(time.time())
        identite = {
            "iss": self.emetteur,
            "aud": CLIENT,
            "sub": self.personne["sub"],
            "iat": maintenant,
            "exp": maintenant + 60,
            "nonce": demande["nonce"],
            "acr": "eidas1",
            "amr": ["pwd"],
            "at_hash": create_half_hash(acces, "RS256").decode(),
        }
        signe = self.signer(identite, self.mensonge.identite, self.mensonge.algorithme)
        return JSONResponse(
            {"access_token": acces, "token_type": "Bearer", "expires_in": 60, "id_token": signe}
        )

    def _infos(self, requete: Request) -> Response:
        acces = requete.headers.get("authorization", "").removeprefix("Bearer ")
        if acces not in self.acces:
            return _refus("invalid_token", 401)
        dit = {"iss": self.emetteur, "aud": CLIENT, **self.acces[acces]}
        algorithme = self.mensonge.algorithme_des_infos or self.mensonge.algorithme
        return Response(
            self.signer(dit, self.mensonge.infos, algorithme), media_type="application/jwt"
        )

    def _cles(self, _: Request) -> Response:
        return JSONResponse(KeySet([RSA, EC]).as_dict(private=False))

    def _sortir(self, requete: Request) -> Response:
        dits = requete.query_params
        connue = dits.get("post_logout_redirect_uri", "") in self.sorties
        if set(dits) != {"id_token_hint", "state", "post_logout_redirect_uri"} or not connue:
            return JSONResponse({"error": "Y000400"}, 400)
        jwt.decode(dits["id_token_hint"], KeySet([RSA, EC]), ["RS256", "ES256"])
        if len(dits["state"]) < 32:
            return JSONResponse({"error": "Y000400"}, 400)
        return RedirectResponse(
            f"{dits['post_logout_redirect_uri']}?{parametres({'state': dits['state']})}", 303
        )

    def application(self) -> Starlette:
        """Return what is served."""
        routes = {
            "/.well-known/openid-configuration": self._decouverte,
            "/authorize": self._autoriser,
            "/userinfo": self._infos,
            "/jwks": self._cles,
            "/session/end": self._sortir,
        }
        gets = [Route(f"/api/v2{chemin}", suivre) for chemin, suivre in routes.items()]
        return Starlette(routes=[*gets, Route("/api/v2/token", self._jeton, methods=["POST"])])


def _en_base(dit: Dit) -> str:
    return base64.urlsafe_b64encode(json.dumps(dit).encode()).rstrip(b"=").decode()


def _refus(code: str, statut: int = 400) -> Response:
    return JSONResponse({"error": code}, statut)


def parametres(dits: Dit) -> str:
    """Write the parameters of an address; None takes one away."""
    return urlencode({nom: valeur for nom, valeur in dits.items() if valeur is not None})


@contextmanager
def servir_un_fournisseur() -> Iterator[Fournisseur]:
    """Serve the provider on this machine, at an address of its own."""
    prise = socket.socket()
    prise.bind(("127.0.0.1", 0))
    f = Fournisseur(f"http://127.0.0.1:{prise.getsockname()[1]}")
    interieur = f.application()

    async def compter(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            f.demandes.append(scope["path"])
        repondre = f.mensonge.reponses.get(str(scope["path"]).rpartition("/")[2])
        await (repondre or interieur)(scope, receive, send)

    serveur = uvicorn.Server(uvicorn.Config(compter, lifespan="off", log_level="error"))
    fil = threading.Thread(target=serveur.run, args=([prise],), daemon=True)
    fil.start()
    while not serveur.started:
        time.sleep(0.01)
    try:
        yield f
    finally:
        serveur.should_exit = True
        fil.join(5)
        prise.close()
