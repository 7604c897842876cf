"""Names in ASCII: of the files that leave, with the view and its date; of the parts of pages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from slugify import slugify

PREFIXE = "territoires-pilotes"
# Where French breaks a word the library would join (« d’Arras », « 2,5 ») or write it out (« n° »).
_COUPURES = [(signe, "-") for signe in "’'°,"]


# A page asks for the same few words (states, statuses) hundreds of times, and nothing here hangs
# on the data.
@lru_cache(maxsize=256)
def en_ascii(texte: str) -> str:
    """Reduce a text to lower-case ASCII words joined by hyphens: « Été à Sète » → ete-a-sete."""
    return slugify(texte, replacements=_COUPURES)


def ancre(titre: str) -> str:
    """Return the fragment of an address that leads to a part of a page, by its title."""
    return f"partie-{en_ascii(titre)}"


def nom_de_fichier(sujet: str, jour: date, extension: str) -> str:
    """Name a file: « territoires-pilotes_carte_2022-08-29.csv ».

    Args:
        sujet: what the file holds.
        jour: the reference date of its content.
        extension: without the dot.
    """
    return f"{PREFIXE}_{en_ascii(sujet)}_{jour.isoformat()}.{extension}"
