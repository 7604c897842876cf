"""No e-mail address is published, nor kept with a change: one rule, for tables and for words."""

from __future__ import annotations

import re

# It starts where a word does, and gives nothing back: a long word is read once.
_ADRESSE = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")
FAUTE = "«\u00a0@\u00a0» trahit une adresse électronique"
REMEDE = "retirer l’adresse\u00a0: le projet n’en publie aucune"


def adresse_electronique(texte: str) -> str:
    """Return the first e-mail address that a text holds; empty if it holds none."""
    trouvee = _ADRESSE.search(texte)
    return trouvee.group() if trouvee else ""


def faute_de_courriel(*textes: str | None) -> str:
    """Say, and what to do, when one of these texts holds an e-mail address; empty otherwise."""
    if any(texte and adresse_electronique(texte) for texte in textes):
        return f"{FAUTE}. À faire\u00a0: {REMEDE}."
    return ""
