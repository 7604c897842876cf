"""The command that sends mail, run twice at once, in both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from fabrique_dash.__main__ import main
from fabrique_dash.journal import moteur
from fabrique_dash.journal.abonnements import (
    Avis,
    choisir,
    confirmer,
    donner_une_adresse,
)
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import Texte, proposer
from fabrique_dash.redaction.courriels.reglages import EXPEDITEUR, SMTP
from tests.journal.essais import libelle
from tests.redaction.serveur_de_courriel import Boite, serveur_de_courriel

RACINE = "https://territoires.example"
NOMS = ("lea", "luc", "zoe")


@pytest.fixture
def boite(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Boite]:
    """Return a mail server, to which the command sends from this journal."""
    nom = journal.moteur.url.render_as_string(hide_password=False)
    monkeypatch.setenv(moteur.VARIABLE, nom)
    monkeypatch.setenv(moteur.VARIABLE_DES_PUBLICATIONS, str(journal.dossier))
    monkeypatch.setenv(EXPEDITEUR, "tableau@exemple.fr")
    monkeypatch.setenv("FABRIQUE_ADRESSE", RACINE)
    with serveur_de_courriel() as ouverte:
        monkeypatch.setenv(SMTP, ouverte.adresse)
        yield ouverte


def _abonner(journal: Journal, boite: Boite) -> None:
    """Have several people confirm their address, to be told of proposals."""
    for nom in NOMS:
        compte, _ = inviter(journal, SYSTEME, nom, Habilitation(Role.RELECTEUR))
        donner_une_adresse(journal, compte, f"{nom}@exemple.fr")
        choisir(journal, compte, [Avis.A_RELIRE])
    assert main(["courriels"]) == 0 and len(boite.recus) == len(NOMS)
    for recu in boite.recus:
        assert confirmer(journal, _jeton(recu.message.as_string()))
    boite.recus.clear()


def _jeton(message: str) -> str:
    lien = message.replace("=\n", "").replace("=3D", "=")
    return lien.partition("/confirmation?jeton=")[2].split()[0].split('"')[0]


def _proposer(journal: Journal, nombre: int) -> None:
    for rang in range(nombre):
        texte = Texte(f"Essai {rang}", "Pour voir.")
        proposer(journal, SYSTEME, texte, [libelle("a", "Un", f"{rang}")])


def test_two_commands_at_once_send_each_message_once(journal: Journal, boite: Boite) -> None:
    _abonner(journal, boite)
    _proposer(journal, 3)
    ensemble = Barrier(2)

    def lancer(_: int) -> int:
        ensemble.wait()
        return main(["courriels"])

    with ThreadPoolExecutor(2) as deux:
        assert list(deux.map(lancer, range(2))) == [0, 0]
    assert sorted(r.pour[0] for r in boite.recus) == [f"{nom}@exemple.fr" for nom in NOMS]
    assert all(r.message.as_string().count("Essai") >= 3 for r in boite.recus)
    assert main(["courriels"]) == 0 and len(boite.recus) == len(NOMS)
