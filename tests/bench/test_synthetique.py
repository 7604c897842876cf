"""The enlarged data are ten times larger, and valid."""

import csv
from pathlib import Path

import pytest

from bench.synthetique import FACTEUR, dossier_dix_fois
from fabrique_dash.donnees.controle.validation import verifier
from tests.paquets import PAQUET

pytestmark = pytest.mark.matrice


def _lignes(fichier: Path) -> list[dict[str, str]]:
    with fichier.open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def test_territories_and_what_hangs_on_them_are_multiplied(tmp_path: Path) -> None:
    dossier = dossier_dix_fois(tmp_path / "data", PAQUET)
    for table in ("territoires", "rattachements", "perimetres"):
        avant, apres = (_lignes(d / f"{table}.csv") for d in (PAQUET, dossier))
        assert len(apres) == FACTEUR * len(avant)
        assert len({ligne["id"] for ligne in apres}) == len(apres)
        assert apres[: len(avant)] == avant
    assert _lignes(dossier / "sources.csv") == _lignes(PAQUET / "sources.csv")


def test_enlarged_data_are_valid(tmp_path: Path) -> None:
    assert list(verifier(dossier_dix_fois(tmp_path / "data", PAQUET))) == []
