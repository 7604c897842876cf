"""One search through the indexes: what is kept, corrected, left aside until something answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fabrique_dash.chiffres.recherche.index import Index, Points
from fabrique_dash.chiffres.recherche.mots import (
    codes_reunis,
    noms_possibles,
    outils_de_lieux,
    parlants,
)

_ECART = 0.05  # of likeness to the closest word: beyond it, another word was not meant
_DANS_LE_NOM = 0.5  # above this mean, the words were found in the name, not only beside it
_OUTIL = 0.2  # what a kind of place that is named adds to the things that have it
_LUS_MAX = 4  # words that are told for one that was not found


class Essai:
    """One search through the indexes.

    Attributes:
        gardes: words that must be found.
        laisses: words that were left aside because they found nothing with the others.
        proches: by word, those that it was read as, and how alike they are.
        tel_quel: whether the search is answered as it was typed, but for spaces.
    """

    def __init__(self, index: Sequence[Index], demandes: Sequence[str]) -> None:
        """Read a search.

        Args:
            index: where to search.
            demandes: folded words of the search, in order.
        """
        self.index = index
        dits = codes_reunis(demandes, self._connu)
        voulus = parlants(dits)
        self.outils = outils_de_lieux(voulus)
        self.noms = noms_possibles(dits, self.outils)
        self.gardes, self.laisses = [m for m in voulus if m not in self.outils], list[str]()
        self.proches: dict[str, dict[str, float]] = {m: {} for m in voulus}
        self.notes: dict[str, list[Points]] = {}
        self.lire(voulus)
        self.tel_quel = _trouve(self.ensemble())
        self.lire([m for m in self.gardes if not self._connu(m)], corriger=True)

    def _connu(self, mot: str) -> bool:
        return any(i.contient(mot) for i in self.index)

    def lire(self, demandes: Sequence[str], *, corriger: bool = False) -> None:
        """Give each document its points for each word, taken as it is or with a typing slip."""
        for mot in demandes:
            self.proches[mot] = {}
            if corriger:
                tous = {p: r for i in self.index for p, r in i.proches(mot).items() if p != mot}
                meilleur = max(tous.values(), default=0)
                self.proches[mot] = {p: r for p, r in tous.items() if meilleur - r < _ECART}
            self.notes[mot] = [i.points(mot, self.proches[mot]) for i in self.index]

    def frequence(self, mot: str) -> int:
        return sum(int(np.count_nonzero(n)) for n in self.notes[mot])

    def trouver(self) -> list[Points]:
        """Give the final points of each document of each index, 0 to those not found.

        All the words must be found; failing that, without their spaces; failing that, without
        the unknown ones, then with a typing slip in any of them, then without the commonest.
        """
        bruts = self.ensemble()
        if not _trouve(bruts):
            bruts = self.sans_espaces()
        if not _trouve(bruts):
            self.laisser([m for m in self.gardes if not self.frequence(m)])
            bruts = self.ensemble()
        if not _trouve(bruts):
            self.lire(self.gardes, corriger=True)
            bruts = self.ensemble()
        if not _trouve(bruts):
            self.lire(self.gardes)
        while not _trouve(bruts) and len(self.gardes) > 1:
            self.laisser([max(self.gardes, key=self.frequence)])
            bruts = self.ensemble()
        return [self.classer(i, n) for i, n in zip(self.index, bruts, strict=True)]

    def sans_espaces(self) -> list[Points]:
        """Points of the names that are the search without its spaces.

        A typing slip is looked for only when some word is unknown: « château d’eau » is two words
        that are well spelt, not the name of Châteaubleau.
        """
        for corriger in (False, not all(map(self._connu, self.gardes))):
            bruts = [i.colles_proches(self.noms[0], corriger=corriger) for i in self.index]
            if _trouve(bruts):
                self.tel_quel = not corriger
                break
        return bruts

    def laisser(self, demandes: Sequence[str]) -> None:
        """Leave words aside, unless nothing would remain."""
        if 0 < len(demandes) < len(self.gardes):
            self.gardes = [m for m in self.gardes if m not in demandes]
            self.laisses += demandes
            self.noms = ("".join(self.gardes),)

    def ensemble(self) -> list[Points]:
        """Mean points of the documents that hold every kept word."""
        sommes = []
        for rang in range(len(self.index)):
            notes = np.stack([self.notes[m][rang] for m in self.gardes])
            sommes.append(np.where((notes > 0).all(axis=0), notes.mean(axis=0), 0))
        return [s.astype(np.float32) for s in sommes]

    def classer(self, index: Index, notes: Points) -> Points:
        """Add what a name gains by being, or starting with, the search."""
        complet = np.max([index.noms_complets(nom) for nom in self.noms], axis=0)
        notes = np.maximum(notes, np.where(complet > 1, 1, 0))
        couverture = np.where(notes > _DANS_LE_NOM, index.couverture(self.noms[-1]), 0)
        rang = self.index.index(index)
        for outil in self.outils:
            complet = complet + _OUTIL * self.notes[outil][rang]
        return np.where(notes > 0, notes + complet + couverture, 0).astype(np.float32)

    def cherches(self) -> tuple[str, ...]:
        """Words to mark in the results."""
        return (*self.gardes, *(p for m in self.gardes for p in self.proches[m]))

    def corriges(self) -> list[tuple[str, tuple[str, ...]]]:
        """Words that were read as others."""
        return [(m, tuple(self.proches[m])) for m in self.gardes if self.proches[m]]

    def lus(self) -> tuple[str, ...]:
        """What was read instead of the search: one word's neighbours, or the words all together."""
        if len(self.gardes) == 1:
            (mot,) = self.gardes
            return tuple(list(self.proches[mot])[:_LUS_MAX]) or (mot,)
        meilleurs = [
            max(p, key=p.__getitem__) if (p := self.proches[m]) else m for m in self.gardes
        ]
        return (" ".join(meilleurs),)


def _trouve(notes: list[Points]) -> bool:
    return any(n.any() for n in notes)
