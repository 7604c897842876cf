"""The single HTML page, made French and given the project's title and stylesheet."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.serveur.chemins import chemin_interne, est_technique, racine_publique

# Without these the application answers with the whole, uncompressed, always fresh page.
_REQUETE_OUBLIEE = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})
_REPONSE_OUBLIEE = ("etag", "last-modified", "accept-ranges", "content-encoding")

# A longer address is nobody's second visit: its page is made, and not kept.
_ADRESSE_GARDEE = 2000  # characters
_RACINE = html('<div id="root">')
_LANGUE = re.compile(r"<html lang=\"[^\"]*\">")
_TITRE = re.compile(r"<title>.*?</title>", re.DOTALL)
_ICONE = re.compile(r"<link rel=\"shortcut icon\" href=\"[^\"]*\" />")
_SANS_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_SCRIPT_EN_LIGNE = re.compile(
    r"\s*(?:<!--[^>]*-->\s*)?<script>\s*window\.prerenderReady.*?</script>", re.DOTALL
)
_POLICE_PRECHARGEE = re.compile(r"\s*<link\s+rel=\"preload\"[^>]*\bas=\"font\"[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Entree:
    """What one page says of itself: its path below the root, its title, what it is about."""

    chemin: str
    titre: str
    description: str


@dataclass(frozen=True)
class Habillage:
    """What the project puts into the page; URLs are relative, like those of the page itself.

    Attributes:
        pages: titles of the pages; `titre` and `description` serve for any other path.
        image: picture of the card that social networks show, 1200 × 630; none when empty.
        flux: feed of what changed; none when empty.
    """

    titre: str
    description: str
    feuille: str
    icone: str
    adresse: str
    copie: str
    police: str
    sans_script: str
    pages: tuple[Entree, ...] = ()
    image: str = ""
    flux: str = ""


@dataclass(frozen=True)
class Lieu:
    """Where a page was asked for: root of the application, path below it, query as sent."""

    racine: str
    chemin: str
    requete: str = ""

    @property
    def adresse(self) -> str:
        """Full address of the page."""
        suite = f"?{self.requete}" if self.requete else ""
        return f"{self.racine}{self.chemin}{suite}"


def _entree(habillage: Habillage, chemin: str) -> Entree:
    defaut = Entree(chemin, habillage.titre, habillage.description)
    return next((p for p in habillage.pages if p.chemin == chemin), defaut)


def _carte(habillage: Habillage, page: Entree, lieu: Lieu) -> Markup:
    """Open Graph card; its addresses must be absolute."""
    dits = [
        ("og:type", "website"),
        ("og:site_name", habillage.titre),
        ("og:title", page.titre),
        ("og:description", page.description),
        ("og:url", lieu.adresse),
        ("og:locale", "fr_FR"),
    ]
    if habillage.image:
        dits += [
            ("og:image", f"{lieu.racine}/{habillage.image.removeprefix('./')}"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", habillage.titre),
        ]
    return joindre(
        html('    <meta property="{}" content="{}" />\n', nom, valeur) for nom, valeur in dits
    )


def habiller(page: str, habillage: Habillage, lieu: Lieu) -> str:
    """Rewrite the page of the front end; any other HTML is returned as it came."""
    if _RACINE not in page:
        return page
    dite = _entree(habillage, lieu.chemin)
    flux = (
        html('    <link rel="alternate" type="application/atom+xml" href="{}" />\n', habillage.flux)
        if habillage.flux
        else ""
    )
    tete = html(
        "<title>{titre}</title>\n"
        '    <meta name="description" content="{description}" />\n'
        "{carte}{flux}"
        '    <link rel="preload" href="{police}" as="font" type="font/woff2" crossorigin />\n'
        '    <script src="{adresse}"></script>\n'
        '    <script src="{copie}" defer></script>\n'
        '    <link rel="stylesheet" href="{feuille}" />',
        titre=dite.titre,
        description=dite.description,
        carte=_carte(habillage, dite, lieu),
        flux=flux,
        police=habillage.police,
        adresse=habillage.adresse,
        copie=habillage.copie,
        feuille=habillage.feuille,
    )
    page = _LANGUE.sub(html('<html lang="fr">'), page, count=1)
    page = _SCRIPT_EN_LIGNE.sub("", page, count=1)
    page = _POLICE_PRECHARGEE.sub("", page, count=1)
    icone = html('<link rel="shortcut icon" href="{}" />', habillage.icone)
    page = _ICONE.sub(lambda _: icone, page, count=1)
    page = _TITRE.sub(lambda _: tete, page, count=1)
    message = html("<noscript><p>{}</p></noscript>", habillage.sans_script)
    return _SANS_SCRIPT.sub(lambda _: message, page, count=1)


def _corps(octets: bytes, habillage: Habillage, lieu: Lieu, compresse: bool) -> bytes:
    faire = _corps_garde if len(lieu.adresse) <= _ADRESSE_GARDEE else _corps_garde.__wrapped__
    return faire(octets, habillage, lieu, compresse)


@lru_cache(maxsize=256)  # Streamlit's page, whatever the data
def _corps_garde(octets: bytes, habillage: Habillage, lieu: Lieu, compresse: bool) -> bytes:
    page = habiller(octets.decode("utf-8"), habillage, lieu).encode("utf-8")
    return gzip.compress(page, 9, mtime=0) if compresse else page


class _Reponse:
    """Holds back one HTML answer until its body is complete; lets any other answer through."""

    def __init__(
        self, send: Send, habillage: Habillage, lieu: Lieu, compresse: bool, tete: bool
    ) -> None:
        self._send = send
        self._habillage = habillage
        self._lieu = lieu
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
            corps = _corps(bytes(self._octets), self._habillage, self._lieu, self._compresse)
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
        lieu = Lieu(
            racine_publique(scope, self._base),
            chemin_interne(scope, self._base),
            scope.get("query_string", b"").decode("latin-1"),
        )
        compresse = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        garde = [(nom, v) for nom, v in scope["headers"] if nom not in _REQUETE_OUBLIEE]
        reponse = _Reponse(send, self._habillage, lieu, compresse, scope["method"] == "HEAD")
        await self._app({**scope, "headers": garde}, receive, reponse)
