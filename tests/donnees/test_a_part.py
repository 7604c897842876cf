"""Changed data is validated away from the pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fabrique_dash.donnees import depot as module
from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.donnees.controle import a_part
from fabrique_dash.donnees.depot import Depot
from fabrique_dash.donnees.problemes import Probleme
from tests.francais import fautes_de_typographie
from tests.paquets import ecrire_minimal

LIGNES = [["id", "libelle", "ordre"], ["a", "Un", "1"]]


def _noter_le_processus(dossier: Path) -> list[Probleme]:
    with (dossier / "processus.txt").open("a") as notes:
        notes.write(f"{os.getpid()}\n")
    return []


def test_a_saved_file_is_validated_by_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(a_part, "_verifier", _noter_le_processus)
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    ecrire_minimal(tmp_path, LIGNES)
    servi = Depot(tmp_path)
    servi.etat()
    ecrire_minimal(tmp_path, [*LIGNES, ["b", "Deux", "2"]])
    donnees = servi.etat().donnees
    assert donnees is not None and list(donnees.table("themes")["id"]) == ["a", "b"]
    processus = (tmp_path / "processus.txt").read_text().split()
    assert len(processus) == 2 and str(os.getpid()) not in processus


def test_a_validation_that_can_not_be_done_keeps_the_last_good_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rater(*_: object, **__: object) -> object:
        raise TravailImpossible("le programme s’est arrêté")

    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    ecrire_minimal(tmp_path, LIGNES)
    servi = Depot(tmp_path)
    bonnes = servi.etat().donnees
    assert bonnes is not None
    ecrire_minimal(tmp_path, [*LIGNES, ["b", "Deux", "2"]])
    monkeypatch.setattr(atelier(), "faire", rater)
    etat = servi.etat()
    assert etat.donnees is bonnes
    (probleme,) = etat.problemes
    assert "arrêté" in probleme.phrase() and fautes_de_typographie(probleme.phrase()) == []
