"""The repository of data: reads once, follows the files, keeps the last good data."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from fabrique_dash.donnees import depot as module
from fabrique_dash.donnees.depot import VARIABLE, Depot, charger, depot, empreinte
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.lecture import lire_table
from fabrique_dash.donnees.problemes import Probleme
from tests.paquets import changer, ecrire_minimal

pytestmark = pytest.mark.serveur

LIGNES = [["id", "libelle", "ordre"], ["a", "Un", "1"], ["b", "Deux", "2"]]


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Return a package of one table, quick to validate."""
    ecrire_minimal(tmp_path, LIGNES)
    return tmp_path


@pytest.fixture
def appels(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the readings, and look at the disk at each call."""
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    faits: list[str] = []

    def compter(nom: str, vraie: Callable[..., object]) -> Callable[..., object]:
        def espion(*arguments: object) -> object:
            faits.append(nom)
            return vraie(*arguments)

        return espion

    for nom in ("verifier", "charger"):
        monkeypatch.setattr(module, nom, compter(nom, getattr(module, nom)))
    return faits


def _libelles(servi: Depot) -> list[str]:
    donnees = servi.etat().donnees
    assert donnees is not None
    return list(donnees.table("themes")["libelle"])


def test_nothing_is_read_again_while_nothing_changes(mini: Path, appels: list[str]) -> None:
    servi = Depot(mini)
    assert appels == []
    etats = [servi.etat() for _ in range(20)]
    assert appels == ["verifier", "charger"]
    assert all(etat is etats[0] for etat in etats)
    assert etats[0].problemes == ()


def test_the_disk_is_not_asked_by_every_session(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regards: list[Path] = []
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 60.0)

    def empreinte(dossier: Path) -> str:
        regards.append(dossier)
        return "marque"

    monkeypatch.setattr(module, "empreinte", empreinte)
    servi = Depot(mini)
    servi.etat()
    regards.clear()
    for _ in range(50):
        servi.etat()
    assert regards == []


def test_a_fresh_state_is_given_without_the_disk_and_an_old_one_is_not(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regards: list[Path] = []
    vraie = module.empreinte

    def empreinte(dossier: Path) -> str:
        regards.append(dossier)
        return vraie(dossier)

    monkeypatch.setattr(module, "empreinte", empreinte)
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 60.0)
    servi = Depot(mini)
    assert servi.etat_frais() is None
    etat = servi.etat()
    assert servi.etat_frais() is etat
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    assert servi.etat_frais() is None
    assert set(regards) == {mini}


def test_a_changed_file_is_picked_up(mini: Path, appels: list[str]) -> None:
    servi = Depot(mini)
    assert _libelles(servi) == ["Un", "Deux"]
    premiere = servi.etat().donnees
    ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "3"]])
    assert _libelles(servi) == ["Un", "Deux", "Trois"]
    seconde = servi.etat().donnees
    assert premiere is not None and seconde is not None
    assert premiere.empreinte != seconde.empreinte
    assert len(premiere.table("themes")) == 2


def test_only_the_tables_whose_file_changed_are_read_again(
    copie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lues: list[str] = []
    vraie = lire_table

    def espion(dossier: Path, table: Table) -> pd.DataFrame:
        lues.append(table.nom)
        return vraie(dossier, table)

    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    monkeypatch.setattr(module, "lire_table", espion)
    servi = Depot(copie)
    premiere = servi.etat().donnees
    assert premiere is not None and sorted(lues) == sorted(premiere.tables)
    lues.clear()
    changer(copie, "themes", 0, libelle="Autre libellé")
    seconde = servi.etat().donnees
    assert lues == ["themes"] and seconde is not None and seconde is not premiere
    assert "Autre libellé" in set(seconde.table("themes")["libelle"])
    assert "Autre libellé" not in set(premiere.table("themes")["libelle"])
    assert seconde.table("epci").equals(premiere.table("epci"))


def test_faulty_data_keeps_the_last_good_and_tells_the_faults(
    mini: Path, appels: list[str]
) -> None:
    servi = Depot(mini)
    bonnes = servi.etat().donnees
    ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "trois"], ["", "Quatre", "4"]])
    etat = servi.etat()
    assert etat.donnees is bonnes
    assert [(p.fichier, p.ligne) for p in etat.problemes] == [("themes.csv", 4), ("themes.csv", 5)]
    assert servi.etat() is etat
    assert appels == ["verifier", "charger", "verifier"]
    ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "3"]])
    assert _libelles(servi) == ["Un", "Deux", "Trois"]
    assert servi.etat().problemes == ()


def test_data_that_was_never_good(mini: Path, appels: list[str]) -> None:
    ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "trois"]])
    servi = Depot(mini)
    assert servi.etat().donnees is None
    assert len(servi.etat().problemes) == 1
    ecrire_minimal(mini, LIGNES)
    assert _libelles(servi) == ["Un", "Deux"]


def test_a_folder_that_vanishes_and_comes_back(mini: Path, appels: list[str]) -> None:
    servi = Depot(mini)
    bonnes = servi.etat().donnees
    ailleurs = mini.with_name(mini.name + "-ailleurs")
    shutil.move(mini, ailleurs)
    etat = servi.etat()
    assert etat.donnees is bonnes and "introuvable" in etat.problemes[0].probleme
    shutil.move(ailleurs, mini)
    assert servi.etat().problemes == ()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    etat = Depot(tmp_path / "absent").etat()
    assert etat.donnees is None and len(etat.problemes) == 1


@pytest.mark.parametrize("changent", [True, False], ids=["en changeant", "sans changer"])
@pytest.mark.parametrize("fonction", ["verifier", "charger"])
@pytest.mark.parametrize("erreur", [FileNotFoundError("themes.csv"), ValueError("coupé")])
def test_a_fault_of_reading_is_a_race_only_when_files_change(
    mini: Path,
    monkeypatch: pytest.MonkeyPatch,
    fonction: str,
    erreur: Exception,
    changent: bool,
) -> None:
    def rompre(*_: object) -> list[Probleme]:
        if changent:
            ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "3"]])
        raise erreur

    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    servi = Depot(mini)
    bonnes = servi.etat().donnees
    monkeypatch.setattr(module, fonction, rompre)
    ecrire_minimal(mini, LIGNES)
    etat = servi.etat()
    assert etat.donnees is bonnes
    dit = etat.problemes[0].phrase()
    assert ("changé pendant leur lecture" in dit) == changent
    assert ("n’ont pas pu être lues" in dit) != changent


def test_files_that_changed_while_they_were_read_are_read_again(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rompre(*_: object) -> list[Probleme]:
        monkeypatch.undo()
        monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
        ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "3"]])
        raise FileNotFoundError("themes.csv")

    monkeypatch.setattr(module, "verifier", rompre)
    servi = Depot(mini)
    assert servi.etat().donnees is None
    assert _libelles(servi) == ["Un", "Deux", "Trois"]


@pytest.mark.parametrize("fonction", ["verifier", "charger"])
def test_a_failure_is_not_told_as_a_change(
    mini: Path, monkeypatch: pytest.MonkeyPatch, fonction: str
) -> None:
    def rompre(*_: object) -> list[Probleme]:
        raise RecursionError("trop profond")

    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    servi = Depot(mini)
    bonnes = servi.etat().donnees
    monkeypatch.setattr(module, fonction, rompre)
    ecrire_minimal(mini, LIGNES)
    etat = servi.etat()
    assert etat.donnees is bonnes and servi.etat() is etat
    assert "RecursionError" in etat.problemes[0].phrase()
    assert "changé" not in etat.problemes[0].phrase()


def test_many_threads_read_once_and_see_the_same(mini: Path, appels: list[str]) -> None:
    servi = Depot(mini)
    depart = threading.Barrier(8)

    def lire(_: int) -> int:
        depart.wait(timeout=120)
        return id(servi.etat().donnees)

    with ThreadPoolExecutor(8) as equipe:
        assert len(set(equipe.map(lire, range(8)))) == 1
    assert appels.count("charger") == 1


def test_threads_are_served_while_one_reads(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    servi = Depot(mini)
    bonnes = servi.etat().donnees
    commence, continue_ = threading.Event(), threading.Event()

    def lentement(dossier: Path) -> list[Probleme]:
        commence.set()
        assert continue_.wait(timeout=120)
        return []

    monkeypatch.setattr(module, "verifier", lentement)
    ecrire_minimal(mini, [*LIGNES, ["c", "Trois", "3"]])
    with ThreadPoolExecutor(1) as equipe:
        lecture = equipe.submit(servi.etat)
        assert commence.wait(timeout=120)
        assert servi.etat().donnees is bonnes
        continue_.set()
        nouvelles = lecture.result(timeout=120).donnees
    assert nouvelles is not None and nouvelles is not bonnes
    assert servi.etat().donnees is nouvelles


def test_changing_a_table_does_not_change_the_data(mini: Path) -> None:
    donnees = charger(mini, "essai")
    table = donnees.table("themes")
    table.loc[0, "libelle"] = "Autre"
    table["ordre"] = 0
    table["ajout"] = "x"
    del table["id"]
    intacte = donnees.table("themes")
    assert list(intacte.columns) == ["id", "libelle", "ordre"]
    assert list(intacte["libelle"]) == ["Un", "Deux"] and list(intacte["ordre"]) == [1, 2]


def test_a_table_that_is_not_there_is_an_error(mini: Path) -> None:
    with pytest.raises(KeyError):
        charger(mini, "essai").table("absente")


def test_the_mark_follows_the_files(mini: Path) -> None:
    marque = empreinte(mini)
    assert empreinte(mini) == marque
    (mini / "LISEZMOI.md").write_text("rien")
    assert empreinte(mini) == marque
    (mini / "plus.csv").write_text("a\n1\n")
    assert empreinte(mini) != marque


def test_one_repository_a_folder(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(mini))
    assert depot() is depot()
    assert "que le tableau de bord lit" in depot().etat().problemes[0].probleme
    monkeypatch.setenv(VARIABLE, str(mini / "autre"))
    assert depot().etat().donnees is None
