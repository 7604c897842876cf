"""The single HTML page, rewritten for the address at which it is asked for."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fabrique_dash.publication.site.adresses import APERCU, chemin
from fabrique_dash.serveur.chemins import (
    chemin_interne,
    est_sans_page,
    est_technique,
    racine_publique,
)
from fabrique_dash.serveur.clients import client_de
from fabrique_dash.serveur.facade.habillage import Habillage, Lieu
from fabrique_dash.serveur.facade.pages_faites import PagesFaites, Vues, vue_de
from fabrique_dash.serveur.partage import PRIVE
from fabrique_dash.serveur.reserve import Prete

# Without these the application answers with the whole, uncompressed, always fresh page.
_REQUETE_OUBLIEE = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})
_REPONSE_OUBLIEE = ("etag", "last-modified", "accept-ranges", "content-encoding")
_RIEN = "Il n’y a rien à cette adresse.\n".encode()
_ENTETES_DE_RIEN = (
    (b"content-length", str(len(_RIEN)).encode()),
    (b"content-language", b"fr"),
    (b"cache-control", b"no-store"),
)
_ECRITURE = f"/{chemin('mise_a_jour', {})}"


class _Reponse:
    """Holds back one HTML answer until its body is complete; lets any other answer through."""

    def __init__(
        self,
        send: Send,
        faire: Callable[[bytes], Awaitable[Prete]],
        *,
        compresse: bool,
        tete: bool,
        statut: int,
        prive: bool,
    ) -> None:
        self._send = send
        self._faire = faire
        self._compresse = compresse
        self._tete = tete
        self._statut = statut
        self._prive = prive
        self._debut: Message | None = None
        self._octets = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _est_html(message):
            self._debut = message
        elif self._debut is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._octets += message.get("body", b"")
            if not message.get("more_body", False):
                await self._envoyer(self._debut)

    async def _envoyer(self, debut: Message) -> None:
        entetes = MutableHeaders(scope=debut)
        if "accept-ranges" in entetes:  # a file: the front end's page, not one of ours
            debut["status"] = self._statut
        for nom in _REPONSE_OUBLIEE:
            del entetes[nom]
        entetes["vary"] = "Accept-Encoding"
        if self._prive:
            entetes["cache-control"] = PRIVE
        corps = b""
        if self._tete:
            del entetes["content-length"]
        else:
            prete = await self._faire(bytes(self._octets))
            corps = prete.fichier.octets
            if self._compresse and prete.comprime is not None:
                corps, entetes["content-encoding"] = prete.comprime, "gzip"
            entetes["content-length"] = str(len(corps))
        await self._send(debut)
        await self._send({"type": "http.response.body", "body": corps})


class _SansPage:
    """Says that there is nothing, where the front end gives its page instead of a file."""

    def __init__(self, send: Send, tete: bool) -> None:
        self._send = send
        self._corps = b"" if tete else _RIEN
        self._remplace = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _est_html(message):
            self._remplace = True
            entetes = [(b"content-type", b"text/plain; charset=utf-8"), *_ENTETES_DE_RIEN]
            await self._send({**message, "status": 404, "headers": entetes})
            await self._send({"type": "http.response.body", "body": self._corps})
        elif not self._remplace:
            await self._send(message)


def _est_html(message: Message) -> bool:
    type_mime = Headers(raw=message["headers"]).get("content-type", "")
    return bool(message["status"] == 200 and type_mime.startswith("text/html"))


def _est_prive(lieu: Lieu) -> bool:
    """Tell whether an address is for who writes: drafts, or the preview of a proposal."""
    return lieu.chemin.rstrip("/") == _ECRITURE or APERCU in parse_qs(lieu.requete)


class PageHtml:
    """Rewrite the HTML page wherever it is served: home, deep links, under a base path.

    At an address that is no page's, it says so to programs (404), and to readers once it runs.
    """

    def __init__(
        self, app: ASGIApp, habillage: Habillage, base: str = "", vue: Vues = vue_de
    ) -> None:
        self._app = app
        self._pages = PagesFaites(habillage, vue)
        self._chemins = frozenset(page.chemin for page in habillage.pages)
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        chemin = chemin_interne(scope, self._base)
        if est_technique(chemin):
            sans_page = _SansPage(send, scope["method"] == "HEAD")
            envoyer = sans_page if est_sans_page(chemin) else send
            await self._app(scope, receive, envoyer)
            return
        racine = racine_publique(scope, self._base)
        lieu = Lieu(racine, chemin, scope.get("query_string", b"").decode("latin-1"))
        compresse = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        garde = [(nom, v) for nom, v in scope["headers"] if nom not in _REQUETE_OUBLIEE]
        client = client_de(HTTPConnection(scope))

        def faire(octets: bytes) -> Awaitable[Prete]:
            return self._pages.prendre(octets, lieu, client)

        reponse = _Reponse(
            send,
            faire,
            compresse=compresse,
            tete=scope["method"] == "HEAD",
            statut=200 if chemin in self._chemins else 404,
            prive=_est_prive(lieu),
        )
        await self._app({**scope, "headers": garde}, receive, reponse)
