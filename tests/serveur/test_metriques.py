"""`/metriques`: what is measured, and who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from sqlalchemy.exc import ProgrammingError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import Donnees, EtatDuDepot
from fabrique_dash.donnees.lectures import Publiee
from fabrique_dash.journal import moteur
from fabrique_dash.journal.cases import Changement, ecrire_la_cle
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.journal.schema import ouvrir
from fabrique_dash.serveur.adresses import metriques
from fabrique_dash.serveur.adresses.metriques import Mesures, routes_metriques
from fabrique_dash.serveur.adresses.service import Service
from fabrique_dash.serveur.compteurs import Compteurs
from tests.journal.commence import Commence

ICI = ("127.0.0.1", 50_000)


def _client(
    mesures: Mesures | None = None, de: tuple[str, int] = ICI, hote: str = "localhost"
) -> TestClient:
    app = Starlette(routes=routes_metriques(Service(), mesures or Mesures()))
    return TestClient(app, base_url=f"http://{hote}:8501", client=de)


def _lues(client: TestClient) -> dict[str, float]:
    reponse = client.get("/metriques")
    assert reponse.headers["content-type"].startswith("application/openmetrics-text")
    familles = text_string_to_metric_families(reponse.text)  # type: ignore[no-untyped-call]
    return {
        "".join([mesure.name, *(f" {v}" for v in mesure.labels.values())]): mesure.value
        for famille in familles
        for mesure in famille.samples
    }


def test_what_is_served_and_what_fails_is_counted() -> None:
    compteurs = Compteurs()
    for statut in (200, 204, 404, 503):
        compteurs.noter_la_reponse(statut)
    compteurs.noter_la_session(1)
    compteurs.page_en_panne(ValueError("secret"))
    lues = _lues(_client(Mesures(compteurs, lambda: 12, lambda: 5, lambda: 3)))
    assert lues["fabrique_reponses_total 2xx"] == 2 and lues["fabrique_reponses_total 5xx"] == 1
    assert lues["fabrique_sessions_ouvertes"] == 1
    assert lues["fabrique_passages_total"] == 12 and lues["fabrique_parties_total"] == 5
    assert lues["fabrique_pages_en_attente"] == 3
    assert (lues["fabrique_erreurs_total page"], lues["fabrique_erreurs_total adresse"]) == (1, 0)
    assert lues["fabrique_fichiers_en_attente longue"] == 0
    assert lues["fabrique_donnees_pretes"] == 1 and lues["fabrique_donnees_problemes"] == 0
    assert lues["process_resident_memory_bytes"] > 2**20 and lues["process_cpu_seconds_total"] > 0


def test_without_a_journal_nothing_is_said_of_it() -> None:
    lues = _lues(_client())
    assert [nom for nom in lues if "journal" in nom or "publication" in nom] == []


def test_a_journal_that_does_not_answer_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "journal.sqlite").write_bytes(b"ce n'est pas une base" * 100)
    monkeypatch.setenv(moteur.VARIABLE, str(tmp_path / "journal.sqlite"))
    assert _lues(_client())["fabrique_journal_disponible"] == 0


def test_a_base_restored_without_its_rights_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    refus = ProgrammingError("SELECT 1", {}, Exception("permission denied for table publication"))
    monkeypatch.setattr(metriques, "journal_en_service", Mock(side_effect=refus))
    assert _lues(_client())["fabrique_journal_disponible"] == 0


def test_what_waits_in_the_journal_and_the_age_of_what_it_published_are_told(
    journal_commence: Commence, donnees: Donnees, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(moteur.VARIABLE, journal_commence.copier(tmp_path / "journal"))
    hier = datetime.now(UTC) - timedelta(days=1)
    servies = replace(donnees, publiee=Publiee(7, hier))

    class Depot:
        etat: Callable[[], EtatDuDepot] = staticmethod(lambda: EtatDuDepot(servies, ()))

    monkeypatch.setattr(metriques, "depot", Depot)
    assert _lues(_client())["fabrique_en_attente propositions"] == 0
    journal = ouvrir()
    nom = donnees.table("themes").iloc[0]
    change = Changement("themes", ecrire_la_cle([nom["id"]]), "libelle", nom["libelle"], "Autre")
    proposer(journal, SYSTEME, Texte("Un essai", "Pour voir."), [change])
    journal.fermer()
    lues = _lues(_client())
    assert lues["fabrique_en_attente propositions"] == lues["fabrique_journal_disponible"] == 1
    assert lues["fabrique_publication_numero"] == 7
    assert 86_400 <= lues["fabrique_publication_age_seconds"] < 86_500


@pytest.mark.parametrize(
    ("de", "hote", "entetes", "permis"),
    [
        ("127.0.0.1", "localhost", {}, True),
        ("127.0.0.1", "127.0.0.1", {}, True),
        ("::1", "[::1]", {}, True),
        ("127.0.0.1", "tableau.example", {}, False),
        ("192.0.2.1", "localhost", {}, False),
        ("127.0.0.1", "localhost", {"x-forwarded-for": "203.0.113.7"}, False),
        ("127.0.0.1", "localhost", {"forwarded": "for=203.0.113.7"}, False),
        ("127.0.0.1", "localhost", {"via": "1.1 relais"}, False),
        ("192.0.2.1", "tableau.example", {"authorization": "Bearer jeton"}, True),
        ("192.0.2.1", "tableau.example", {"authorization": "Bearer autre"}, False),
        ("192.0.2.1", "tableau.example", {"authorization": "Bearer "}, False),
    ],
)
def test_it_is_closed_to_the_outside(
    de: str, hote: str, entetes: dict[str, str], permis: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(metriques.VARIABLE, "jeton")
    reponse = _client(de=(de, 1), hote=hote).get("/metriques", headers=entetes)
    assert reponse.status_code == (200 if permis else 403)
    assert permis or ("fabrique_" not in reponse.text and "machine" in reponse.json()["detail"])


def test_no_token_opens_it_when_none_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(metriques.VARIABLE, raising=False)
    dehors = _client(de=("192.0.2.1", 1), hote="tableau.example")
    for presente in ("Bearer ", "Bearer None", ""):
        assert dehors.get("/metriques", headers={"authorization": presente}).status_code == 403
