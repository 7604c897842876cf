"""The three journeys of `docs/architecture.md` are those that the tool sees."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fabrique_dash.chiffres.noyau.typographie import guillemets, pluriel
from outils.suivi import Suivi, porte
from outils.trajets import TRAJETS

RACINE = Path(__file__).resolve().parents[2]
DOCUMENT = (RACINE / "docs" / "architecture.md").read_text("utf-8")


def _ecrits(nom: str) -> list[str]:
    (ligne,) = re.findall(rf"^\*\*Fichiers de la {nom}\*\*\s: (.+(?:\n.+)*)", DOCUMENT, re.M)
    return re.findall(r"`([^`]+)`", ligne)


@pytest.mark.matrice
def test_the_document_names_and_counts_the_files_of_each_journey() -> None:
    sortie = subprocess.run(
        [sys.executable, "-m", "outils.trajets"],
        cwd=RACINE,
        env=os.environ,  # whose data are the tests' own
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    vus = {nom: set(re.findall(r"[\w/]+\.(?:py|js)", bloc)) for nom, bloc in _blocs(sortie)}
    assert list(vus) == list(TRAJETS)
    for nom, fichiers in vus.items():
        ecrits = _ecrits(nom)
        assert sorted(ecrits) == sorted(f.removeprefix("fabrique_dash/") for f in fichiers)
        assert re.search(rf"^\| Une {nom} \|.*\| {len(ecrits)} \|$", DOCUMENT, re.MULTILINE)


def _blocs(sortie: str) -> list[tuple[str, str]]:
    return re.findall(r"^(\w+) : \d+ fichiers\n((?:  .+\n)+)", sortie, re.MULTILINE)


def test_a_value_is_seen_inside_what_holds_it() -> None:
    assert porte([{"a": ("x", 3)}], lambda objet: objet == 3)
    assert not porte([{"a": ("x", 4)}], lambda objet: objet == 3)


def test_a_file_that_a_value_goes_through_is_noted_and_no_other() -> None:
    with Suivi(lambda objet: objet == "essai") as suivi:
        pluriel(2, "autre")
    assert suivi.fichiers == set()
    with Suivi(lambda objet: objet == "essai") as suivi:
        guillemets("essai")
    assert suivi.fichiers == {"fabrique_dash/chiffres/noyau/typographie.py"}
