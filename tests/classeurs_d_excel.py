"""A workbook as Excel writes it: its own name spaces, shared and rich texts, days since 1904.

Written part by part: no library writes this dialect. The forms are those of Excel for Microsoft 365
and, for the days, of Excel for Mac, where workbooks count from 1904.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date

_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_XR = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NOMS = (
    f'xmlns="{_MAIN}" xmlns:r="{_DOC}" xmlns:mc="{_MC}" mc:Ignorable="x14ac xr" '
    f'xmlns:x14ac="{_AC}" xmlns:xr="{_XR}"'
)
_1904 = date(1904, 1, 1)


def jour(quand: date, style: int = 1) -> str:
    """Write a cell that holds a day, counted from 1904; style 2 shows its month and year alone."""
    return f'<c r="{{}}" s="{style}"><v>{(quand - _1904).days}</v></c>'


def partage(rang: int) -> str:
    """Write a cell that holds a shared text."""
    return f'<c r="{{}}" t="s"><v>{rang}</v></c>'


def sur_place(texte: str) -> str:
    """Write a cell that holds its own text."""
    return f'<c r="{{}}" t="inlineStr"><is><t xml:space="preserve">{texte}</t></is></c>'


def calcule(formule: str, valeur: str) -> str:
    """Write a cell that holds a formula, and its value."""
    return f'<c r="{{}}" t="str"><f>{formule}</f><v>{valeur}</v></c>'


def excel(feuille: str, rangees: Sequence[Sequence[str]], partages: Sequence[str]) -> bytes:
    """Write a workbook of one sheet.

    Args:
        feuille: its name.
        rangees: its cells, in columns A, B…; an empty one is left out.
        partages: the shared texts, as XML: `<t>…</t>`, or runs.
    """
    lignes = "".join(
        f'<row r="{n}" spans="1:{len(cases)}" x14ac:dyDescent="0.2">'
        + "".join(case.format(f"{chr(65 + c)}{n}") for c, case in enumerate(cases) if case)
        + "</row>"
        for n, cases in enumerate(rangees, 1)
    )
    parties = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
            "<Override PartName="
            f'"/xl/worksheets/sheet1.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>'
            '<Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{_OFFICE}.sharedStrings+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": _liens({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": (
            f'<workbook {_NOMS}><workbookPr date1904="1" defaultThemeVersion="166925"/>'
            '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="/Users/" '
            'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/>'
            "</mc:Choice></mc:AlternateContent>"
            f'<sheets><sheet name="{feuille}" sheetId="7" r:id="rId1"/></sheets>'
            '<calcPr calcId="191029"/></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _liens(
            {
                "worksheet": "/xl/worksheets/sheet1.xml",
                "styles": "styles.xml",
                "sharedStrings": "sharedStrings.xml",
            }
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet {_NOMS} xr:uid="{{0D6A2C1E-0000-0000-0000-000000000000}}">'
            '<dimension ref="A1"/><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.2"/>'
            f"<sheetData>{lignes}</sheetData></worksheet>"
        ),
        "xl/styles.xml": (
            f'<styleSheet {_NOMS}><numFmts count="1"><numFmt numFmtId="164" '
            'formatCode="[$-40C]mmm\\-yy;@"/></numFmts><fonts count="1"><font/></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
            'patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
            '<xf numFmtId="14" xfId="0" applyNumberFormat="1"/>'
            '<xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
        ),
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{_MAIN}" count="{len(partages)}" uniqueCount="{len(partages)}">'
            + "".join(f"<si>{texte}</si>" for texte in partages)
            + "</sst>"
        ),
    }
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, _TETE + contenu)
    return tampon.getvalue()


def _liens(cibles: dict[str, str]) -> str:
    liens = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOC}/{genre}" Target="{cible}"/>'
        for n, (genre, cible) in enumerate(cibles.items(), 1)
    )
    return f'<Relationships xmlns="{_RELS}">{liens}</Relationships>'
