"""What a workbook does not show of its cells: formulas without a value, cells that are merged.

openpyxl, which reads the values, says neither when it reads as it goes.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string

from fabrique_dash.donnees.classeurs.modele import Accident, Cache, lettre

_P = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CLASSEUR, _LIENS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ADRESSE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # another dialect, that Excel offers
_DECLARATION = (b"<!DOCTYPE", b"<!ENTITY")
_XML = (".xml", ".rels")


class Piege(ValueError):
    """A workbook holds what no spreadsheet writes."""


def refuser_les_declarations(archive: zipfile.ZipFile) -> None:
    """Raise `Piege` if a part declares entities: they would be replaced by much more.

    Args:
        archive: the workbook, whose sizes were looked at.
    """
    for nom in archive.namelist():
        if nom.lower().endswith(_XML):
            octets = archive.read(nom).replace(b"\x00", b"")  # UTF-16 too
            if any(signe in octets for signe in _DECLARATION):
                raise Piege(nom)


def est_strict(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook is of the strict dialect, of which openpyxl reads no sheet.

    Args:
        archive: the workbook.

    Raises:
        KeyError: it is none.
    """
    return _STRICT in archive.read(_CLASSEUR)


def accidents(archive: zipfile.ZipFile) -> dict[str, tuple[Accident, ...]]:
    """List, by the name of their sheet, the cells that can't be taken as they show.

    Args:
        archive: the workbook.

    Raises:
        LookupError, ValueError, ElementTree.ParseError: it is none.
    """
    chemins = _feuilles(archive)
    return {nom: tuple(_accidents(archive, chemin)) for nom, chemin in chemins.items()}


def _feuilles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where each sheet is in the archive."""
    liens = {
        lien.get("Id"): posixpath.normpath(posixpath.join("xl", lien.get("Target", "")))
        for lien in ElementTree.fromstring(archive.read(_LIENS))
    }
    feuilles = ElementTree.fromstring(archive.read(_CLASSEUR)).iter(f"{_P}sheet")
    places = {f.get("name", ""): liens.get(f.get(f"{_R}id"), "") for f in feuilles}
    # An absolute target starts at the root of the archive.
    places = {nom: chemin.lstrip("/") for nom, chemin in places.items()}
    return {nom: chemin for nom, chemin in places.items() if chemin in archive.namelist()}


def _accidents(archive: zipfile.ZipFile, chemin: str) -> Iterator[Accident]:
    ligne = 0
    with archive.open(chemin) as source:
        for _, element in ElementTree.iterparse(source):
            if element.tag == f"{_P}row":
                ligne = int(element.get("r") or ligne + 1)
                yield from _formules(element, ligne)
                element.clear()  # of the cells, already looked at
            elif element.tag == f"{_P}mergeCell":
                yield _fusion(element.get("ref", ""))


def _formules(rangee: ElementTree.Element, ligne: int) -> Iterator[Accident]:
    """Return the formulas of a row that have no value; some programmes give cells no address."""
    colonne = -1
    for case in rangee:
        trouve = _ADRESSE.match(case.get("r", ""))
        colonne = column_index_from_string(trouve[1]) - 1 if trouve else colonne + 1
        if _est_sans_valeur(case):
            yield Accident(ligne, colonne, colonne, Cache.FORMULE, f"{lettre(colonne)}{ligne}")


def _est_sans_valeur(case: ElementTree.Element) -> bool:
    """Tell whether a cell holds a formula whose value was not kept; an empty text is a value."""
    valeur = case.find(f"{_P}v")
    vide = valeur is None or (not valeur.text and case.get("t") != "str")
    return vide and case.find(f"{_P}f") is not None


def _fusion(ou: str) -> Accident:
    coins = _ADRESSE.findall(ou)
    (lettres, ligne), (dernieres, _) = coins[0], coins[-1]
    premiere, derniere = (column_index_from_string(nom) - 1 for nom in (lettres, dernieres))
    return Accident(int(ligne), premiere, derniere, Cache.FUSION, ou)
