"""A misspelt column is a type error: nobody has to open the page that reads it to find out."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

# The types of pandas don't matter here, and take a minute to be read.
REGLAGES = """
[mypy]
strict = true
[mypy-pandas.*]
follow_imports = skip
follow_imports_for_stubs = true
"""
LECTURE = """
from typing import Any

from fabrique_dash.donnees.formes_de_la_vue import Territoire
from fabrique_dash.donnees.rangees import rangees

def noms(territoires: Any) -> list[str]:
    return [t["{colonne}"] for t in rangees(territoires, Territoire)]
"""


def _controler(dossier: Path, colonne: str) -> str:
    reglages, lecture = dossier / "mypy.ini", dossier / "lecture.py"
    reglages.write_text(REGLAGES, "utf-8")
    lecture.write_text(LECTURE.format(colonne=colonne), "utf-8")
    options = [f"--config-file={reglages}", f"--cache-dir={dossier / 'cache'}"]
    return api.run([*options, str(lecture)])[0]


@pytest.mark.matrice
def test_a_misspelt_column_is_a_type_error(tmp_path: Path) -> None:
    assert "Success" in _controler(tmp_path, "libelle")
    assert 'TypedDict "Territoire" has no key "libele"' in _controler(tmp_path, "libele")
