"""An index of texts by their words, for a search that forgives a typing slip.

Scores of all the documents are computed at once: a beginning of word stands for one slice of an
array, as the words are sorted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from fabrique_dash.chiffres.recherche.mots import codes_voulus, mots

Points = NDArray[np.float32]

NOM_EXACT = 2.0  # extra points of a name that is the whole search

_MOT_ENTIER, _DEBUT, _FAUTE = 1.0, 0.8, 0.7
_DETAIL = 0.5  # a word found beside the name is worth half of one found in it
_NOM_COMMENCE, _COUVERTURE = 0.15, 0.3
_LETTRES_MIN, _LETTRES_DEUX_FAUTES = 4, 9
_LETTRES_COLLEES = 6
_APRES_TOUT = "\U0010ffff"


class _Champ:
    """The words of one field: each with the documents that hold it."""

    def __init__(self, textes: Sequence[list[str]]) -> None:
        porteurs: dict[str, list[int]] = defaultdict(list)
        for rang, liste in enumerate(textes):
            for mot in dict.fromkeys(liste):
                porteurs[mot].append(rang)
        self.mots = sorted(porteurs)
        longueurs = [len(porteurs[m]) for m in self.mots]
        self.debuts = [0, *accumulate(longueurs)]
        self.rangs = np.array([r for m in self.mots for r in porteurs[m]], dtype=np.int32)

    def place(self, mot: str) -> int | None:
        """Return the place of a word among the sorted ones, None when nobody holds it."""
        i = bisect_left(self.mots, mot)
        return i if i < len(self.mots) and self.mots[i] == mot else None

    def noter(self, points: Points, mot: str, valeur: float, *, debut: bool = False) -> None:
        """Raise to `valeur` the points of the documents that hold a word, or its beginning."""
        i = bisect_left(self.mots, mot)
        j = bisect_left(self.mots, mot + _APRES_TOUT) if debut else i + (self.place(mot) == i)
        ceux = self.rangs[self.debuts[i] : self.debuts[j]]
        points[ceux] = np.maximum(points[ceux], valeur)


class Index:
    """Documents, each with a name and details; they are known by their ranks."""

    def __init__(self, noms: Sequence[str], details: Sequence[str]) -> None:
        """Read the documents.

        Args:
            noms: name of each document.
            details: other words by which each may be found, in the same order.
        """
        listes = [mots(nom) for nom in noms]
        self._noms, self._details = _Champ(listes), _Champ([mots(d) for d in details])
        self._colles = ["".join(liste) for liste in listes]
        self._longueurs = np.array([max(1, len(c)) for c in self._colles], dtype=np.float32)
        self._ordre = sorted(range(len(noms)), key=self._colles.__getitem__)
        self._tries = [self._colles[rang] for rang in self._ordre]
        connus = {*self._noms.mots, *self._details.mots}
        self._corrigeables = [m for m in sorted(connus) if len(m) >= _LETTRES_MIN and m.isalpha()]

    def contient(self, mot: str) -> bool:
        """Tell whether some document holds a whole word."""
        return self._noms.place(mot) is not None or self._details.place(mot) is not None

    def proches(self, mot: str) -> dict[str, float]:
        """Find the known words or codes that a slip may have turned into this one.

        Returns:
            How alike each is, from 0 to 1.
        """
        if len(mot) < _LETTRES_MIN or not mot.isalpha():
            return {code: 1.0 for code in codes_voulus(mot) if self.contient(code)}
        fautes = 2 if len(mot) >= _LETTRES_DEUX_FAUTES else 1
        trouves = process.extract(
            mot, self._corrigeables, scorer=OSA.distance, score_cutoff=fautes, limit=None
        )
        return {str(t[0]): float(JaroWinkler.similarity(mot, t[0])) for t in trouves}

    def points(self, mot: str, proches: Mapping[str, float]) -> Points:
        """Give the points of each document for one word of the search, 0 when it lacks it.

        Args:
            mot: the word, folded.
            proches: known words that count as this one with a typing slip, and how alike they are.
        """
        notes: Points = np.zeros(len(self._colles), dtype=np.float32)
        debut = len(mot) > 1 and not mot.isdigit()
        for champ, poids in ((self._details, _DETAIL), (self._noms, 1.0)):
            for proche, ressemblance in proches.items():
                champ.noter(notes, proche, _FAUTE * ressemblance * poids)
            if debut:
                champ.noter(notes, mot, _DEBUT * poids, debut=True)
            champ.noter(notes, mot, _MOT_ENTIER * poids)
        return notes

    def noms_complets(self, colle: str) -> Points:
        """Give extra points to names that are, or start with, the words of the search joined."""
        notes: Points = np.zeros(len(self._colles), dtype=np.float32)
        i, j = (bisect_left(self._tries, t) for t in (colle, colle + _APRES_TOUT))
        notes[self._ordre[i:j]] = _NOM_COMMENCE
        k = bisect_left(self._tries, colle + "\0")
        notes[self._ordre[i:k]] = NOM_EXACT
        return notes

    def colles_proches(self, colle: str, *, corriger: bool) -> Points:
        """Give points to names that are the search but for spaces, and maybe a typing slip."""
        notes: Points = np.zeros(len(self._colles), dtype=np.float32)
        if len(colle) < _LETTRES_COLLEES:
            return notes
        fautes = (2 if len(colle) >= _LETTRES_DEUX_FAUTES else 1) if corriger else 0
        for _, ecart, rang in process.extract(
            colle, self._colles, scorer=OSA.distance, score_cutoff=fautes, limit=12
        ):
            notes[rang] = _FAUTE - 0.1 * ecart
        return notes

    def couverture(self, colle: str) -> Points:
        """Tell how much of each name a search of this length covers, as extra points."""
        return (_COUVERTURE * np.minimum(1, len(colle) / self._longueurs)).astype(np.float32)
