"""Contents made once: compressed, marked, and kept within a weight."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256

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
            self.garder(cle, prete)
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

    def garder(self, cle: Hashable, prete: Prete) -> None:
        """Keep the content of a key; what was asked for least recently may have to go."""
        with self._acces:
            if cle not in self._prets:
                self._poids += _poids(cle, prete)
                self._prets[cle] = prete
            while self._poids > self._octets and len(self._prets) > 1:
                self._poids -= _poids(*self._prets.popitem(last=False))
