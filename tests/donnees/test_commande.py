"""The command `python -m fabrique_dash verifier`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fabrique_dash.__main__ import main
from fabrique_dash.donnees.depot import VARIABLE
from tests.paquets import RACINE, ecrire_minimal

ENTETE, LIGNE = ["id", "libelle", "ordre"], ["a", "Un", "1"]


def test_a_sound_package_ends_with_zero(petit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verifier", str(petit)]) == 0
    assert "valides" in capsys.readouterr().out


def test_a_sound_package_of_another_programme_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ecrire_minimal(tmp_path, [ENTETE, LIGNE])
    assert main(["verifier", str(tmp_path)]) == 1
    assert "une table que le tableau de bord lit (territoires)" in capsys.readouterr().out


def test_each_fault_is_a_line_and_the_command_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ecrire_minimal(tmp_path, [ENTETE, LIGNE, ["b", "Deux", "deux"], ["", "Trois", "3"]])
    assert main(["verifier", str(tmp_path)]) == 1
    lignes = capsys.readouterr().out.splitlines()
    assert lignes[0].startswith("themes.csv, ligne 3, colonne «\u00a0ordre\u00a0», valeur")
    assert lignes[1].startswith("themes.csv, ligne 4, colonne «\u00a0id\u00a0»\u00a0: ")
    assert lignes[2].startswith("2\u00a0erreurs dans") and len(lignes) == 3


def test_the_environment_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert main(["verifier"]) == 1
    sortie = capsys.readouterr().out
    assert "introuvable" in sortie and "1\u00a0erreur dans" in sortie


def test_the_module_can_be_run(tmp_path: Path) -> None:
    commande = [sys.executable, "-m", "fabrique_dash", "verifier", str(tmp_path)]
    fait = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=False)
    assert fait.returncode == 1
    assert fait.stdout.startswith("datapackage.json") and not fait.stderr
