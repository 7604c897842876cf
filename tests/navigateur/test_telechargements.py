"""Each kind of file, downloaded by its button: it can be read, and says what the page says.

Every file of every page is read in `tests/pages`; `test_pages` checks that no page offers another
kind than those of `FORMES`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import icalendar
import openpyxl
import pandas as pd
import pytest
from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.navigateur.conftest import Visiter
from tests.navigateur.controles import FORMES
from tests.navigateur.visites import chemin, deplier, phrase

BOM = b"\xef\xbb\xbf"
_TABLES = ("CSV pour Excel (;)", "CSV", "Parquet")


def lire(fichier: Path) -> int:
    """Read a downloaded file, and return how many records, lines or bytes it holds."""
    octets = fichier.read_bytes()
    if fichier.suffix == ".ics":
        return len(icalendar.Calendar.from_ical(octets).walk("VEVENT"))
    if fichier.suffix == ".geojson":
        return len(json.loads(octets)["features"])
    if fichier.suffix == ".xlsx":
        livre = openpyxl.load_workbook(fichier)
        return sum(feuille.max_row - 1 for feuille in livre.worksheets[1:])
    if fichier.suffix == ".parquet":
        return len(pd.read_parquet(fichier))
    if fichier.suffix == ".png":
        return int(octets.startswith(b"\x89PNG")) * len(octets)
    if fichier.suffix == ".pdf":
        return len(PdfReader(fichier).pages)
    if fichier.suffix == ".docx":
        return len(Document(str(fichier)).paragraphs)
    if fichier.suffix in (".svg", ".html", ".txt"):
        return len(octets.decode("utf-8").splitlines())
    assert fichier.suffix == ".csv"
    pour_excel = "excel" in fichier.name
    assert octets.startswith(BOM) == pour_excel
    table = pd.read_csv(fichier, sep=";" if pour_excel else ",")
    assert len(table.columns) > 1
    return len(table)


def _telecharger(page: Page, forme: str, dossier: Path) -> Path:
    """Download the first file of a form from the open panel."""
    bouton = page.get_by_test_id("stPopoverBody").get_by_role("button", name=f"— {forme}")
    with page.expect_download() as attente:
        bouton.filter(has_text=re.compile(rf"— {re.escape(forme)}$")).first.click()
    fichier = dossier / attente.value.suggested_filename
    attente.value.save_as(fichier)
    return fichier


@pytest.mark.parametrize("cle", dict.fromkeys(FORMES.values()))
def test_each_kind_of_file_can_be_read_back(visiter: Visiter, cle: str, tmp_path: Path) -> None:
    visite = visiter()
    page = visite.aller(chemin(cle))
    deplier(page, "Télécharger")
    lus = {}
    for forme in (f for f, ou in FORMES.items() if ou == cle):
        fichier = _telecharger(page, forme, tmp_path)
        assert fichier.name.startswith("territoires-pilotes_")
        lus[forme] = lire(fichier)
        assert lus[forme] > 0, forme
    assert len({lus[forme] for forme in _TABLES if forme in lus}) <= 1
    assert (visite.erreurs, visite.dehors) == ([], [])


def test_a_file_follows_the_filters(visiter: Visiter, tmp_path: Path) -> None:
    lignes: list[int] = []
    for suite in ("", "couloirs=Publications"):
        page = visiter().aller(chemin("frise", suite))
        annonces = int(re.findall(r"^\d+", phrase(page))[0])
        deplier(page, "Télécharger")
        lignes.append(lire(_telecharger(page, "CSV", tmp_path)))
        assert lignes[-1] == annonces
        assert 0 < lire(_telecharger(page, "agenda (.ics)", tmp_path)) <= annonces
    assert lignes[1] < lignes[0]
