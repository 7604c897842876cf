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
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from fabrique_dash.graphiques.socle.polices import largeur
from fabrique_dash.publication.lettre.archive import date_fixe, refaire
from fabrique_dash.publication.lettre.docx import LANGUE, LONGUEUR_MAXIMALE, en_francais
from fabrique_dash.publication.notes.modele import EN_LIGNE, Case, Note, Partie, mots, sans_controle

# On every machine that opens such a file, by this name or as one of the same widths.
_POLICE = "Arial"
# Points: sizes of the text, and the height of a page that is to hold it.
_MOINDRE, _PLUS_GRANDE, _HAUTEUR = 7.5, 9.5, 735.0
_SERREE_AU_MOINS, _BORDS = 6.0, 4.0  # points: size in narrow columns, room on a cell's sides
_SOUS_UN_TABLEAU = Pt(2.5)
_MARGE, _LARGEUR = Mm(13), Mm(210 - 2 * 13)
_ACCENT, _DISCRET, _TRAIT = RGBColor(0x33, 0x22, 0x88), RGBColor(0x5B, 0x56, 0x50), "C9C2B6"
# Styles of our own: their sizes are changed in one place by who rewrites the note.
_COLONNE, _COLONNE_SERREE = "Titre de colonne", "Titre de colonne serrée"
_CELLULE, _SERREE, _FIN = "Cellule", "Cellule serrée", "Petit texte"
_PRECISION = "Précision"


def composer(note: Note) -> bytes:
    """Write a note as a DOCX file; the same note always gives the same bytes.

    Args:
        note: the note.
    """
    document = Document()
    en_francais(document)
    _proprietes(document, note)
    _mise_en_page(document)
    _styles(document, note)
    document.add_heading(sans_controle(note.titre), level=0)
    document.add_paragraph(sans_controle(f"{note.sous_titre} · "), style=_FIN)
    _lien(document, EN_LIGNE, note.adresse)
    for rang, partie in enumerate(note.parties):
        titre = document.add_heading(sans_controle(partie.titre), level=1)
        titre.paragraph_format.page_break_before = rang == note.coupure
        _partie(document, partie)
    _pied_de_page(document, note)
    tampon = io.BytesIO()
    document.save(tampon)
    return refaire(tampon.getvalue(), note.jour)


def _corps(note: Note) -> float:
    """Return the size of text, in points, at which each page holds what is on it."""
    tient = _HAUTEUR / max(note.hauteur, 1.0)
    return min(max(_MOINDRE, int(tient * 2) / 2), _PLUS_GRANDE)


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


def _corps_serre(note: Note, *, titres: bool) -> float:
    """Return the size of text, in points, at which columns of small tables hold their words.

    Args:
        note: the note.
        titres: whether those of the titles of columns, which are bold, rather than of the cells.
    """
    corps = _corps(note) - 1
    for partie in (p for p in note.parties if p.fine and p.colonnes):
        for rang, part in enumerate(partie.parts):
            cellules = [ligne[rang].texte for ligne in partie.lignes]
            textes = [partie.colonnes[rang]] if titres else cellules
            larges = (largeur(mot, 1.0, titres or not rang) for mot in mots(textes))
            long = max(larges, default=0.0)
            place = Length(_LARGEUR).pt * part / sum(partie.parts) - _BORDS
            corps = min(corps, place / long if long else corps)
    return max(_SERREE_AU_MOINS, int(corps * 4) / 4)


def _styles(document: DocumentWord, note: Note) -> None:
    """Set the styles of the document, ours among them."""
    corps = _corps(note)
    ajouter = document.styles.add_style
    for nom in (_COLONNE, _COLONNE_SERREE, _CELLULE, _SERREE, _FIN):
        ajouter(nom, WD_STYLE_TYPE.PARAGRAPH)
    for nom, taille, apres in (
        ("Normal", corps, 2.0),
        ("List Bullet", corps, 1.0),
        (_CELLULE, corps, 0.0),
        (_SERREE, _corps_serre(note, titres=False), 0.0),
        (_COLONNE, corps - 1, 0.0),
        (_COLONNE_SERREE, _corps_serre(note, titres=True), 0.0),
        (_FIN, corps - 1, 1.0),
        ("Footer", 6.5, 0.0),
        ("Title", 17.0, 2.0),
        ("Heading 1", 10.5, 2.0),
    ):
        _style(document, nom, Pt(taille), Pt(apres))
    puces = _paragraphes(document, "List Bullet").paragraph_format
    puces.left_indent, puces.first_line_indent = Mm(4), Mm(-4)
    for nom, avant in (("Title", 0.0), ("Heading 1", 7.0)):
        titre = _paragraphes(document, nom)
        titre.font.bold, titre.font.color.rgb = True, _ACCENT
        titre.paragraph_format.space_before = Pt(avant)
        titre.paragraph_format.keep_with_next = True
    for nom in (_COLONNE, _COLONNE_SERREE):
        _paragraphes(document, nom).font.bold = True
    for trait in list(document.styles["Title"].element.iter(qn("w:pBdr"))):
        trait.getparent().remove(trait)
    petit = ajouter(_PRECISION, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(petit, CharacterStyle)
    petit.font.size = Pt(corps - 1)
    for discret in (petit, _paragraphes(document, _FIN), _paragraphes(document, "Footer")):
        discret.font.color.rgb = _DISCRET


def _paragraphes(document: DocumentWord, nom: str) -> ParagraphStyle:
    style = document.styles[nom]
    assert isinstance(style, ParagraphStyle)
    return style


def _style(document: DocumentWord, nom: str, taille: Length, apres: Length) -> None:
    style = _paragraphes(document, nom)
    style.font.name, style.font.size = _POLICE, taille
    for polices in style.element.iter(qn("w:rFonts")):
        for genre in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            polices.attrib.pop(qn(f"w:{genre}"), None)  # it would go before the name
    style.paragraph_format.space_after = apres
    style.paragraph_format.line_spacing = 1.0


def _partie(document: DocumentWord, partie: Partie) -> None:
    if partie.intro:
        document.add_paragraph(sans_controle(partie.intro)).paragraph_format.keep_with_next = True
    if partie.lignes and partie.colonnes:
        _tableau(document, partie)
    elif partie.lignes:
        for (case,) in partie.lignes:
            ligne = document.add_paragraph(style=_FIN if partie.fine else "List Bullet")
            _case(ligne, case, gras=bool(case.note))
    if partie.reste and partie.suite:
        _sous_un_tableau(document, partie.reste)
        _lien(document, partie.suite.texte, partie.suite.adresse)
        document.paragraphs[-1].add_run(".")
    if partie.sources:
        _sous_un_tableau(document, partie.sources)


def _sous_un_tableau(document: DocumentWord, texte: str) -> None:
    ligne = document.add_paragraph(sans_controle(texte), style=_FIN)
    ligne.paragraph_format.space_before = _SOUS_UN_TABLEAU


def _case(ligne: Paragraph, case: Case, *, gras: bool = False) -> None:
    ligne.add_run(sans_controle(case.texte)).bold = gras or None
    if case.note:
        ligne.add_run().add_break()
        ligne.add_run(sans_controle(case.note), style=_PRECISION)


def _tableau(document: DocumentWord, partie: Partie) -> None:
    table = document.add_table(rows=1, cols=len(partie.colonnes))
    table.autofit = False
    largeurs = [Length(round(_LARGEUR * part / sum(partie.parts))) for part in partie.parts]
    for colonne, place in zip(table.columns, largeurs, strict=True):
        colonne.width = place  # what LibreOffice goes by; Word goes by the cells
    titres = [Case(titre) for titre in partie.colonnes]
    _remplir(table, 0, titres, largeurs, _COLONNE_SERREE if partie.fine else _COLONNE)
    for rang, cases in enumerate(partie.lignes, start=1):
        table.add_row()
        _remplir(table, rang, cases, largeurs, _SERREE if partie.fine else _CELLULE)
    _regler(_dernier(document))


def _remplir(
    table: Table, rang: int, cases: Sequence[Case], largeurs: Sequence[Length], style: str
) -> None:
    cellules = table.rows[rang].cells
    for colonne, (cellule, case) in enumerate(zip(cellules, cases, strict=True)):
        cellule.width = largeurs[colonne]
        cellule.paragraphs[0].style = style
        _case(cellule.paragraphs[0], case, gras=bool(rang) and not colonne)


def _dernier(document: DocumentWord) -> BaseOxmlElement:
    """Return the last block of the document: what follows it says how pages are."""
    bloc: BaseOxmlElement = document.element.body[-2]
    return bloc


def _regler(table: BaseOxmlElement) -> None:
    """Draw lines between rows only, and mark the first one as the header of all columns."""
    bords, marges = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for cote in ("bottom", "insideH"):
        bords.append(_element(cote, val="single", sz="4", space="0", color=_TRAIT))
    for cote, place in (("top", "15"), ("left", "40"), ("bottom", "15"), ("right", "40")):
        marges.append(_element(cote, w=place, type="dxa"))
    proprietes = table.find(qn("w:tblPr"))
    # The format has an order.
    proprietes.find(qn("w:tblLayout")).addprevious(bords)
    proprietes.find(qn("w:tblLook")).addprevious(marges)
    for rang, rangee in enumerate(table.iter(qn("w:tr"))):
        siennes = OxmlElement("w:trPr")
        siennes.append(OxmlElement("w:cantSplit"))
        if not rang:
            siennes.append(OxmlElement("w:tblHeader"))  # screen readers say it, pages repeat it
        rangee.insert(0, siennes)


def _element(nom: str, **attributs: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{nom}")
    for cle, valeur in attributs.items():
        element.set(qn(f"w:{cle}"), valeur)
    return element


def _lien(document: DocumentWord, texte: str, adresse: str) -> None:
    """Add a link to the end of the last paragraph."""
    ligne = document.paragraphs[-1]
    dit = ligne.add_run(texte)
    dit.font.underline, dit.font.color.rgb = True, _ACCENT
    lien = OxmlElement("w:hyperlink")
    lien.set(qn("r:id"), document.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, True))
    bloc = _dernier(document)
    lien.append(bloc[-1])
    bloc.append(lien)


def _pied_de_page(document: DocumentWord, note: Note) -> None:
    pied = document.sections[0].footer
    ligne = pied.paragraphs[0]
    (bloc,) = pied.part.element.iter(qn("w:p"))
    debut = f"{note.pied} {note.adresse} · Page "
    for texte, champ in ((debut, "PAGE"), (" sur ", "NUMPAGES")):
        ligne.add_run(sans_controle(texte))
        numero = _element("fldSimple", instr=champ)
        ligne.add_run("1")
        numero.append(bloc[-1])
        bloc.append(numero)
