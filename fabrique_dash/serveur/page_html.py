"""The single HTML page, made French and given the project's title and stylesheet."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fabrique_dash.serveur.chemins import chemin_interne, est_technique

# Without these the application answers with the whole, uncompressed, always fresh page.
_REQUETE_OUBLIEE = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})
_REPONSE_OUBLIEE = ("etag", "last-modified", "accept-ranges", "content-encoding")

_RACINE = '<div id="root">'
_LANGUE = re.compile(r"<html lang=\"[^\"]*\">")
_TITRE = re.compile(r"<title>.*?</title>", re.DOTALL)
_ICONE = re.compile(r"<link rel=\"shortcut icon\" href=\"[^\"]*\" />")
_SANS_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_SCRIPT_EN_LIGNE = re.compile(
    r"\s*(?:<!--[^>]*-->\s*)?<script>\s*window\.prerenderReady.*?</script>", re.DOTALL
)
_POLICE_PRECHARGEE = re.compile(r"\s*<link\s+rel=\"preload\"[^>]*\bas=\"font\"[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Habillage:
    """What the project puts into the page; URLs are relative, like those of the page itself."""

    titre: str
    description: str
    feuille: str
    icone: str
    adresse: str
    copie: str
    police: str
    sans_script: str


def habiller(page: str, habillage: Habillage) -> str:
    """Rewrite the page of the front end; any other HTML is returned as it came."""
    if _RACINE not in page:
        return page
    tete = (
        f"<title>{escape(habillage.titre)}</title>\n"
        f'    <meta name="description" content="{escape(habillage.description)}" />\n'
        f'    <meta property="og:title" content="{escape(habillage.titre)}" />\n'
        f'    <meta property="og:description" content="{escape(habillage.description)}" />\n'
        '    <meta property="og:locale" content="fr_FR" />\n'
        f'    <link rel="preload" href="{habillage.police}"'
        ' as="font" type="font/woff2" crossorigin />\n'
        f'    <script src="{habillage.adresse}"></script>\n'
        f'    <script src="{habillage.copie}" defer></script>\n'
        f'    <link rel="stylesheet" href="{habillage.feuille}" />'
    )
    page = _LANGUE.sub('<html lang="fr">', page, count=1)
    page = _SCRIPT_EN_LIGNE.sub("", page, count=1)
    page = _POLICE_PRECHARGEE.sub("", page, count=1)
    icone = f'<link rel="shortcut icon" href="{habillage.icone}" />'
    page = _ICONE.sub(lambda _: icone, page, count=1)
    page = _TITRE.sub(lambda _: tete, page, count=1)
    message = f"<noscript><p>{escape(habillage.sans_script)}</p></noscript>"
    return _SANS_SCRIPT.sub(lambda _: message, page, count=1)


@lru_cache(maxsize=4)
def _corps(octets: bytes, habillage: Habillage, compresse: bool) -> bytes:
    page = habiller(octets.decode("utf-8"), habillage).encode("utf-8")
    return gzip.compress(page, 9, mtime=0) if compresse else page


class _Reponse:
    """Holds back one HTML answer until its body is complete; lets any other answer through."""

    def __init__(self, send: Send, habillage: Habillage, compresse: bool, tete: bool) -> None:
        self._send = send
        self._habillage = habillage
        self._compresse = compresse
        self._tete = tete
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
        for nom in _REPONSE_OUBLIEE:
            del entetes[nom]
        entetes["vary"] = "Accept-Encoding"
        corps = b""
        if self._tete:
            del entetes["content-length"]
        else:
            corps = _corps(bytes(self._octets), self._habillage, self._compresse)
            entetes["content-length"] = str(len(corps))
            if self._compresse:
                entetes["content-encoding"] = "gzip"
        await self._send(debut)
        await self._send({"type": "http.response.body", "body": corps})


def _est_html(message: Message) -> bool:
    type_mime = Headers(raw=message["headers"]).get("content-type", "")
    return bool(message["status"] == 200 and type_mime.startswith("text/html"))


class PageHtml:
    """Rewrite the HTML page wherever it is served: home, deep links, under a base path."""

    def __init__(self, app: ASGIApp, habillage: Habillage, base: str = "") -> None:
        self._app = app
        self._habillage = habillage
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page_possible = (
            scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and not est_technique(chemin_interne(scope, self._base))
        )
        if not page_possible:
            await self._app(scope, receive, send)
            return
        compresse = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        garde = [(nom, v) for nom, v in scope["headers"] if nom not in _REQUETE_OUBLIEE]
        reponse = _Reponse(send, self._habillage, compresse, scope["method"] == "HEAD")
        await self._app({**scope, "headers": garde}, receive, reponse)
