"""What a file that somebody filled holds, once read: sheets of texts, and what hides in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fabrique_dash.donnees.problemes import Probleme, entre_guillemets

LISEZ_MOI = "Lisez-moi"
LISTES = "Listes"
# What a file may hold: several times what people write in all the tables.
LIGNES_AU_PLUS, COLONNES_AU_PLUS, SIGNES_AU_PLUS = 5_000, 200, 5_000_000


class FichierRefuse(ValueError):
    """A file is refused whole; holds why, in French."""

    def __init__(self, problemes: Sequence[Probleme]) -> None:
        super().__init__(tuple(problemes))
        self.problemes = tuple(problemes)


def refus(lieu: str, probleme: str, remede: str, ligne: int = 0) -> FichierRefuse:
    """Refuse a file for one thing.

    Args:
        lieu: the file, or its sheet.
        probleme: what is wrong.
        remede: what to do about it.
        ligne: the line; 0 where none is at fault.
    """
    return FichierRefuse([Probleme(lieu, ligne, "", "", probleme, remede)])


class Cache(StrEnum):
    """What a cell does not show of itself."""

    FORMULE = "formule"  # no value was kept of it
    FUSION = "fusion"  # it is merged with others, of which it hides what they held


@dataclass(frozen=True)
class Accident:
    """A cell that can't be taken as it shows.

    Attributes:
        ligne: its line.
        colonne: the rank of its column, 0 for the first.
        derniere: that of the last one of its range; the same for a cell alone.
        quoi: what hides there.
        ou: its address, or that of its range.
    """

    ligne: int
    colonne: int
    derniere: int
    quoi: Cache
    ou: str


@dataclass(frozen=True)
class Rangee:
    """A row that holds something: its line in the file, the texts of its cells."""

    ligne: int
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Feuille:
    """A sheet, or the whole of a CSV.

    Attributes:
        nom: its name; for a CSV that of the file, without its extension or the mark of a copy.
        rangees: the rows that hold something, in their order.
        accidents: the cells that can't be taken as they show.
        lieu: how a message names it.
        en_windows_1252: whether it could hold the signs of that encoding alone.
    """

    nom: str
    rangees: tuple[Rangee, ...]
    accidents: tuple[Accident, ...] = ()
    lieu: str = ""
    en_windows_1252: bool = False

    @property
    def ou(self) -> str:
        """How a message names it."""
        return self.lieu or f"feuille {entre_guillemets(self.nom)}"


@dataclass(frozen=True)
class Classeur:
    """A file.

    Attributes:
        nom: its name.
        feuilles: its sheets, but those that are hidden and « Lisez-moi ».
        lisez_moi: what « Lisez-moi » says, by subject.
        cachees: the names of the sheets that are hidden, and so are not read.
    """

    nom: str
    feuilles: tuple[Feuille, ...]
    lisez_moi: Mapping[str, str] = field(default_factory=dict)
    cachees: tuple[str, ...] = ()


def lettre(rang: int) -> str:
    """Return the letters of a column, as a spreadsheet shows them: 0 is A, 26 is AA."""
    lettres = ""
    while rang >= 0:
        lettres = chr(ord("A") + rang % 26) + lettres
        rang = rang // 26 - 1
    return lettres


def en_milliers(nombre: int) -> str:
    """Write a number by thousands, as French does."""
    return f"{nombre:,}".replace(",", "\u202f")


def exiger_peu(lu: Classeur) -> Classeur:
    """Return a file that was read, if it holds no more than people write: it is kept a while.

    Raises:
        FichierRefuse: it holds more.
    """
    rangees = [rangee for feuille in lu.feuilles for rangee in feuille.rangees]
    signes = sum(len(case) for rangee in rangees for case in rangee.cases)
    large = any(len(rangee.cases) > COLONNES_AU_PLUS for rangee in rangees)
    if large or len(rangees) > LIGNES_AU_PLUS or signes > SIGNES_AU_PLUS:
        dit = (
            f"il tient plus de {en_milliers(LIGNES_AU_PLUS)} lignes, de {COLONNES_AU_PLUS} colonnes"
        )
        raise refus(
            lu.nom,
            f"{dit}, ou de {en_milliers(SIGNES_AU_PLUS)} signes",
            "n’y garder que les lignes et les colonnes à reprendre",
        )
    return lu
