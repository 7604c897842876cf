"""Files that readers send: light, few for each client, and not for long.

Streamlit takes as many as a session sends, and keeps them until two minutes or more after it is
left: 100 files took 108 MB. One is read as soon as it has come; what is read, or never will be, is
let go here.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from anyio import move_on_after
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fabrique_dash.serveur.chemins import chemin_interne
from fabrique_dash.serveur.clients import client_de

PREFIXE = "/_stcore/upload_file/"
_RECU = 204
_ENTETES = {"cache-control": "no-store", "content-language": "fr"}
_SANS_LONGUEUR = "Envoi refusé\u00a0: la taille du fichier n’est pas annoncée."
_TROP_LOURD = "Envoi refusé\u00a0: un fichier pèse 5\u00a0Mo au plus."
_TROP_LENT = "Envoi abandonné\u00a0: le fichier n’est pas arrivé en une minute."
_TROP = "Beaucoup de fichiers arrivent déjà\u00a0: réessayez dans une minute."

Fichier = tuple[str, str]  # session, file


class Gardien(Protocol):
    """What keeps the files: Streamlit's runtime."""

    @property
    def uploaded_file_mgr(self) -> Any:
        """Its files; `remove_file` lets go of one, whether it is still there or not."""


@dataclass(frozen=True)
class Bornes:
    """How much is taken from readers.

    Attributes:
        octets: of one request: a workbook of 5 MB, and what a browser puts around it.
        par_client: files kept from one client, and those that it may be sending.
        en_tout: the same, for all clients.
        duree: seconds for which a file is kept.
        delai: seconds in which it must have come.
    """

    octets: int = 5 * 2**20 + 2**14
    par_client: int = 4
    en_tout: int = 16
    duree: float = 300.0
    delai: float = 60.0


def _refus(statut: int, raison: str) -> Response:
    attente = {"retry-after": "60"} if statut == 503 else {}
    return PlainTextResponse(raison, statut, _ENTETES | attente)


class Envois:
    """Bound what is sent; beyond, the oldest file of the client who has the most is let go.

    Args:
        app: the application.
        gardien: gives what keeps the files; it is there once the application has started.
        base: path under which the application is served.
        bornes: how much is taken.
    """

    def __init__(
        self,
        app: ASGIApp,
        gardien: Callable[[], Gardien],
        base: str = "",
        bornes: Bornes | None = None,
    ) -> None:
        self._app = app
        self._gardien = gardien
        self._base = base
        self._bornes = bornes or Bornes()
        # Whose each is, and when it will be let go; the oldest first.
        self._gardes: OrderedDict[Fichier, tuple[str, TimerHandle]] = OrderedDict()
        self._en_route: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chemin = chemin_interne(scope, self._base) if scope["type"] == "http" else ""
        if not chemin.startswith(PREFIXE) or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        session, _, fichier = chemin.removeprefix(PREFIXE).partition("/")
        client = client_de(HTTPConnection(scope))
        refus = self._refuser(Headers(scope=scope).get("content-length", ""), client)
        if refus is None:
            refus = await self._recevoir((session, fichier), client, (scope, receive, send))
        if refus is not None:
            await refus(scope, receive, send)

    def _refuser(self, longueur: str, client: str) -> Response | None:
        bornes = self._bornes
        if not longueur.isdecimal():
            return _refus(411, _SANS_LONGUEUR)
        if int(longueur) > bornes.octets:
            return _refus(413, _TROP_LOURD)
        siens, tous = self._en_route[client], self._en_route.total()
        if siens >= bornes.par_client or tous >= bornes.en_tout:
            return _refus(503, _TROP)
        return None

    async def _recevoir(
        self, cle: Fichier, client: str, appel: tuple[Scope, Receive, Send]
    ) -> Response | None:
        """Let the application take a file; None once it has answered."""
        scope, receive, send = appel
        repondu = False

        async def envoyer(message: Message) -> None:
            nonlocal repondu
            repondu = True
            if message.get("status") == _RECU:
                self._garder(cle, client)
            await send(message)

        self._en_route[client] += 1
        try:
            with move_on_after(self._bornes.delai):
                await self._app(scope, receive, envoyer)
        finally:
            self._en_route[client] -= 1
            self._en_route += Counter()  # who sends nothing any more is not remembered
        return None if repondu else _refus(408, _TROP_LENT)

    def _garder(self, cle: Fichier, client: str) -> None:
        if cle in self._gardes:  # sent again in its own place
            self._gardes.pop(cle)[1].cancel()
        minuterie = get_running_loop().call_later(self._bornes.duree, self._laisser, cle)
        self._gardes[cle] = client, minuterie
        nombres = Counter(sien for sien, _ in self._gardes.values())
        if nombres[client] > self._bornes.par_client:
            self._laisser_le_plus_ancien(client)
        elif nombres.total() > self._bornes.en_tout:
            self._laisser_le_plus_ancien(nombres.most_common(1)[0][0])

    def _laisser_le_plus_ancien(self, client: str) -> None:
        self._laisser(next(cle for cle, (sien, _) in self._gardes.items() if sien == client))

    def _laisser(self, cle: Fichier) -> None:
        self._gardes.pop(cle)[1].cancel()
        self._gardien().uploaded_file_mgr.remove_file(*cle)
