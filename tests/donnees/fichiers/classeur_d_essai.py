"""Makes `libreoffice.xlsx`: a workbook to fill, whose cells were changed, written by LibreOffice.

    python -m tests.donnees.fichiers.classeur_d_essai

What is changed is what somebody does in a spreadsheet: a text, a real date, a formula that the
programme computes, a row at the end. LibreOffice then writes the whole file again, in its own way.
"""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import openpyxl

from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import Habilitation, Role
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.redaction.classeurs.a_remplir import classeur_pour
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from tests.classeurs import etape
from tests.journal.commence import commencer_un_journal

ICI = Path(__file__).parent
PAQUET = ICI.parents[1] / "paquet"
NOM = "libreoffice.xlsx"


def rempli(octets: bytes) -> bytes:
    """Fill the workbook of Arras."""
    livre = openpyxl.load_workbook(io.BytesIO(octets))
    for autre in {*livre.sheetnames} - {"Lisez-moi", "Avancement", "Listes"}:
        del livre[autre]  # the file is kept with the tests
    feuille = livre["Avancement"]
    derniere = next(n for n in range(3, feuille.max_row + 2) if not feuille[f"A{n}"].value)
    feuille["L3"] = "Relu dans LibreOffice."
    feuille["E3"] = date(2022, 4, 1)
    feuille["E3"].number_format = "mm/yyyy"
    for rang, valeur in enumerate(etape(Note='="Vu "&"sur place"'), 1):
        feuille.cell(derniere, rang, valeur).number_format = "General"
    tampon = io.BytesIO()
    livre.save(tampon)
    return tampon.getvalue()


def principal() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as lieu:
        base = Path(lieu)
        commencer_un_journal(PAQUET, base / "journal")
        os.environ[moteur.VARIABLE] = str(base / "journal" / "journal.sqlite")
        journal = ouvrir()
        droits = [Habilitation(Role.CONTRIBUTEUR, "arras")]
        octets = classeur_pour(RangeesPubliees(journal), journal, droits, "arras")
        (base / NOM).write_bytes(rempli(octets))
        sortie = ["--outdir", str(ICI), str(base / NOM)]
        profil = f"-env:UserInstallation=file://{base}/profil"
        subprocess.run(
            ["soffice", profil, "--headless", "--convert-to", "xlsx", *sortie], check=True
        )


if __name__ == "__main__":
    principal()
