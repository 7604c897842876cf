"""What is wrong with the data, said to the person who can mend it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

ESPACE_INSECABLE = "\u00a0"
LONGUEUR_MAXIMALE = 80
# Messages are written with plain spaces, which are hard to get wrong in code.
_ESPACES = {" :": "\u00a0:", "« ": "«\u00a0", " »": "\u00a0»", " ;": "\u202f;", " ?": "\u202f?"}


def espacer(message: str) -> str:
    """Put the no-break spaces of French typography into one of our own messages."""
    for simple, juste in _ESPACES.items():
        message = message.replace(simple, juste)
    return message


def _est_latine(signe: str) -> bool:
    return unicodedata.name(signe, "").startswith("LATIN")


def visible(texte: str) -> str:
    """Show what deceives the eye in a value: signs without a shape, and letters that look Latin.

    A Cyrillic « а » among Latin letters is told by its number, and so is a direction mark.
    """
    melange = any(map(_est_latine, texte))

    def montrer(signe: str) -> str:
        trompeuse = melange and signe.isalpha() and not _est_latine(signe)
        cachee = unicodedata.category(signe) in ("Cf", "Cn", "Co")
        return f"[U+{ord(signe):04X}]" if trompeuse or cachee else signe

    return texte if texte.isascii() else "".join(map(montrer, texte))


def entre_guillemets(texte: object) -> str:
    """Put a value between French quotation marks, shortened where it is too long to read."""
    valeur = " ".join(str(texte).split())
    if len(valeur) > LONGUEUR_MAXIMALE:
        valeur = valeur[: LONGUEUR_MAXIMALE - 1] + "…"
    return f"«{ESPACE_INSECABLE}{visible(valeur)}{ESPACE_INSECABLE}»"


@dataclass(frozen=True, order=True)
class Probleme:
    """One fault: where it is, what it is, and what to do about it.

    `ligne` counts the lines of the file, the header being line 1; 0 where no line is at fault.
    """

    fichier: str
    ligne: int
    colonne: str
    valeur: str
    probleme: str
    remede: str

    def phrase(self) -> str:
        """Say the fault in one line of French: file, line, column, value, what, what to do."""
        lieu = [self.fichier]
        if self.ligne:
            lieu.append(f"ligne {self.ligne}")
        if self.colonne:
            lieu.append(f"colonne {entre_guillemets(self.colonne)}")
        if self.valeur:
            lieu.append(f"valeur {entre_guillemets(self.valeur)}")
        return f"{', '.join(lieu)}{ESPACE_INSECABLE}: {self.conseil()}"

    def conseil(self) -> str:
        """Say what is wrong and what to do, to whoever sees where."""
        dit, a_faire = espacer(self.probleme), espacer(self.remede)
        return f"{dit}. À faire{ESPACE_INSECABLE}: {a_faire}."


@dataclass(frozen=True, order=True)
class SansControle(Probleme):
    """Nothing could be checked, this time: what is said of the data is not theirs."""
