"""Words as the search reads them: without accents, case, hyphens, apostrophes or short forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_MOT = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# Words that say nothing of what is looked for; they count only when there is no other.
_OUTILS = frozenset(
    mot
    for ligne in (
        "a au aux avec ce ces d dans de des du elle en est et il l la le les ma mon ou par pour",
        "qu que quel quelle quels quelles qui quoi s sa sont sous sur un une",
    )
    for mot in ligne.split()
)


@lru_cache(maxsize=100_000)  # words, whatever the data
def _plier(mot: str) -> str:
    lettres = unicodedata.normalize("NFKD", mot.lower().translate(_LIGATURES))
    plie = "".join(c for c in lettres if c.isalnum())
    return _ABREGES.get(plie, plie)


def mots(texte: str) -> list[str]:
    """List the words of a text, folded: « St-Œuvre d’Été » → saint, oeuvre, d, ete."""
    plies = [_plier(m) for m in _MOT.findall(unicodedata.normalize("NFC", texte))]
    return [m for m in plies if m]


def parlants(liste: list[str]) -> list[str]:
    """Keep the words that say something, each once; all of them when none does."""
    gardes = [m for m in dict.fromkeys(liste) if m not in _OUTILS]
    return gardes or list(dict.fromkeys(liste))


def surligner(texte: str, cherches: Collection[str]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, and tell which of them answer a search.

    Args:
        texte: what is read.
        cherches: folded words; a word of the text that starts with one of them answers.

    Returns:
        The pieces in order, which join into the text, each with whether it answers.
    """
    texte = unicodedata.normalize("NFC", texte)
    morceaux: list[tuple[str, bool]] = []
    fin = 0
    for trouve in _MOT.finditer(texte):
        if not _repond(_plier(trouve[0]), cherches):
            continue
        if trouve.start() > fin:
            morceaux.append((texte[fin : trouve.start()], False))
        morceaux.append((trouve[0], True))
        fin = trouve.end()
    return [*morceaux, (texte[fin:], False)] if fin < len(texte) else morceaux


def _repond(mot: str, cherches: Collection[str]) -> bool:
    return any(mot == c or (len(c) > 1 and mot.startswith(c)) for c in cherches)
