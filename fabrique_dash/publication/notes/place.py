"""How much fits on two A4 pages: rows are left out until it does, and how many is said.

Heights are measured in the product’s font with some room to spare; who writes the file may then
set it larger, never with other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from fabrique_dash.graphiques.images.planche import couper
from fabrique_dash.publication.notes.modele import Case, Note, Partie

# Points: the part of an A4 page inside its margins.
LARGEUR, HAUTEUR = 515.0, 752.0
TAILLE = 8.0  # points: a text is cut rather than set smaller
LIGNES_AU_PLUS = 60  # of one part: no page has room for more
# In sizes of the text.
_INTERLIGNE, _MARGE_DE_CASE = 1.22, 0.22
_TETE, _TITRE, _ENTRE, _TABLEAU = 4.5, 2.7, 0.2, 1.3
_PETIT = 0.9  # size of notes and of small print
_CELLULE = 0.6  # room that a cell leaves on its sides
_A_PEU_PRES = 4.0  # as fair: the first page is then the fuller one
_POUR_ENTIERE = 6.0  # what a part left whole may cost: half a point of size
_DE_CHAQUE_COTE = 1  # row of a part, at least, on each side of a page that is turned
_LARGESSE = 1.1  # lines are measured in a font that is 15 % wider
# All told, a page takes nine tenths of what is measured here.
_PAGE = HAUTEUR / TAILLE / 0.9


@dataclass(frozen=True)
class _Partage:
    """Where the page is turned: before a part, or after some of its rows; the fuller page."""

    haute: float
    partie: int
    lignes: int = 0


def mettre_en_deux_pages(note: Note) -> Note:
    """Leave rows out, and choose where the second page begins, so that each page fits.

    The part that takes most room loses its last row first; none goes under its floor. What room
    is left at the end goes back to the parts, in order. A page is turned between two parts, or
    within one when nothing else fits.

    Args:
        note: at least two parts, whose rows are in order of importance.
    """
    parties = [_Mesuree(p.couper(LIGNES_AU_PLUS)) for p in note.parties]
    while not _tiennent(parties):
        longues = [p for p in parties if p.gardees > p.partie.plancher]
        if not longues:
            break
        max(longues, key=lambda p: p.total()).gardees -= 1
    for p in parties:
        while p.gardees < len(p.hauteurs):
            p.gardees += 1
            if not _tiennent(parties):
                p.gardees -= 1
                break
    partage = _partage(parties)
    gardees, coupure = [p.partie.couper(p.gardees) for p in parties], partage.partie
    if partage.lignes:
        gardees[coupure : coupure + 1] = _en_deux(gardees[coupure], partage.lignes)
        coupure += 1
    return replace(note, parties=tuple(gardees), coupure=coupure, hauteur=partage.haute)


def _en_deux(partie: Partie, lignes: int) -> tuple[Partie, Partie]:
    """Cut a part after some rows; what closes it goes with the second half."""
    debut = replace(partie, lignes=partie.lignes[:lignes], coupees=0, sources="")
    suite = replace(
        partie, titre=f"{partie.titre} (suite)", intro="", lignes=partie.lignes[lignes:]
    )
    return debut, suite


class _Mesuree:
    """A part, the height of each of its rows, and how many of them are kept."""

    def __init__(self, partie: Partie) -> None:
        self.partie = partie
        self.hauteurs = [_rangee(ligne, partie) for ligne in partie.lignes]
        self.gardees = len(self.hauteurs)

    def total(self) -> float:
        return _autour(self.partie.couper(self.gardees)) + sum(self.hauteurs[: self.gardees])


def _tiennent(parties: Sequence[_Mesuree]) -> bool:
    return _partage(parties).haute <= _PAGE


def _partage(parties: Sequence[_Mesuree]) -> _Partage:
    """Find where to turn the page: where it is fairest, or between two parts if that costs little.

    It costs size: the fuller page sets it for both, up to the largest that suits all parts.
    """
    totaux = [p.total() for p in parties]
    rectos = list(accumulate(totaux, initial=_TETE))
    possibles = [
        _Partage(max(rectos[n], rectos[-1] - rectos[n]), n) for n in range(1, len(parties))
    ]
    egales = min(possibles, key=_hauteur).haute + _A_PEU_PRES
    entre = max((p for p in possibles if p.haute <= egales), key=_rang)
    justes = min((*possibles, *_dedans(parties, rectos)), key=_hauteur)
    aisee = _PAGE * TAILLE / min(p.partie.corps for p in parties)
    if entre.haute <= min(_PAGE, max(aisee, justes.haute + _POUR_ENTIERE)):
        return entre
    return justes


def _rang(partage: _Partage) -> int:
    return partage.partie


def _hauteur(partage: _Partage) -> float:
    return partage.haute


def _dedans(parties: Sequence[_Mesuree], rectos: Sequence[float]) -> Iterator[_Partage]:
    """Yield the ways to turn the page within a part, some rows of it on each side."""
    for rang, p in enumerate(parties):
        passees = list(accumulate(p.hauteurs[: p.gardees], initial=0.0))
        for lignes in range(_DE_CHAQUE_COTE, p.gardees - _DE_CHAQUE_COTE + 1):
            recto = rectos[rang + 1] - passees[-1] + passees[lignes]
            verso = rectos[-1] - rectos[rang] - passees[lignes]
            yield _Partage(max(recto, verso), rang, lignes)


def _autour(partie: Partie) -> float:
    """Height of a part but for its rows: heading, sentence, titles of the columns, sources."""
    textes = [t for t in (partie.intro, partie.reste, partie.sources) if t]
    hauteur = _TITRE + sum(_texte(t, LARGEUR / TAILLE) + _ENTRE for t in textes)
    if partie.colonnes and partie.lignes:
        hauteur += _TABLEAU + _rangee([Case(titre) for titre in partie.colonnes], partie)
    return hauteur


def _rangee(cases: Sequence[Case], partie: Partie) -> float:
    """Height of a row: that of its tallest cell."""
    parts = partie.parts if partie.colonnes else (1.0,)
    corps, tout = _PETIT if partie.fine else 1.0, sum(parts)
    places = [LARGEUR / TAILLE / corps * part / tout - _CELLULE for part in parts]
    return corps * (_MARGE_DE_CASE + max(map(_case, cases, places)))


def _case(case: Case, place: float) -> float:
    note = _texte(case.note, place / _PETIT) * _PETIT if case.note else 0.0
    return _texte(case.texte, place) + note


@lru_cache(maxsize=4096)
def _texte(texte: str, place: float) -> float:
    """Height of a text in a width, both in sizes of the text."""
    return len(couper(texte, 1.0, place * _LARGESSE)) * _INTERLIGNE if texte else 0.0
