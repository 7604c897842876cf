"""A note as a file, written in the workshop: its libraries are heavy, and are loaded there only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from types import MappingProxyType

from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.publication.notes import pdf
from fabrique_dash.publication.notes.modele import Note

DELAI = 60.0  # seconds
_IMPOSSIBLE = "le document n’a pas pu être composé"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def en_pdf(note: Note) -> bytes:
    """Write a note as a PDF.

    Raises:
        TravailImpossible: the library refused it, or did not end in time.
    """
    moment = datetime.combine(note.jour, time(12), UTC)
    try:
        return atelier().faire(
            pdf.composer, pdf.en_json(note), int(moment.timestamp()), delai=DELAI
        )
    except ValueError as erreur:
        raise TravailImpossible(_IMPOSSIBLE) from erreur


def en_docx(note: Note) -> bytes:
    """Write a note as a Word document.

    Raises:
        TravailImpossible: it did not end in time.
    """
    return atelier().faire(_composer_word, note, delai=DELAI)


def _composer_word(note: Note) -> bytes:
    from fabrique_dash.publication.notes.docx import composer

    return composer(note)


# By extension: MIME type, and what writes it.
FORMES: MappingProxyType[str, tuple[str, Callable[[Note], bytes]]] = MappingProxyType(
    {"pdf": ("application/pdf", en_pdf), "docx": (_DOCX, en_docx)}
)
