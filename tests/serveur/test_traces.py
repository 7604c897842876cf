"""What the server writes: one object a line, and nothing that tells who."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from fabrique_dash.serveur import traces
from fabrique_dash.serveur.traces import EnJson, chemin_dit, nettoyer, regler_les_traces

JETON = "Zk3vQx9pLm2TgW7uYb1NcRd8HsEf4JaKo6Vi0XqUtMw"


@pytest.fixture
def journaux() -> Iterator[None]:
    """Put the loggers back as they were."""
    connus = [
        logging.getLogger(nom) for nom in ("uvicorn.access", "uvicorn.error", traces.REQUETES)
    ]
    avant = [(j, j.disabled, j.filters[:], j.level) for j in connus]
    sorties = {
        sortie: sortie.formatter
        for j in (logging.root, *logging.root.manager.loggerDict.values())
        if isinstance(j, logging.Logger)
        for sortie in j.handlers
    }
    yield
    logging.captureWarnings(False)
    for journal, ferme, filtres, niveau in avant:
        journal.disabled, journal.filters[:] = ferme, filtres
        journal.setLevel(niveau)
    for sortie, forme in sorties.items():
        sortie.setFormatter(forme)


@pytest.mark.parametrize(
    ("ecrit", "reste"),
    [
        ("à marie.durand+essai@mairie.example.fr, hier", "à [courriel], hier"),
        ("203.0.113.7:51234 - refusé", "[adresse] - refusé"),
        ("de 2001:db8::12f0, puis ::1", "de [adresse], puis [adresse]"),
        ("GET /carte?date=2022-01-01&jeton=abc HTTP", "GET /carte?[…] HTTP"),
        (f"lien /suivi/{JETON} perdu", "lien /suivi/[jeton] perdu"),
        ("postgresql://tableau:secret@base/territoires", "postgresql://[secret]@base/territoires"),
    ],
)
def test_what_tells_who_or_opens_a_door_is_taken_out(ecrit: str, reste: str) -> None:
    assert nettoyer(ecrit) == reste


@pytest.mark.parametrize(
    "ecrit",
    [
        "à 12:30:45, le 2026-11-30, 3 fichiers",
        "Première vue impossible\u00a0: /villes-pairs",
        "fabrique_dash.interface.pages.mise_a_jour.formulaire_des_rangees",
        "Le fichier évènements.csv est-il là\u202f? Non.",
    ],
)
def test_the_rest_is_left_as_it_is(ecrit: str) -> None:
    assert nettoyer(ecrit) == ecrit


@pytest.mark.parametrize(
    ("chemin", "connu", "dit"),
    [
        ("/donnees/territoires.csv", True, "/donnees/territoires.csv"),
        (f"/suivi/{JETON}", False, "/suivi/…"),
        (f"/{JETON}", False, "/…"),
        ("/metriques", False, "/metriques"),
        ("/robots.txt", False, "/robots.txt"),
        ("/connexion/", False, "/connexion"),
        ("/", False, "/…"),
    ],
)
def test_of_a_path_only_what_is_known_is_written(chemin: str, connu: bool, dit: str) -> None:
    assert chemin_dit(chemin, connu) == dit


def test_an_exception_is_one_line_without_what_was_being_written() -> None:
    try:
        raise ValueError("doublon\nDETAIL: Key (nom)=(Marie Durand) already exists")
    except ValueError:
        attrapee = sys.exc_info()
    trace = logging.LogRecord("fabrique_dash", logging.ERROR, "", 0, "raté", (), attrapee)
    ecrite = EnJson().format(trace)
    assert "\n" not in ecrite and "Marie" not in ecrite
    dite = json.loads(ecrite)
    assert (dite["niveau"], dite["de"], dite["message"]) == ("ERROR", "fabrique_dash", "raté")
    assert dite["erreur"]["genre"] == "ValueError" and dite["erreur"]["dit"] == "doublon"
    assert dite["erreur"]["pile"][0].startswith("test_traces.py:")


@pytest.mark.usefixtures("journaux")
def test_visitors_addresses_are_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(traces.VARIABLE, raising=False)
    regler_les_traces()
    regler_les_traces()  # once the libraries are all there
    assert logging.getLogger("uvicorn.access").disabled
    serveur = logging.getLogger("uvicorn.error")
    assert len(serveur.filters) == 1
    adresse = ("203.0.113.7:1", "/_stcore/stream?x=1")
    for message, arguments, passe in (
        ('%s - "WebSocket %s" [accepted]', adresse, False),
        ("Application startup complete.", (), True),
    ):
        trace = logging.LogRecord("uvicorn.error", 20, "", 0, message, arguments, None)
        assert bool(serveur.filter(trace)) is passe


@pytest.mark.usefixtures("journaux")
def test_every_output_is_json_when_that_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(traces.VARIABLE, traces.EN_JSON)
    autre = logging.getLogger("une.bibliotheque")
    sortie = logging.StreamHandler()
    autre.addHandler(sortie)
    regler_les_traces()
    autre.removeHandler(sortie)
    assert isinstance(sortie.formatter, EnJson)
    assert logging.getLogger(traces.REQUETES).level == logging.INFO
