"""The repository of data over a journal: one publication a reading, nothing checked twice."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import ProgrammingError

from fabrique_dash.donnees import depot as module
from fabrique_dash.donnees.depot import VARIABLE, Depot, brancher, depot
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.lecture import lire_table
from fabrique_dash.donnees.lectures import Source
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.journal import moteur, schema, service
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import proposer
from fabrique_dash.journal.publication import publier
from fabrique_dash.journal.service import journal_en_service, source
from tests.journal.essais import TEXTE, ecrire, libelle, sain, themes
from tests.paquets import PAQUET


@pytest.fixture
def verifies(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count the validations, and look at the disk at each call."""
    faits: list[Path] = []
    monkeypatch.setattr(module, "DELAI_ENTRE_DEUX_REGARDS", 0.0)

    def espion(dossier: Path) -> list[Probleme]:
        faits.append(dossier)
        return []

    monkeypatch.setattr(module, "verifier", espion)
    return faits


def _designer(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the environment name the folder of a journal, as that of a process does."""
    monkeypatch.setenv(moteur.VARIABLE, "postgresql://ailleurs/base")
    monkeypatch.setenv(moteur.VARIABLE_DES_PUBLICATIONS, str(journal.dossier))


def _libelles(servi: Depot) -> list[str]:
    donnees = servi.etat().donnees
    assert donnees is not None
    return list(donnees.table("themes")["libelle"])


def test_a_publication_is_served_without_being_checked_again(
    journal: Journal, tmp_path: Path, verifies: list[Path]
) -> None:
    servi = Depot(source(tmp_path, lambda: journal))
    assert _libelles(servi) == ["Un", "Deux", "Trois"]
    ecrire(journal, libelle("a", "Un", "1"))
    assert _libelles(servi) == ["1", "Deux", "Trois"] and verifies == []
    ecrire(journal, libelle("a", "1", "2"))  # a file of the same size
    assert _libelles(servi) == ["2", "Deux", "Trois"] and verifies == []


def test_only_the_table_that_changed_is_read_again(
    journal: Journal, tmp_path: Path, verifies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lues: list[str] = []

    def espion(dossier: Path, table: Table) -> object:
        lues.append(table.nom)
        return lire_table(dossier, table)

    monkeypatch.setattr(module, "lire_table", espion)
    servi = Depot(source(tmp_path, lambda: journal))
    assert _libelles(servi) and lues == ["themes", "liens"]
    lues.clear()
    ecrire(journal, libelle("a", "Un", "1"))
    assert _libelles(servi)[0] == "1" and lues == ["themes"]


def test_a_folder_that_somebody_touched_is_checked(
    journal: Journal, tmp_path: Path, verifies: list[Path]
) -> None:
    servi = Depot(source(tmp_path, lambda: journal))
    _libelles(servi)
    fichier = journal.dossier / "courant" / "themes.csv"
    fichier.write_text(fichier.read_text("utf-8").replace("Un", "Autre"), "utf-8")
    assert _libelles(servi)[0] == "Autre" and len(verifies) == 1


def test_what_was_published_by_another_version_is_checked(
    journal: Journal, tmp_path: Path, verifies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fabrique_dash.journal.dossiers.__version__", "2099.1.1")
    assert _libelles(Depot(source(tmp_path, lambda: journal))) and len(verifies) == 1


def test_a_journal_that_can_t_be_read_leaves_what_was_served(
    journal: Journal, tmp_path: Path, verifies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    servi = Depot(source(tmp_path, lambda: journal))
    premier = servi.etat()

    def panne(*_: object) -> None:
        raise moteur.JournalIndisponible("Le journal n’est pas disponible.")

    monkeypatch.setattr(service, "suivre", panne)
    assert servi.etat() is premier
    monkeypatch.setattr(service, "est_publie", panne)
    _designer(journal, monkeypatch)
    assert _libelles(Depot(source(tmp_path, lambda: journal))) == ["Un", "Deux", "Trois"]


@pytest.mark.parametrize(
    "panne",
    [
        moteur.JournalIndisponible("La base ne répond pas."),
        OSError(28, "No space left on device"),
        ProgrammingError("SELECT 1", {}, Exception("permission denied for table publication")),
    ],
    ids=("base", "disque", "droits"),
)
def test_what_lasts_is_said_once_and_pages_go_on(
    journal: Journal,
    tmp_path: Path,
    verifies: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    panne: Exception,
) -> None:
    servi = Depot(source(tmp_path, lambda: journal))
    premier = servi.etat()
    with monkeypatch.context() as pendant:
        pendant.setattr(service, "suivre", Mock(side_effect=panne))
        assert [servi.etat() for _ in range(3)] == [premier] * 3
    assert len(caplog.records) == 1
    ecrire(journal, libelle("a", "Un", "1"))
    assert _libelles(servi)[0] == "1"


def test_a_process_that_begins_without_the_journal_serves_what_it_served_before(
    journal: Journal, tmp_path: Path, verifies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    ecrire(journal, libelle("a", "Un", "1"))
    _designer(journal, monkeypatch)
    presents: list[Journal] = []

    def present() -> Journal:
        if not presents:
            raise moteur.JournalIndisponible("La base ne répond pas.")
        return presents[0]

    servi = Depot(source(tmp_path, present))
    assert _libelles(servi)[0] == "1" and len(verifies) == 1
    presents.append(journal)
    donnees = servi.etat().donnees
    assert donnees is not None and donnees.publiee is not None and donnees.publiee.n == 2


def test_a_source_is_asked_once_a_look(tmp_path: Path, verifies: list[Path]) -> None:
    demandes: list[Path] = []

    def dossier() -> Path:
        demandes.append(tmp_path)
        return tmp_path

    servi = Depot(Source(dossier, lambda _: False))
    servi.etat()
    servi.etat()
    assert len(demandes) == 2


def test_the_one_repository_can_be_given_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "livre"))
    brancher(Source(lambda: PAQUET, lambda _: True))
    assert depot().etat().donnees is not None


def test_without_a_journal_nothing_is_opened_and_with_one_it_is_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(moteur.VARIABLE, str(tmp_path / "journal.sqlite"))
    assert journal_en_service() is None and list(tmp_path.iterdir()) == []
    schema.ouvrir().fermer()
    ouvert = journal_en_service()
    assert ouvert is not None and ouvert is journal_en_service()
    assert source(PAQUET).dossier() == PAQUET
    ouvert.fermer()


def test_a_journal_that_can_t_be_opened_leaves_what_was_served(
    journal: Journal, tmp_path: Path, verifies: list[Path]
) -> None:
    presents = [journal]

    def present() -> Journal:
        if not presents:
            raise moteur.JournalIndisponible("Le journal n’est pas disponible.")
        return presents[0]

    dite = source(tmp_path, present)
    servi = dite.dossier()
    presents.clear()
    assert dite.dossier() == servi and dite.publiee(servi) is None
    assert not dite.est_verifie(servi) and source(tmp_path, present).dossier() == tmp_path


@pytest.mark.serveur
def test_the_real_rules_say_what_a_publication_would_break(tmp_path: Path) -> None:
    journal = schema.ouvrir(str(tmp_path / "journal.sqlite"))
    commencer(journal, PAQUET, SYSTEME, sain)
    theme, mot = next(iter(themes(journal).items()))
    faux = proposer(journal, SYSTEME, TEXTE, [libelle(theme, mot, "")])
    issue = publier(journal, faux, SYSTEME, service.verifier)
    assert issue.publication is None
    assert [(p.fichier, p.colonne) for p in issue.problemes] == [("themes.csv", "libelle")]
    juste = proposer(journal, SYSTEME, TEXTE, [libelle(theme, mot, "Un mot")])
    assert publier(journal, juste, SYSTEME, service.verifier).publication == 2
    journal.fermer()
