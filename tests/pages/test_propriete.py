"""Any text in any cell: what the validation calls valid, the dashboard serves.

FABRIQUE_EXEMPLES says how many packages are made; `make bench` asks for many more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from tests.pages.session import CLES
from tests.paquets import PAQUET, copier
from tests.propriete import (
    Changement,
    adresses,
    changements,
    ecrire,
    ouvrir_adresse,
    ouvrir_page,
    retablir,
    sans_refaire,
    verifier,
)
from tests.serveur.stables import client as nouveau_client

pytestmark = pytest.mark.matrice

EXEMPLES = int(os.environ.get("FABRIQUE_EXEMPLES", "40"))


@pytest.fixture(scope="module")
def client() -> TestClient:
    return nouveau_client(imagerie=IMAGERIE)


@pytest.fixture(scope="module")
def servi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a copy of the package, which is checked and read as fast as it can be."""
    dossier = copier(PAQUET, tmp_path_factory.mktemp("propriete") / "data")
    with sans_refaire():
        assert verifier(dossier) == []
        yield dossier


@settings(
    max_examples=EXEMPLES,
    # A package of one or two wrong cells is small enough, and pages are long to open again.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    faits=changements(),
    demande=st.one_of(
        st.sampled_from(CLES), st.lists(st.sampled_from(adresses()), min_size=2, max_size=2)
    ),
    rang=st.integers(0, 99),
)
@example(faits=(Changement("cohortes", 0, "suivie", "false"),), demande="villes_pairs", rang=17)
@example(faits=(Changement("paroles", 0, "", ""),), demande="a_propos", rang=0)
@example(faits=(Changement("divergences", 0, "", ""),), demande="sources", rang=0)
@example(faits=(Changement("reperes", 0, "", ""),), demande="territoires", rang=0)
@example(faits=(Changement("rattachements", 0, "", ""),), demande=["/images/carte.svg"], rang=0)
def test_what_is_valid_is_served(
    servi: Path,
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    faits: tuple[Changement, ...],
    demande: str | list[str],
    rang: int,
) -> None:
    monkeypatch.setenv(VARIABLE, str(servi))
    ecrire(servi, faits)
    try:
        problemes = verifier(servi)
        event("refusé" if problemes else "servi")
        if problemes:
            assert all(p.fichier and p.probleme and p.remede for p in problemes)
        elif isinstance(demande, str):
            ouvrir_page(demande, lambda offerts: offerts[rang % len(offerts)])
        else:
            for adresse in demande:
                ouvrir_adresse(client, adresse)
    finally:
        retablir(servi, faits)
