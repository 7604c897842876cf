"""What the addresses are tried on: a package that is served, a journal, a provider."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.journal import moteur
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from tests.serveur.fournisseur import Fournisseur, Mensonge, servir_un_fournisseur
from tests.serveur.parcours_oidc import SITE, decrire, inviter_quelqu_un, navigateur
from tests.serveur.stables import client as nouveau_client


@pytest.fixture
def petit_servi(petit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the copy of the frozen package."""
    monkeypatch.setenv(VARIABLE, str(petit))


@pytest.fixture(scope="module")
def client() -> TestClient:
    """Return a client of the stable addresses."""
    return nouveau_client()


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Return the journal of the server: one for all, each test has its own accounts."""
    with pytest.MonkeyPatch.context() as env:
        fichier = tmp_path_factory.mktemp("journal") / "journal.sqlite"
        env.setenv(moteur.VARIABLE, str(fichier))
        env.delenv("FABRIQUE_ADRESSE", raising=False)
        ouvert = ouvrir()
        yield ouvert
        ouvert.fermer()


@pytest.fixture
def site() -> TestClient:
    """Return a browser without a session."""
    return navigateur()


@pytest.fixture(scope="module")
def fournisseur_servi() -> Iterator[Fournisseur]:
    """Return a provider that answers, and that nothing describes to the server."""
    with servir_un_fournisseur() as fournisseur:
        yield fournisseur


@pytest.fixture
def la_bas(
    fournisseur_servi: Fournisseur,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Fournisseur:
    """Return the provider, described as ProConnect, with somebody of its own in front of it."""
    fournisseur_servi.mensonge, fournisseur_servi.preuve = Mensonge(), False
    fournisseur_servi.sorties = {f"{SITE}/deconnexion"}
    nom = request.node.name
    fournisseur_servi.personne = {
        "sub": f"sub de {nom}",
        "email": f"{abs(hash(nom))}@agent.example",
        "given_name": "Camille",
        "usual_name": "Martin",
        "siret": "21620041200016",
    }
    decrire(monkeypatch, "proconnect", fournisseur_servi.emetteur)
    return fournisseur_servi


@pytest.fixture
def invitee(journal: Journal, la_bas: Fournisseur) -> str:
    """Return the account to which the address of the person was invited."""
    return inviter_quelqu_un(journal, "Camille", la_bas.personne["email"])[0]
