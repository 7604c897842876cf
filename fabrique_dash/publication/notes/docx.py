"""A note as a Word document: real headings and lists, tables with their header rows, in French."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentWord
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from fabrique_dash.donnees.atelier import atelier
from fabrique_dash.publication.lettre.archive import date_fixe, refaire
from fabrique_dash.publication.lettre.docx import LANGUE, LONGUEUR_MAXIMALE, en_francais
from fabrique_dash.publication.notes.modele import Case, Note, Partie, sans_controle

_DELAI = 60.0  # seconds
# On every machine that opens such a file, by this name or as one of the same widths.
_POLICE = "Arial"
_TAILLE, _PETIT, _PIED = Pt(8), Pt(7), Pt(6.5)
_MARGE, _LARGEUR = Mm(13), Mm(210 - 2 * 13)
_ACCENT, _DISCRET, _TRAIT = RGBColor(0x33, 0x22, 0x88), RGBColor(0x5B, 0x56, 0x50), "C9C2B6"


def en_docx(note: Note) -> bytes:
    """Write a note as a DOCX file, in the workshop; the same note always gives the same bytes.

    Raises:
        TravailImpossible: it did not end in time.
    """
    return atelier().faire(composer, note, delai=_DELAI)


def composer(note: Note) -> bytes:
    """Write a note as a DOCX file; this is run in the workshop.

    Args:
        note: the note.
    """
    document = Document()
    en_francais(document)
    _proprietes(document, note)
    _mise_en_page(document)
    document.add_heading(sans_controle(note.titre), level=0)
    _petit(document.add_paragraph(), note.sous_titre)
    for rang, partie in enumerate(note.parties):
        titre = document.add_heading(sans_controle(partie.titre), level=1)
        titre.paragraph_format.page_break_before = rang == note.coupure
        _partie(document, partie)
    _pied_de_page(document, note)
    tampon = io.BytesIO()
    document.save(tampon)
    return refaire(tampon.getvalue(), note.jour)


def _proprietes(document: DocumentWord, note: Note) -> None:
    dites = document.core_properties
    dites.title = sans_controle(f"{note.titre} — {note.sous_titre}")[:LONGUEUR_MAXIMALE]
    dites.subject = sans_controle(note.sujet)[:LONGUEUR_MAXIMALE]
    dites.author = dites.last_modified_by = sans_controle(note.auteur)[:LONGUEUR_MAXIMALE]
    dites.language, dites.comments = LANGUE, ""
    dites.created = dites.modified = datetime(*date_fixe(note.jour))


def _mise_en_page(document: DocumentWord) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = _MARGE
    section.bottom_margin, section.footer_distance = Mm(17), Mm(6)
    _style(document, "Normal", _TAILLE, Pt(2))
    puces = _style(document, "List Bullet", _TAILLE, Pt(1)).paragraph_format
    puces.left_indent, puces.first_line_indent = Mm(4), Mm(-4)
    for nom, taille, avant in (("Title", Pt(17), Pt(0)), ("Heading 1", Pt(10.5), Pt(7))):
        style = _style(document, nom, taille, Pt(2))
        style.font.bold, style.font.color.rgb = True, _ACCENT
        style.paragraph_format.space_before = avant
        style.paragraph_format.keep_with_next = True
    _sans_trait(document.styles["Title"].element)


def _style(document: DocumentWord, nom: str, taille: Length, apres: Length) -> ParagraphStyle:
    style = document.styles[nom]
    assert isinstance(style, ParagraphStyle) and style.type is WD_STYLE_TYPE.PARAGRAPH
    style.font.name, style.font.size = _POLICE, taille
    polices = style.element.get_or_add_rPr().get_or_add_rFonts()
    for genre in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        polices.attrib.pop(qn(f"w:{genre}"), None)
    style.paragraph_format.space_after = apres
    style.paragraph_format.line_spacing = 1.0
    return style


def _sans_trait(style: OxmlElement) -> None:
    for bordure in style.iter(qn("w:pBdr")):
        bordure.getparent().remove(bordure)
        return


def _petit(ligne: Paragraph, texte: str) -> None:
    dit = ligne.add_run(sans_controle(texte))
    dit.font.size, dit.font.color.rgb = _PETIT, _DISCRET


def _partie(document: DocumentWord, partie: Partie) -> None:
    if partie.intro:
        document.add_paragraph(sans_controle(partie.intro)).paragraph_format.keep_with_next = True
    if partie.lignes and partie.colonnes:
        _tableau(document, partie)
    elif partie.lignes:
        style = "Normal" if partie.fine else "List Bullet"
        for (case,) in partie.lignes:
            ligne = document.add_paragraph(style=style)
            ligne.paragraph_format.space_after = Pt(0) if partie.fine else Pt(1)
            _case(ligne, case, fine=partie.fine, gras=bool(case.note))
    if partie.reste and partie.suite:
        reste = document.add_paragraph()
        _petit(reste, partie.reste)
        _lien(reste, partie.suite.texte, partie.suite.adresse)
    if partie.sources:
        _petit(document.add_paragraph(), partie.sources)


def _case(ligne: Paragraph, case: Case, *, fine: bool = False, gras: bool = False) -> None:
    if fine:
        _petit(ligne, case.texte)
    else:
        ligne.add_run(sans_controle(case.texte)).bold = gras
    if case.note:
        ligne.add_run().add_break()
        _petit(ligne, case.note)


def _tableau(document: DocumentWord, partie: Partie) -> None:
    table = document.add_table(rows=0, cols=len(partie.colonnes))
    table.autofit = False
    _traits(table)
    largeurs = [Length(round(_LARGEUR * part / sum(partie.parts))) for part in partie.parts]
    for colonne, largeur in zip(table.columns, largeurs, strict=True):
        colonne.width = largeur  # what LibreOffice goes by; Word goes by the cells
    corps = _PETIT if partie.fine else _TAILLE
    titres = _rangee(table, [Case(titre) for titre in partie.colonnes], largeurs, corps)
    _repeter(titres)
    for cases in partie.lignes:
        _rangee(table, cases, largeurs, corps)


def _rangee(table: Table, cases: Sequence[Case], largeurs: Sequence[Length], corps: Length) -> _Row:
    entete = not table.rows
    rangee = table.add_row()
    cellules: Sequence[_Cell] = rangee.cells
    for rang, (cellule, case, largeur) in enumerate(zip(cellules, cases, largeurs, strict=True)):
        cellule.width = largeur
        ligne = cellule.paragraphs[0]
        ligne.paragraph_format.space_after = Pt(0)
        _case(ligne, case, gras=entete or rang == 0)
        ligne.runs[0].font.size = Pt(corps.pt - 0.7) if entete else corps
    return rangee


def _repeter(rangee: _Row) -> None:
    """Mark a row as the header of its table: screen readers say it, pages repeat it."""
    proprietes = rangee._tr.get_or_add_trPr()
    for nom in ("w:cantSplit", "w:tblHeader"):
        proprietes.append(OxmlElement(nom))


def _traits(table: Table) -> None:
    """Draw lines between rows only, and leave little room around the words."""
    proprietes = table._tbl.tblPr
    bords, marges = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for cote in ("bottom", "insideH"):
        trait = OxmlElement(f"w:{cote}")
        for cle, valeur in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _TRAIT)):
            trait.set(qn(f"w:{cle}"), valeur)
        bords.append(trait)
    for cote, place in (("top", "15"), ("left", "40"), ("bottom", "15"), ("right", "40")):
        marge = OxmlElement(f"w:{cote}")
        marge.set(qn("w:w"), place)
        marge.set(qn("w:type"), "dxa")
        marges.append(marge)
    proprietes.append(bords)
    proprietes.append(marges)


def _lien(ligne: Paragraph, texte: str, adresse: str) -> None:
    lien = OxmlElement("w:hyperlink")
    lien.set(qn("r:id"), ligne.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, True))
    ligne._p.append(lien)
    dit = ligne.add_run(texte)
    dit.font.size, dit.font.underline, dit.font.color.rgb = _PETIT, True, _ACCENT
    lien.append(dit._r)


def _pied_de_page(document: DocumentWord, note: Note) -> None:
    ligne = document.sections[0].footer.paragraphs[0]
    morceaux = [f"{note.pied} {note.adresse} · Page ", "PAGE", " sur ", "NUMPAGES"]
    for rang, morceau in enumerate(morceaux):
        dit = ligne.add_run("" if rang % 2 else sans_controle(morceau))
        dit.font.size, dit.font.color.rgb = _PIED, _DISCRET
        if rang % 2:
            champ = OxmlElement("w:fldSimple")
            champ.set(qn("w:instr"), morceau)
            ligne._p.append(champ)
            champ.append(dit._r)
            dit.text = "1"
