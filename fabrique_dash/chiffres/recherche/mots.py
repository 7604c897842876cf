"""Words as the search reads them: without accents, case, hyphens, apostrophes or short forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
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
# Kinds of places: they say which of the places of a name is meant, seldom what is looked for.
_GENRES_DE_LIEUX = {
    **dict.fromkeys(("commune", "communes", "ville", "village", "mairie"), "commune"),
    **dict.fromkeys(("arrondissement", "arrondissements"), "arrondissement"),
    **dict.fromkeys(("epci", "intercommunalite", "communaute", "agglomeration"), "epci"),
    "metropole": "epci",
    **dict.fromkeys(("departement", "departements"), "departement"),
    **dict.fromkeys(("region", "regions"), "region"),
}
_INSEE_SANS_ZERO, _SIREN, _SIRET = 4, 9, 14
_LONGUEURS_DE_CODE = (5, _SIREN, _SIRET)
_DEBUT_DE_CODE = re.compile(r"[0-9]+|2[ab]")
_ANNONCES_DE_CODE = frozenset(("code", "codes", "cog", "insee", "siren", "siret"))


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


def outils_de_lieux(liste: Sequence[str]) -> frozenset[str]:
    """Tell the words that only say what the others are: kinds of places, « code », « Siren ».

    Args:
        liste: folded words that say something.

    Returns:
        These words; none when there is no other, as « région » alone is looked for itself.
    """
    codes = _ANNONCES_DE_CODE if any(m.isdigit() for m in liste) else frozenset[str]()
    outils = frozenset(m for m in liste if m in _GENRES_DE_LIEUX or m in codes)
    return outils if len(outils) < len(liste) else frozenset()


def noms_possibles(liste: Sequence[str], outils: Collection[str]) -> tuple[str, ...]:
    """Write the names that a search may be, words joined.

    Args:
        liste: its folded words, small ones included.
        outils: those that only say a kind of place: « département du Tarn » may be « Tarn ».

    Returns:
        The whole search first; then, when it names a kind, what is left of it, with and without
        its first small words.
    """
    noms = ["".join(liste)]
    reste = [m for m in liste if m not in outils]
    while outils and reste:
        noms.append("".join(reste))
        if reste[0] not in _OUTILS:
            break
        reste = reste[1:]
    return tuple(dict.fromkeys(noms))


def codes_reunis(liste: Sequence[str], connu: Callable[[str], bool]) -> list[str]:
    """Join the parts of a code that is written with spaces: « 200 033 579 ».

    Args:
        liste: folded words.
        connu: tells whether a word is one of those that are searched; nothing else is joined.
    """
    reunis: list[str] = []
    reste = list(liste)
    while reste:
        code = next((n for n in range(len(reste), 1, -1) if _est_un_code(reste[:n], connu)), 1)
        reunis.append("".join(reste[:code]))
        reste = reste[code:]
    return reunis


def _est_un_code(parties: Sequence[str], connu: Callable[[str], bool]) -> bool:
    entier = "".join(parties)
    chiffres = all(m.isdigit() for m in parties[1:]) and _DEBUT_DE_CODE.fullmatch(parties[0])
    return bool(chiffres) and len(entier) in _LONGUEURS_DE_CODE and connu(entier)


def codes_voulus(mot: str) -> list[str]:
    """List the codes that a number may be: an Insee code without its zero, a Siret's Siren."""
    if not mot.isdigit():
        return []
    if len(mot) == _INSEE_SANS_ZERO:
        return ["0" + mot]
    return [mot[:_SIREN]] if len(mot) == _SIRET else []


def genres_de_lieux(outils: Collection[str]) -> frozenset[str]:
    """Return the kinds of places (keys of `lieux.GENRES`) that tool words name."""
    return frozenset(_GENRES_DE_LIEUX[m] for m in outils if m in _GENRES_DE_LIEUX)


def ecrits(texte: str) -> dict[str, str]:
    """Give the words of a text as they are written, by what they are once folded."""
    trouves = _MOT.findall(unicodedata.normalize("NFC", texte))
    return {_plier(m): m for m in trouves}


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
