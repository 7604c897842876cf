"""Who the proxy before us says that somebody is, and whether it is the proxy that says so."""

from __future__ import annotations

import ipaddress
import logging
import os
import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from fabrique_dash.journal.identites import Preuve
from fabrique_dash.redaction.fournisseurs import VARIABLE_DU_MANDATAIRE

VARIABLE_DES_ENTETES = "FABRIQUE_PROXY_ENTETES"
MANDATAIRE = "mandataire"
_PAR_DEFAUT = "Remote-User Remote-Email"  # what Authelia says
_UVICORN = "FORWARDED_ALLOW_IPS"
_CRU_PAR_UVICORN = "127.0.0.1"
_PAIR = "fabrique.pair"
_POUR = b"x-forwarded-for"
_IDENTIFIANT = re.compile(r"[^\x00-\x20\x7f,;]{1,254}")
_JOURNAL = logging.getLogger(__name__)
Reseau = ipaddress.IPv4Network | ipaddress.IPv6Network


class PairDirect:
    """Note who speaks to us, before the address of the reader takes its place.

    Uvicorn makes that replacement before any application sees the request: with
    `--no-proxy-headers` it leaves it to this one, which does the same, afterwards. Where it was
    made all the same, by whoever its command line believes, the address is one that a header told:
    it is nobody's. Nothing is done unless a proxy is said to know who people are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        crus = os.environ.get(_UVICORN, _CRU_PAR_UVICORN)
        self._ensuite = ProxyHeadersMiddleware(app, crus)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not os.environ.get(VARIABLE_DU_MANDATAIRE):
            await self._app(scope, receive, send)
            return
        pair = (scope.get("client") or ("",))[0]
        scope[_PAIR] = "" if pair in _rapportees(scope) else pair
        await self._ensuite(scope, receive, send)  # type: ignore[arg-type]


def _rapportees(scope: Scope) -> set[str]:
    """Return the addresses that the request says it was made for, by which ours may be replaced."""
    dits = [valeur.decode("latin-1") for nom, valeur in scope["headers"] if nom == _POUR]
    dites = set()
    for dit in ",".join(dits).split(","):
        adresse = dit.strip()
        dites |= {adresse, adresse.partition("]")[0].removeprefix("[")}
        if adresse.count(":") == 1:  # IPv4 with a port
            dites.add(adresse.partition(":")[0])
    return dites


def _reseaux(dits: str) -> list[Reseau]:
    """Read addresses and networks; none at all if one of them is not understood."""
    try:
        return [ipaddress.ip_network(dit) for dit in dits.replace(",", " ").split()]
    except ValueError:
        _JOURNAL.warning("%s n’est pas une liste d’adresses", VARIABLE_DU_MANDATAIRE)
        return []


def _contient(reseaux: list[Reseau], dit: str) -> bool:
    try:
        voulu = ipaddress.ip_network(dit)
    except ValueError:
        return False
    if voulu.version == 6 and (ipv4 := voulu.network_address.ipv4_mapped) is not None:
        voulu = ipaddress.ip_network(ipv4)  # how a server of both kinds tells an IPv4 reader
    return any(
        voulu.version == reseau.version and voulu.subnet_of(reseau)  # type: ignore[arg-type]
        for reseau in reseaux
    )


def noms_des_entetes() -> list[str]:
    """Return the names of the headers by which the proxy says who somebody is."""
    dits = os.environ.get(VARIABLE_DES_ENTETES, "").replace(",", " ").split()
    return dits or _PAR_DEFAUT.split()


def _est_du_mandataire(requete: Request) -> bool:
    """Tell whether a request comes straight from the proxy.

    Who may have the address of the reader replaced may make it any one, the proxy's too: nobody
    but the proxy may then.
    """
    reseaux = _reseaux(os.environ.get(VARIABLE_DU_MANDATAIRE, ""))
    if not reseaux:
        return False
    crus = os.environ.get(_UVICORN, "").replace(",", " ").split()
    if any(not _contient(reseaux, cru) for cru in crus):
        _JOURNAL.warning("%s nomme d’autres adresses que %s", _UVICORN, VARIABLE_DU_MANDATAIRE)
        return False
    pair = requete.scope.get(_PAIR)
    return isinstance(pair, str) and _contient(reseaux, pair)


def preuve_du_mandataire(requete: Request) -> Preuve | None:
    """Return who the proxy says that somebody is; None if it is not the proxy, or says nothing.

    FABRIQUE_PROXY_ENTETES names two headers: who it is, for ever, and its address. A header that
    comes twice says nothing: somebody else may have written one of the two.

    Args:
        requete: the request.
    """
    if not _est_du_mandataire(requete):
        return None
    noms = noms_des_entetes()
    sujet, courriel = (_seul(requete, nom) for nom in (noms[0], noms[-1]))
    if not sujet:
        return None
    return Preuve(MANDATAIRE, MANDATAIRE, sujet, courriel)


def _seul(requete: Request, nom: str) -> str:
    dits = requete.headers.getlist(nom)
    if len(dits) != 1 or not _IDENTIFIANT.fullmatch(dits[0]):
        return ""
    return dits[0]
