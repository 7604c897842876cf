"""A misspelt column, a text put as markup: type errors, that nobody has to open a page to find."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

# The types of pandas and Streamlit don't matter here, and take a minute to be read.
REGLAGES = """
[mypy]
strict = true
[mypy-pandas.*,streamlit.*]
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
PORTE = """
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.interface.poser import poser

nom = html("<b>{{}}</b>", "nom")
poser({pose})
"""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose cache keeps the types that every source reads."""
    return tmp_path_factory.mktemp("types")


def _controler(dossier: Path, source: str) -> str:
    reglages, lecture = dossier / "mypy.ini", dossier / "lecture.py"
    reglages.write_text(REGLAGES, "utf-8")
    lecture.write_text(source, "utf-8")
    options = [f"--config-file={reglages}", f"--cache-dir={dossier / 'cache'}"]
    return api.run([*options, str(lecture)])[0]


@pytest.mark.matrice
def test_a_misspelt_column_is_a_type_error(dossier: Path) -> None:
    juste, faux = (LECTURE.format(colonne=c) for c in ("libelle", "libele"))
    assert "Success" in _controler(dossier, juste)
    assert 'TypedDict "Territoire" has no key "libele"' in _controler(dossier, faux)


@pytest.mark.matrice
def test_a_plain_text_is_not_put_in_the_page(dossier: Path) -> None:
    assert "Success" in _controler(dossier, PORTE.format(pose="nom"))
    for texte in ('"nom"', 'f"<b>{nom}</b>"', '"".join([nom])'):
        dit = _controler(dossier, PORTE.format(pose=texte))
        assert 'has incompatible type "str"; expected "Markup"' in dit, texte
