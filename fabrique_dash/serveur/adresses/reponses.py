"""Answers made of bytes: kept once made, compressed once, with 304 and errors in French."""

from __future__ import annotations

import gzip
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

# Below this size compressing gains nothing, and Streamlit's own middleware leaves it alone too.
_COMPRIMER_AU_DELA = 500
# The heaviest content, all the communes as JSON, takes a third of it.
OCTETS_GARDES = 64 * 2**20


@dataclass(frozen=True)
class Fichier:
    """What an address holds.

    Attributes:
        octets: content.
        type_mime: content type, with its charset.
        nom: name under which a browser saves it; empty for a page.
        a_enregistrer: whether a browser saves it rather than showing it.
    """

    octets: bytes
    type_mime: str
    nom: str = ""
    a_enregistrer: bool = False


@dataclass(frozen=True)
class Prete:
    """A content with its mark and its compressed form, ready to be sent."""

    fichier: Fichier
    marque: str
    comprime: bytes | None

    @property
    def poids(self) -> int:
        """Bytes held in memory."""
        return len(self.fichier.octets) + len(self.comprime or b"")


def preparer(fichier: Fichier) -> Prete:
    """Compress a content and mark it."""
    octets = fichier.octets
    comprime = gzip.compress(octets, 6, mtime=0) if len(octets) >= _COMPRIMER_AU_DELA else None
    return Prete(fichier, sha256(octets).hexdigest()[:24], comprime)


def _poids(cle: Hashable, prete: Prete) -> int:
    return prete.poids + len(repr(cle))


class Reserve:
    """Keeps contents once made, within a weight; the least recently asked for go first."""

    def __init__(self, octets: int = OCTETS_GARDES) -> None:
        self._octets = octets
        self._prets: OrderedDict[Hashable, Prete] = OrderedDict()
        self._poids = 0
        self._marque = ""
        self._acces = threading.Lock()

    def prendre(self, cle: Hashable, fabriquer: Callable[[], Fichier]) -> Prete:
        """Return the content of a key, made if it is not kept.

        Args:
            cle: all that the content depends on.
            fabriquer: makes it; what it raises is raised, and nothing is kept.
        """
        prete = self.deja(cle)
        if prete is None:
            prete = preparer(fabriquer())
            self._garder(cle, prete)
        return prete

    def deja(self, cle: Hashable) -> Prete | None:
        """Return the content of a key if it is kept."""
        with self._acces:
            if cle in self._prets:
                self._prets.move_to_end(cle)
            return self._prets.get(cle)

    def suivre(self, marque: str) -> None:
        """Let everything go when the data is no longer that of the last time."""
        with self._acces:
            if marque != self._marque:
                self._marque, self._poids = marque, 0
                self._prets.clear()

    @property
    def poids(self) -> int:
        """Bytes held in memory, keys included: an address may be long."""
        return self._poids

    def _garder(self, cle: Hashable, prete: Prete) -> None:
        with self._acces:
            if cle not in self._prets:
                self._poids += _poids(cle, prete)
                self._prets[cle] = prete
            while self._poids > self._octets and len(self._prets) > 1:
                self._poids -= _poids(*self._prets.popitem(last=False))


def _inchange(requete: Request, etag: str, modifie: str) -> bool:
    """Tell whether the client already has this content; its mark rules, its date failing that."""
    connus = requete.headers.get("if-none-match")
    if connus is not None:
        marques = [m.strip().removeprefix("W/") for m in connus.split(",")]
        return "*" in marques or etag in marques
    return requete.headers.get("if-modified-since") == modifie


def repondre(requete: Request, prete: Prete, modifie_le: datetime) -> Response:
    """Answer with a content, or with 304 when the client has it.

    Args:
        requete: the request.
        prete: the content.
        modifie_le: when the data last changed, in UTC.
    """
    comprime = prete.comprime is not None and "gzip" in requete.headers.get("accept-encoding", "")
    etag = f'"{prete.marque}{"-gz" if comprime else ""}"'
    modifie = format_datetime(modifie_le, usegmt=True)
    entetes = {"etag": etag, "last-modified": modifie, "cache-control": "no-cache"}
    entetes["vary"] = "Accept-Encoding"
    if _inchange(requete, etag, modifie):
        return Response(status_code=304, headers=entetes)
    fichier = prete.fichier
    if fichier.nom:
        genre = "attachment" if fichier.a_enregistrer else "inline"
        entetes["content-disposition"] = f'{genre}; filename="{fichier.nom}"'
    corps = fichier.octets
    if comprime and prete.comprime is not None:
        corps, entetes["content-encoding"] = prete.comprime, "gzip"
    entetes["content-type"] = fichier.type_mime
    return Response(corps, headers=entetes)


def probleme(
    statut: int, titre: str, detail: str, champ: str = "", valeurs: Sequence[str] = ()
) -> Response:
    """Answer with an error in French (RFC 9457).

    Args:
        statut: HTTP status.
        titre: kind of error.
        detail: what is wrong here.
        champ: name of the list of what is allowed instead; empty when there is none.
        valeurs: that list.
    """
    dit: dict[str, object] = {
        "type": "about:blank",
        "title": titre,
        "status": statut,
        "detail": detail,
    }
    if champ:
        dit[champ] = list(valeurs)
    entetes = {"cache-control": "no-store", "content-language": "fr"}
    if statut == 503:
        entetes["retry-after"] = "60"
    corps = json.dumps(dit, ensure_ascii=False).encode("utf-8")
    return Response(corps, statut, entetes, media_type="application/problem+json")
