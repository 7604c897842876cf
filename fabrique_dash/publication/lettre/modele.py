"""A draft of the newsletter: rubriques, paragraphs, and where each paragraph comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fabrique_dash.chiffres.noyau.typographie import compte

Origine = Literal["genere", "retouche", "ecrit"]

TITRE_MAXIMAL = 200

# How an origin is told to the editor.
ORIGINES: dict[Origine, str] = {
    "genere": "tiré des données",
    "retouche": "tiré des données, puis retouché, source à vérifier",
    "ecrit": "écrit à la main",
}


@dataclass(frozen=True)
class Paragraphe:
    """One paragraph, or one item of a list when its text starts with « - ».

    Attributes:
        id: stable name: rubrique, table and row for what the data gave.
        origine: made from the data, made from it then edited, or written by hand.
        texte: the text, with the light markup of `balisage`.
        sources: ids of its sources; never empty for what the data gave.
        statut: weakest status of its facts; empty for what was written by hand.
    """

    id: str
    origine: Origine
    texte: str
    sources: tuple[str, ...] = ()
    statut: str = ""

    def __post_init__(self) -> None:
        """Refuse a sentence that the data is said to give, without a source."""
        if self.origine != "ecrit" and not self.sources:
            raise ValueError(f"paragraphe sans source\u00a0: {self.id}")

    @property
    def puce(self) -> bool:
        """Whether it is an item of a list."""
        return self.texte.startswith("- ")

    @property
    def corps(self) -> str:
        """The text without the mark of a list's item."""
        return self.texte.removeprefix("- ")


@dataclass(frozen=True)
class Rubrique:
    """One rubrique: what the letter will say, and what was left out of it.

    Attributes:
        id: id of the rubrique in the data.
        libelle: its title, as printed.
        paragraphes: what is kept, in order.
        de_cote: what the data gives and the editor left out.
    """

    id: str
    libelle: str
    paragraphes: tuple[Paragraphe, ...] = ()
    de_cote: tuple[Paragraphe, ...] = ()


@dataclass(frozen=True)
class Brouillon:
    """A draft.

    Attributes:
        titre: the letter's title, which is the e-mail's subject; TITRE_MAXIMAL characters at most.
        cohorte: id of the cohort.
        debut: first day of the period.
        fin: last day of the period.
        jour: reference date: what was known then.
        rubriques: all of them, in order, empty ones included.
    """

    titre: str
    cohorte: str
    debut: date
    fin: date
    jour: date
    rubriques: tuple[Rubrique, ...]

    @property
    def pleines(self) -> tuple[Rubrique, ...]:
        """The rubriques that say something: the only ones that leave."""
        return tuple(r for r in self.rubriques if r.paragraphes)

    @property
    def remplissage(self) -> str:
        """How many rubriques say something, in words."""
        pleines = compte(len(self.pleines), "rubrique remplie", "rubriques remplies")
        return f"{pleines} sur {len(self.rubriques)}"

    def paragraphes(self) -> Iterator[tuple[Rubrique, Paragraphe]]:
        """Yield what the letter says, in order."""
        for rubrique in self.rubriques:
            for paragraphe in rubrique.paragraphes:
                yield rubrique, paragraphe

    def notes(self) -> dict[str, int]:
        """Number the sources from 1, in order of appearance."""
        codes = dict.fromkeys(code for _, p in self.paragraphes() for code in p.sources)
        return {code: rang for rang, code in enumerate(codes, start=1)}
