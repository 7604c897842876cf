"""The letter as a Word document: real headings, lists, numbered notes, core properties."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentWord
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from fabrique_dash.publication.lettre.archive import date_fixe, refaire
from fabrique_dash.publication.lettre.balisage import morceaux
from fabrique_dash.publication.lettre.mentions import Appareil
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe

LANGUE = "fr-FR"
LONGUEUR_MAXIMALE = 255  # of a property, in the format


def en_francais(document: DocumentWord) -> None:
    """Say the language of the text, for spelling and screen readers."""
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), LANGUE)
    proprietes = document.styles["Normal"].element.get_or_add_rPr()
    proprietes.append(langue)


def _proprietes(document: DocumentWord, brouillon: Brouillon, appareil: Appareil) -> None:
    dites = document.core_properties
    moment = datetime(*date_fixe(brouillon.jour))
    dites.title, dites.subject = brouillon.titre, appareil.fin[:LONGUEUR_MAXIMALE]
    dites.author = dites.last_modified_by = appareil.auteur[:LONGUEUR_MAXIMALE]
    dites.language, dites.comments = LANGUE, ""
    dites.created = dites.modified = moment


def _ecrire(ligne: Paragraph, paragraphe: Paragraphe, appareil: Appareil) -> None:
    for morceau in morceaux(paragraphe.corps):
        suite = f" ({morceau.adresse})" if morceau.adresse else ""
        ligne.add_run(f"{morceau.texte}{suite}").bold = morceau.gras
    if paragraphe.sources:
        numeros = appareil.appels(paragraphe)
        ligne.add_run(f"\u00a0[{numeros}]").font.superscript = True


def document_word(brouillon: Brouillon, appareil: Appareil) -> bytes:
    """Write the letter as a DOCX file; the same draft always gives the same bytes.

    Args:
        brouillon: the draft.
        appareil: its notes and last line.
    """
    document = Document()
    en_francais(document)
    _proprietes(document, brouillon, appareil)
    document.add_heading(brouillon.titre, level=0)
    for rubrique in brouillon.pleines:
        document.add_heading(rubrique.libelle, level=1)
        for paragraphe in rubrique.paragraphes:
            style = "List Bullet" if paragraphe.puce else "Normal"
            _ecrire(document.add_paragraph(style=style), paragraphe, appareil)
    if appareil.notes:
        document.add_heading("Sources", level=1)
        for rang, note in enumerate(appareil.notes, start=1):
            document.add_paragraph(f"[{rang}]\u00a0{note}")
    document.add_paragraph(appareil.fin)
    tampon = io.BytesIO()
    document.save(tampon)
    return refaire(tampon.getvalue(), brouillon.jour)
