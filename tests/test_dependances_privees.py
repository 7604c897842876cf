"""What is taken of the libraries without their leave is listed, and is still there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit

from tests.dependances_privees import (
    IDENTIFIANT_DE_TEST,
    RACINE,
    marqueurs,
    marqueurs_du_python,
)

DOCUMENT = RACINE / "docs" / "dependances-privees.md"
LISTES = {
    nom.removeprefix("`").removesuffix("`")
    for ligne in DOCUMENT.read_text("utf-8").splitlines()
    if ligne.startswith("|")
    for nom in re.findall(r"`[^`]+`", ligne.split("|")[1])
}


@pytest.fixture(scope="module")
def utilises() -> dict[str, set[str]]:
    """Every private use: read when a test asks, for all the sources are."""
    return marqueurs()


def test_every_private_use_is_listed(utilises: dict[str, set[str]]) -> None:
    oublies = {m: sorted(ou) for m, ou in utilises.items() if m not in LISTES}
    assert oublies == {}, f"à ajouter, avec sa raison et son test, dans {DOCUMENT.name}"


def test_nothing_listed_has_gone(utilises: dict[str, set[str]]) -> None:
    assert sorted(LISTES - set(utilises)) == [], f"à ôter de {DOCUMENT.name}"


def test_every_test_named_there_exists() -> None:
    nommes = set(re.findall(r"`(tests/[\w/.]+)`", DOCUMENT.read_text("utf-8")))
    assert nommes and [n for n in nommes if not (RACINE / n).exists()] == []


def test_every_element_that_styles_and_scripts_look_for_is_in_the_front_end(
    utilises: dict[str, set[str]],
) -> None:
    scripts = (Path(streamlit.__file__).parent / "static").rglob("*.js")
    tout = "".join(script.read_text("utf-8") for script in scripts)
    cherches = [m for m in utilises if IDENTIFIANT_DE_TEST.fullmatch(m)]
    assert len(cherches) > 20 and [m for m in cherches if m not in tout] == []


@pytest.mark.parametrize(
    ("code", "attendus"),
    [
        ("from streamlit.runtime import get_instance", {"streamlit.runtime.get_instance"}),
        ("import streamlit.web.bootstrap", {"streamlit.web.bootstrap"}),
        ("import streamlit as st\nst._main.dg", {"_main"}),
        ("import folium\nclass A(folium.Map):\n    _name = 'x'", {"class(folium.Map)", "_name"}),
        ("import streamlit as st\nclass A:\n    def f(self):\n        self._x = 1", set()),
        ("import streamlit as st\nst.write('bonjour')", set()),
        ("import math\nmath._rien", set()),
    ],
)
def test_a_private_use_is_seen(code: str, attendus: set[str]) -> None:
    assert set(marqueurs_du_python(code)) == attendus
