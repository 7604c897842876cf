"""Every download button of every page gives a file that can be read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import icalendar
import openpyxl
import pandas as pd
import pytest

from tests.navigateur.conftest import Visiter
from tests.navigateur.visites import CLES, chemin, deplier

BOM = b"\xef\xbb\xbf"


def lire(fichier: Path) -> int:
    """Read a downloaded file, and return how many records it holds."""
    octets = fichier.read_bytes()
    if fichier.suffix == ".ics":
        return len(icalendar.Calendar.from_ical(octets).walk("VEVENT"))
    if fichier.suffix == ".geojson":
        return len(json.loads(octets)["features"])
    if fichier.suffix == ".xlsx":
        livre = openpyxl.load_workbook(fichier)
        return sum(feuille.max_row - 1 for feuille in livre.worksheets[1:])
    if fichier.suffix == ".json":
        return len(json.loads(octets))
    if fichier.suffix == ".parquet":
        return len(pd.read_parquet(fichier))
    if fichier.suffix == ".xlsx":
        return len(openpyxl.load_workbook(fichier).sheetnames)
    if fichier.suffix in (".zip", ".docx"):
        return len(zipfile.ZipFile(fichier).namelist())
    if fichier.suffix == ".png":
        return int(octets.startswith(b"\x89PNG")) * len(octets)
    if fichier.suffix in (".svg", ".html", ".md", ".txt"):
        return len(octets.decode("utf-8").splitlines())
    assert fichier.suffix == ".csv"
    pour_excel = "excel" in fichier.name
    assert octets.startswith(BOM) == pour_excel
    table = pd.read_csv(fichier, sep=";" if pour_excel else ",")
    assert len(table.columns) > 1
    return len(table)


@pytest.mark.parametrize("cle", CLES)
def test_every_file_can_be_read_back(visiter: Visiter, cle: str, tmp_path: Path) -> None:
    visite = visiter()
    page = visite.aller(chemin(cle))
    boutons = deplier(page, "Télécharger").get_by_test_id("stDownloadButton").get_by_role("button")
    boutons.first.wait_for()
    noms: list[str] = []
    for bouton in boutons.all():
        with page.expect_download() as attente:
            bouton.click()
        recu = attente.value
        noms.append(recu.suggested_filename)
        recu.save_as(tmp_path / noms[-1])
        assert lire(tmp_path / noms[-1]) > 0, noms[-1]
    assert len(noms) == len(set(noms)) >= 3
    assert all(nom.startswith("territoires-pilotes_") for nom in noms)
    assert visite.erreurs == []
    assert visite.dehors == []


def test_a_file_follows_the_filters(visiter: Visiter, tmp_path: Path) -> None:
    lignes = []
    for suite in ("", "couloirs=Publications"):
        page = visiter().aller(chemin("frise", suite))
        corps = deplier(page, "Télécharger")
        with page.expect_download() as attente:
            corps.get_by_role("button", name=".ics").click()
        fichier = tmp_path / f"{len(lignes)}.ics"
        attente.value.save_as(fichier)
        lignes.append(lire(fichier))
    assert 0 < lignes[1] < lignes[0]
