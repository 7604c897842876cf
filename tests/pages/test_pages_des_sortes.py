"""A package whose territories are of every kind: it is valid, and all that shows it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import VARIABLE
from fabrique_dash.publication.site.pages import PAGES
from tests.francais import fautes_de_typographie
from tests.pages.session import html_de, ouverte, tout_le_texte
from tests.paquets import PAQUET, copier
from tests.serveur.stables import client
from tests.sortes import SORTES, Sorte, nommer_toutes

pytestmark = pytest.mark.matrice

_ENCARTS = {s.encart for s in SORTES} - {""}
_HORS_CARTE = {s.nom for s in SORTES if s.hors_carte}


@pytest.fixture(scope="module")
def sortes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sorte]]:
    """Serve a package whose territories 7 and more are one of each kind."""
    dossier = copier(PAQUET, tmp_path_factory.mktemp("sortes") / "data")
    par_territoire = nommer_toutes(dossier)
    assert verifier(dossier) == []
    with pytest.MonkeyPatch.context() as remplacement:
        remplacement.setenv(VARIABLE, str(dossier))
        yield par_territoire


@pytest.fixture(autouse=True)
def _paquet_des_tests(sortes: dict[str, Sorte]) -> None:
    """Serve that package, and not the one of the other pages' tests."""


# One of each way to be shown: the others differ by words, which cheaper tests read.
_MONTREES = ("Saint-Denis", "Alo", "Ouessant", "Paris 18e", "Pays d’essai", "Bretagne")


def test_every_way_to_show_a_sheet(sortes: dict[str, Sorte]) -> None:
    montrees = {cle: s for cle, s in sortes.items() if s.nom in _MONTREES}
    assert len(montrees) == len(_MONTREES)
    for cle, sorte in montrees.items():
        page = ouverte("territoires", {"territoire": cle})
        assert not page.exception
        corps = html_de(page)
        assert (f">{sorte.type}" in corps) and sorte.nom in tout_le_texte(page)
        assert ("tp-carte-perimetre" in corps) == sorte.contour
        assert ("hors des cartes" in corps) == bool(sorte.hors_carte)
        resume = html_de(ouverte("carte", {"territoire": cle}))
        assert sorte.type in resume and "nan" not in re.findall(r"\w+", resume)


@pytest.mark.parametrize("cle", [p.cle for p in PAGES])
def test_every_page_opens(cle: str) -> None:
    page = ouverte(cle)
    assert not page.exception
    assert "nan" not in re.findall(r"\w+", html_de(page).lower())


def test_the_map_and_the_home_page_name_the_insets_and_what_is_off() -> None:
    carte, accueil = tout_le_texte(ouverte("carte")), tout_le_texte(ouverte("accueil"))
    for page in (carte, accueil):
        assert all(encart in page for encart in _ENCARTS)
        assert all(f"{nom} (position absente" in page for nom in _HORS_CARTE)
    assert "En encarts, chacun à son échelle" in carte
    assert f"{len(_HORS_CARTE)}\u00a0territoires nommés" in carte


def test_feeds_and_open_files_answer() -> None:
    with client() as site:
        for chemin in ("flux.atom", "agenda.ics", "donnees/traces.csv"):
            assert site.get(f"/{chemin}").status_code == 200, chemin
        chiffres = json.loads(site.get("/chiffres.json").text)["chiffres"]
    noms = {s.nom for s in SORTES}
    siens = [c for c in chiffres if c["perimetre"] in noms]
    assert {c["perimetre"] for c in siens} == noms
    for c in siens:
        assert fautes_de_typographie(c["phrase"]) == []
