"""A journal in a SQLite file and one in PostgreSQL: every test that asks for one has both."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fabrique_dash.journal import moteur
from fabrique_dash.journal.droits import SYSTEME
from fabrique_dash.journal.importation import commencer
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.schema import ouvrir
from outils.serveur_postgresql import ABSENT, programmes, serveur
from tests.journal.essais import ecrire_le_paquet, sain

Creer = Callable[[Path], str]


@pytest.fixture(scope="session")
def _modele_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fichier = tmp_path_factory.mktemp("modele") / "journal.sqlite"
    ouvrir(str(fichier)).fermer()
    return fichier


@pytest.fixture(scope="session")
def _modele_postgresql() -> Iterator[str]:
    bin_ = programmes()
    if bin_ is None:
        pytest.skip(ABSENT)
    with serveur(bin_) as adresse:
        moteur_du_serveur = create_engine(adresse.format("postgres"), isolation_level="AUTOCOMMIT")
        with moteur_du_serveur.connect() as cx:
            cx.execute(text("CREATE DATABASE modele"))
        ouvrir(adresse.format("modele")).fermer()
        yield adresse


@pytest.fixture(params=["sqlite", "postgresql"], scope="session")
def nouvelle_base(request: pytest.FixtureRequest) -> Creer:
    """Return a function that makes an empty journal for a folder, and returns its name."""
    if request.param == "sqlite":
        modele: Path = request.getfixturevalue("_modele_sqlite")

        def copier(dossier: Path) -> str:
            dossier.mkdir(parents=True, exist_ok=True)
            return str(shutil.copy(modele, dossier / "journal.sqlite"))

        return copier
    adresse: str = request.getfixturevalue("_modele_postgresql")
    commun = create_engine(adresse.format("postgres"), isolation_level="AUTOCOMMIT")

    def creer(_: Path) -> str:
        nom = f"essai_{secrets.token_hex(4)}"
        with commun.connect() as cx:
            cx.execute(text(f"CREATE DATABASE {nom} TEMPLATE modele"))
        return adresse.format(nom)

    return creer


@pytest.fixture(scope="session")
def nouveau_journal(nouvelle_base: Creer) -> Callable[[Path], Journal]:
    """Return a function that begins a journal, with its small package, in a folder."""

    def creer(dossier: Path) -> Journal:
        nom = nouvelle_base(dossier)
        with pytest.MonkeyPatch.context() as environnement:
            environnement.setenv(moteur.VARIABLE_DES_PUBLICATIONS, str(dossier))
            journal = ouvrir(nom)
        commencer(journal, ecrire_le_paquet(dossier / "livre"), SYSTEME, sain)
        return journal

    return creer


@pytest.fixture
def journal(nouveau_journal: Callable[[Path], Journal], tmp_path: Path) -> Iterator[Journal]:
    """Return a journal with one publication: the small package."""
    ouvert = nouveau_journal(tmp_path / "base")
    yield ouvert
    ouvert.fermer()
