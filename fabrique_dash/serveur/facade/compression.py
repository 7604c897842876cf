"""Front-end files compressed once, kept in memory and served without touching the disk."""

import gzip
import mimetypes
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fabrique_dash.serveur.chemins import chemin_interne

COMPRESSIBLES = frozenset({".js", ".css", ".json", ".svg", ".txt", ".md", ".geojson"})
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".md": "text/plain"}

# A rewritten file keeps the name of the original: caches must ask again some day.
CACHE_DES_TRANSFORMES = "public, max-age=86400"

Transformation = Callable[[str, bytes], bytes]


@dataclass(frozen=True)
class Source:
    """A folder served under a URL prefix.

    `brut` also keeps the plain bytes; without it only compressible files are served from memory
    and clients that refuse gzip are left to the application.
    """

    prefixe: str
    dossier: Path
    cache: str
    brut: bool = False
    transformation: Transformation | None = None


@dataclass(frozen=True)
class Assemblage:
    """Files of one folder served as a single one, one after the other in the order of their names.

    Attributes:
        chemin: internal path of the whole.
        dossier: where the parts are.
        motif: which files of the folder are parts.
        cache: `Cache-Control` of the whole.
    """

    chemin: str
    dossier: Path
    motif: str
    cache: str

    def parties(self) -> list[Path]:
        """List the parts, in order."""
        return sorted(self.dossier.glob(self.motif))


@dataclass(frozen=True)
class Actif:
    """One file ready to be sent."""

    type_mime: str
    cache: str
    etag: str
    gzip: bytes | None
    brut: bytes | None


def _type_mime(fichier: Path) -> str:
    trouve = TYPES.get(fichier.suffix) or mimetypes.guess_type(fichier.name)[0]
    return trouve or "application/octet-stream"


def preparer(fichier: Path, source: Source) -> Actif | None:
    """Read, transform and compress one file; None when there is nothing to gain in memory."""
    compressible = fichier.suffix in COMPRESSIBLES
    if not compressible and not source.brut:
        return None
    origine = octets = fichier.read_bytes()
    if source.transformation is not None and fichier.suffix == ".js":
        octets = source.transformation(fichier.name, origine)
    return Actif(
        type_mime=_type_mime(fichier),
        cache=source.cache if octets == origine else CACHE_DES_TRANSFORMES,
        etag=sha256(octets).hexdigest()[:20],
        gzip=gzip.compress(octets, 9, mtime=0) if compressible else None,
        brut=octets if source.brut else None,
    )


def assembler(assemblage: Assemblage) -> Actif:
    """Put the parts together and compress the whole.

    Raises:
        FileNotFoundError: there is no part.
    """
    parties = assemblage.parties()
    if not parties:
        raise FileNotFoundError(f"{assemblage.dossier}/{assemblage.motif}")
    octets = b"\n".join(partie.read_bytes() for partie in parties)
    return Actif(
        type_mime=_type_mime(Path(assemblage.chemin)),
        cache=assemblage.cache,
        etag=sha256(octets).hexdigest()[:20],
        gzip=gzip.compress(octets, 9, mtime=0),
        brut=octets,
    )


class Magasin:
    """Every prepared file, by internal path: a path that was not prepared cannot be reached."""

    def __init__(self, sources: Sequence[Source], assemblages: Sequence[Assemblage] = ()) -> None:
        self._sources = tuple(sources)
        self._assemblages = tuple(assemblages)
        self._actifs: dict[str, Actif] = {}

    def charger(self) -> int:
        """Prepare all files of all sources; returns how many are in memory."""
        travaux = [
            (source.prefixe + fichier.relative_to(source.dossier).as_posix(), fichier, source)
            for source in self._sources
            for fichier in sorted(source.dossier.rglob("*"))
            if fichier.is_file()
        ]
        with ThreadPoolExecutor() as ouvriers:
            prets = ouvriers.map(lambda t: preparer(t[1], t[2]), travaux)
            self._actifs = {
                chemin: actif
                for (chemin, _, _), actif in zip(travaux, prets, strict=True)
                if actif is not None
            }
        self._actifs |= {a.chemin: assembler(a) for a in self._assemblages}
        return len(self._actifs)

    def reponse(self, chemin: str, entetes: Headers) -> Response | None:
        """Answer for a path, or None when the application must answer itself."""
        actif = self._actifs.get(chemin)
        if actif is None:
            return None
        accepte = "gzip" in entetes.get("accept-encoding", "")
        corps, encodage = (actif.gzip, "gzip") if accepte and actif.gzip else (actif.brut, "")
        if corps is None:
            return None
        etag = f'"{actif.etag}{"-gz" if encodage else ""}"'
        communs = {"cache-control": actif.cache, "vary": "Accept-Encoding", "etag": etag}
        if etag in entetes.get("if-none-match", ""):
            return Response(status_code=304, headers=communs)
        if encodage:
            communs["content-encoding"] = encodage
        return Response(corps, media_type=actif.type_mime, headers=communs)


class ActifsCompresses:
    """Serve the prepared files; everything else goes on to the application."""

    def __init__(self, app: ASGIApp, magasin: Magasin, base: str = "") -> None:
        self._app = app
        self._magasin = magasin
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reponse = None
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            chemin = chemin_interne(scope, self._base)
            reponse = self._magasin.reponse(chemin, Headers(scope=scope))
        await (reponse or self._app)(scope, receive, send)
