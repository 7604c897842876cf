"""Names of the files that leave: ASCII, with the view and its date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

PREFIXE = "territoires-pilotes"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def en_ascii(texte: str) -> str:
    """Reduce a text to lower-case ASCII words joined by hyphens: « Été à Sète » → ete-a-sete."""
    lettres = unicodedata.normalize("NFKD", texte.lower().translate(_LIGATURES))
    sans_accent = "".join(c for c in lettres if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", sans_accent).strip("-")


def nom_de_fichier(sujet: str, jour: date, extension: str) -> str:
    """Name a file: « territoires-pilotes_carte_2022-08-29.csv ».

    Args:
        sujet: what the file holds.
        jour: the reference date of its content.
        extension: without the dot.
    """
    return f"{PREFIXE}_{en_ascii(sujet)}_{jour.isoformat()}.{extension}"
