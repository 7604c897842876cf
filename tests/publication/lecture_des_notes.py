"""How tests read a note again: the words of a PDF and of a Word file, the tree of tags."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx import Document
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from fabrique_dash.publication.notes.modele import Note
from fabrique_dash.publication.notes.pdf import composer, en_json

RACINE = "https://exemple.invalid"
MOMENT = 1_661_774_400
# Spaces and breaks are for the eye; a hyphen that ends a line is read as a soft one.
_POUR_L_OEIL = re.compile(r"[\s\u00a0\u202f\u00ad\u200b-]+")


def pdf_de(note: Note) -> bytes:
    """Set out a note in this process: the workshop's is tested by itself."""
    return composer(en_json(note), MOMENT)


def textes_de(note: Note) -> Iterator[str]:
    """Yield all that a note says, in the order in which it is read."""
    yield from (note.titre, note.sous_titre)
    for partie in note.parties:
        yield from (partie.titre, partie.intro, *partie.colonnes)
        for ligne in partie.lignes:
            for case in ligne:
                yield from (case.texte, case.note)
        if partie.reste and partie.suite:
            yield from (partie.reste, partie.suite.texte)
        yield partie.sources


def serre(texte: str) -> str:
    """Take away what only lays words out."""
    return _POUR_L_OEIL.sub("", texte)


def mots_du_pdf(octets: bytes) -> str:
    """Return the words of a PDF, without any space."""
    return serre("".join(page.extract_text() for page in PdfReader(io.BytesIO(octets)).pages))


def mots_du_docx(octets: bytes) -> str:
    """Return the words of a Word file, tables and links included, without any space."""
    corps = Document(io.BytesIO(octets)).element.body
    return serre("".join(e.text or "" for e in corps.iter() if e.tag.endswith("}t")))


def balises(octets: bytes) -> list[tuple[str, DictionaryObject]]:
    """List the tags of a PDF in the order in which a screen reader meets them."""
    racine = PdfReader(io.BytesIO(octets)).root_object["/StructTreeRoot"].get_object()
    return list(_descendre(racine))


def _descendre(noeud: PdfObject | None) -> Iterator[tuple[str, DictionaryObject]]:
    if isinstance(noeud, IndirectObject):
        noeud = noeud.get_object()
    if isinstance(noeud, ArrayObject):
        for enfant in noeud:
            yield from _descendre(enfant)
    elif isinstance(noeud, DictionaryObject):
        if "/S" in noeud:
            yield str(noeud["/S"]).removeprefix("/"), noeud
        yield from _descendre(noeud.get("/K"))
