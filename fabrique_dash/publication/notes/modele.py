"""What a note says, written once: the PDF and the Word file only set it out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fabrique_dash.chiffres.noyau.typographie import compte

CORPS = 11.0  # points: the largest size of text
MOT_LONG = 24  # signs: a word that is longer may be cut, rather than set all others small
EN_LIGNE = "voir en ligne"  # link to the same view
LONGUEUR = 500  # characters of one text in a cell


@dataclass(frozen=True)
class Case:
    """A cell of a table, or an item of a list: what it says, and its reason or its limit."""

    texte: str
    note: str = ""


def court(texte: str) -> str:
    """Shorten a text that would take a page by itself: after a whole word, with « … »."""
    if len(texte) <= LONGUEUR:
        return texte
    garde = texte[:LONGUEUR]
    return f"{garde[: garde.rfind(' ')] if ' ' in garde else garde}…"


def sans_controle(texte: str) -> str:
    """Take away what is no text: control signs, those that turn the reading order among them."""
    mots = unicodedata.normalize("NFC", " ".join(texte.split("\n")))
    return "".join(signe for signe in mots if unicodedata.category(signe)[0] != "C")


def case(texte: str, note: str = "") -> Case:
    """Make a cell whose texts are not too long."""
    return Case(court(texte), court(note))


def mots(textes: Iterable[str]) -> set[str]:
    """Return the words that a column must hold whole, for each of them to be read."""
    return {mot[:MOT_LONG] for texte in textes for mot in texte.split(" ")}


@dataclass(frozen=True)
class Lien:
    """Where the rest is read: the name of a page, and its full address."""

    texte: str
    adresse: str


@dataclass(frozen=True)
class Partie:
    """A heading with what is under it: a sentence, then a table or a list, then its sources.

    Attributes:
        titre: the heading.
        intro: what is shown, how many, what the words mean; may be empty.
        colonnes: titles of the table’s columns; empty for a list.
        parts: width of each column, as shares of the page.
        lignes: rows of the table, or items of the list, one cell each.
        plancher: rows that are kept when room is short.
        coupees: rows left out for want of room.
        suite: page where those are read.
        sources: the sources and their statuses, in a sentence; may be empty.
        fine: whether it is set in small print.
        corps: largest size of text, in points, at which its columns hold their words.
    """

    titre: str
    intro: str = ""
    colonnes: tuple[str, ...] = ()
    parts: tuple[float, ...] = ()
    lignes: tuple[tuple[Case, ...], ...] = ()
    plancher: int = 2
    coupees: int = 0
    suite: Lien | None = None
    sources: str = ""
    fine: bool = False
    corps: float = CORPS

    def couper(self, gardees: int) -> Partie:
        """Keep the first rows; what is left out is counted."""
        otees = max(0, len(self.lignes) - gardees)
        return replace(self, lignes=self.lignes[:gardees], coupees=self.coupees + otees)

    @property
    def reste(self) -> str:
        """Say how many rows are left out and where they are; empty when all are here."""
        if not self.coupees or self.suite is None:
            return ""
        return f"Et {compte(self.coupees, 'autre')}\u00a0: voir la page "


@dataclass(frozen=True)
class Note:
    """A note of two pages.

    Attributes:
        titre: its title.
        sous_titre: date, what it is compared with, what it is about.
        sujet: the same in one sentence, for the file’s properties.
        auteur: who publishes it.
        jour: reference date of its content.
        pied: data, version, licence.
        adresse: full address of the same view in the dashboard.
        parties: its parts, in order.
        coupure: how many of them are on the first page.
        hauteur: height of the fuller page, in sizes of its text, as `place` measures it.
    """

    titre: str
    sous_titre: str
    sujet: str
    auteur: str
    jour: date
    pied: str
    adresse: str
    parties: tuple[Partie, ...]
    coupure: int = 1
    hauteur: float = 90.0

    @property
    def corps(self) -> float:
        """The largest size of text, in points, that suits all its parts."""
        return min(partie.corps for partie in self.parties)

    @property
    def recto(self) -> tuple[Partie, ...]:
        """The parts of the first page."""
        return self.parties[: self.coupure]

    @property
    def verso(self) -> tuple[Partie, ...]:
        """The parts of the second page."""
        return self.parties[self.coupure :]
