"""Tables made by script are not checked row by row while their file is the one recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from fabrique_dash.__main__ import main
from fabrique_dash.donnees.controle import validation
from fabrique_dash.donnees.controle.empreintes import noter_empreintes
from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme
from tests.francais import fautes_de_typographie
from tests.paquets import PAQUET, changer, changer_descripteur, ressource

pytestmark = pytest.mark.matrice

COMMUNES = "reference/communes.parquet"


@pytest.fixture
def notee(copie: Path) -> Path:
    """Return a small package whose reference tables are recorded."""
    noter_empreintes(copie)
    return copie


@pytest.fixture
def controlees(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the tables that are checked row by row."""
    noms: list[str] = []
    vrai = validation._problemes_du_schema

    def espion(lue: TableLue) -> list[Probleme]:
        noms.append(lue.table.nom)
        return vrai(lue)

    monkeypatch.setattr(validation, "_problemes_du_schema", espion)
    return noms


def _changer_les_communes(
    dossier: Path, changement: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    chemin = dossier / COMMUNES
    changement(pd.read_parquet(chemin)).to_parquet(chemin, index=False)


def _code_faux(communes: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([communes, communes.head(1).assign(code="faux")], ignore_index=True)


def _dit(problemes: list[Probleme]) -> list[tuple[str, str, str]]:
    return [(p.fichier, p.colonne, p.valeur) for p in problemes]


def test_the_real_package_records_its_reference_tables() -> None:
    tables = [t for t in lire_descripteur(PAQUET).tables.values() if t.de_reference]
    assert [t.nom for t in tables if not t.est_notee(PAQUET)] == []
    assert "communes" in {t.nom for t in tables}


def test_what_is_recorded_is_not_checked_again(notee: Path, controlees: list[str]) -> None:
    assert verifier(notee) == []
    assert "participants" in controlees
    assert {"communes", "epci", "populations"}.isdisjoint(controlees)


def test_the_full_check_looks_at_every_table(notee: Path, controlees: list[str]) -> None:
    assert verifier(notee, complet=True) == []
    assert set(controlees) == set(lire_descripteur(notee).tables)


def test_a_package_without_record_is_checked_whole(copie: Path, controlees: list[str]) -> None:
    def oublier(descripteur: dict[str, Any]) -> None:
        for r in descripteur["resources"]:
            r.pop("hash", None)

    changer_descripteur(copie, oublier)
    assert verifier(copie) == [] and verifier(copie, complet=True) == []
    assert controlees.count("communes") == 2


def test_a_changed_file_is_checked_again(notee: Path, controlees: list[str]) -> None:
    _changer_les_communes(notee, _code_faux)
    assert (COMMUNES, "code", "faux") in _dit(verifier(notee))
    assert "communes" in controlees and "epci" not in controlees


def test_the_full_check_says_that_a_file_is_not_the_recorded_one(
    notee: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _changer_les_communes(notee, lambda communes: communes.iloc[::-1])
    assert verifier(notee) == []
    assert main(["verifier", str(notee)]) == 1
    phrase = capsys.readouterr().out.splitlines()[0]
    assert phrase.startswith(COMMUNES) and "make empreintes" in phrase
    assert fautes_de_typographie(phrase) == []


def test_recording_checks_the_rows(notee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _changer_les_communes(notee, _code_faux)
    assert main(["empreintes", str(notee)]) == 1
    assert "faux" in capsys.readouterr().out
    assert verifier(notee, complet=True) != []


def test_recording_changes_nothing_else(notee: Path) -> None:
    avant = json.loads((notee / "datapackage.json").read_text("utf-8"))
    ressource(avant, "epci")["hash"] = "sha256:0"
    (notee / "datapackage.json").write_text(json.dumps(avant), "utf-8")
    notees = ["communes", "epci", "communes_associees", "arrondissements", "populations"]
    notees.append("traces")
    assert noter_empreintes(notee) == notees
    apres = json.loads((notee / "datapackage.json").read_text("utf-8"))
    assert ressource(apres, "epci").pop("hash") != ressource(avant, "epci").pop("hash")
    assert apres == avant


def test_who_cites_a_recorded_table_is_still_checked(notee: Path) -> None:
    changer(notee, "participants", 0, code_commune="99999")
    (probleme,) = verifier(notee)
    assert (probleme.fichier, probleme.ligne, probleme.valeur) == ("participants.csv", 2, "99999")
    assert "n’existe pas dans communes" in probleme.probleme


def test_what_a_recorded_table_cites_is_still_checked(notee: Path) -> None:
    _changer_les_communes(notee, lambda communes: communes.assign(source_id="ABSENTE9"))
    noter_empreintes(notee)
    assert (COMMUNES, "source_id", "ABSENTE9") in _dit(verifier(notee))
