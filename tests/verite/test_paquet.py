"""The real package is whole, and the package of the tests has its shape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT, Donnees
from fabrique_dash.donnees.perimetres import lieux
from fabrique_dash.publication.tables.dictionnaire import dictionnaire
from tests.geometrie import aire, polygones
from tests.paquets import PAQUET, PAQUET_REEL, RACINE

GEOJSON = sorted((PAQUET_REEL / "reference").glob("*.geojson"))
REMEDE = (
    "le schéma de data/datapackage.json a changé : lancer python -m outils.paquet_des_tests, "
    "puis ajouter à la main, dans tests/paquet/*.csv, les tables et les colonnes nouvelles"
)


def _ressources(dossier: Path) -> dict[str, Any]:
    contenu = json.loads((dossier / "datapackage.json").read_text("utf-8"))
    return {ressource["name"]: ressource for ressource in contenu["resources"]}


def test_the_real_package_is_the_one_served_and_is_valid() -> None:
    assert PAQUET_REEL == DOSSIER_PAR_DEFAUT
    assert [p.phrase() for p in verifier(PAQUET_REEL)] == []


def test_the_package_of_the_tests_follows_the_schema_of_the_real_one() -> None:
    reelles, figees = _ressources(PAQUET_REEL), _ressources(PAQUET)
    assert list(figees) == list(reelles), REMEDE
    for nom, ressource in reelles.items():
        for cle in ("path", "schema"):
            assert figees[nom].get(cle) == ressource.get(cle), f"{nom} : {REMEDE}"


@pytest.mark.parametrize("table", sorted(f.name for f in PAQUET_REEL.glob("*.csv")))
def test_the_tables_of_the_tests_have_the_columns_of_the_real_ones(table: str) -> None:
    reelles, figees = (
        (d / table).read_text("utf-8").splitlines()[0] for d in (PAQUET_REEL, PAQUET)
    )
    assert figees == reelles, REMEDE


def test_every_file_of_the_real_package_has_its_place_in_the_package_of_the_tests() -> None:
    def fichiers(dossier: Path) -> set[str]:
        suffixes = {".csv", ".json", ".geojson", ".parquet"}
        trouves = (f for f in dossier.rglob("*") if f.suffix in suffixes)
        return {f.relative_to(dossier).as_posix() for f in trouves}

    assert fichiers(PAQUET) == fichiers(PAQUET_REEL), REMEDE


def test_the_dictionary_is_the_descriptor(donnees: Donnees) -> None:
    ecrit = (RACINE / "docs" / "dictionnaire.md").read_text("utf-8")
    assert dictionnaire(donnees.descripteur) == ecrit, "lancer make dictionnaire"


def test_the_changelog_tells_the_version_of_the_data(donnees: Donnees) -> None:
    assert f"## {donnees.descripteur.version}" in (RACINE / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("chemin", GEOJSON, ids=lambda p: p.stem)
def test_real_outlines_are_closed_turn_the_right_way_and_lie_in_france(chemin: Path) -> None:
    nombre = 0
    for entite in json.loads(chemin.read_text("utf-8"))["features"]:
        for polygone in polygones(entite["geometry"]):
            for rang, anneau in enumerate(polygone):
                nombre += 1
                assert len(anneau) >= 4 and anneau[0] == anneau[-1]
                assert (aire(anneau) > 0) == (rang == 0)
                assert all(-62 <= x <= 56 and -22 <= y <= 52 for x, y in anneau)
    assert nombre


def test_every_perimeter_that_has_a_place_is_a_place_of_the_package(donnees: Donnees) -> None:
    places = lieux(donnees)
    connus = set(zip(places["nature"], places["code"], strict=True))
    for ligne in donnees.table("perimetres").to_dict("records"):
        assert (ligne["nature"], ligne["code"]) in connus, ligne["id"]


def test_only_the_communes_of_far_collectivities_have_no_outline(donnees: Donnees) -> None:
    places, traces = lieux(donnees), donnees.table("traces")
    dessines = set(zip(traces["nature"], traces["code"], strict=True))
    absents = set(zip(places["nature"], places["code"], strict=True)) - dessines
    assert {code for nature, code in absents if nature == "département"} == {"984", "989"}
    lointaines = {"984", "986", "987", "988", "989"}
    assert {code[:3] for nature, code in absents if nature == "commune"} == lointaines
    assert {nature for nature, _ in absents} == {"commune", "département"}
    assert len(dessines) == len(traces)


def test_the_statements_of_the_readme_on_reference_tables_hold(donnees: Donnees) -> None:
    notice = (PAQUET_REEL / "reference" / "LISEZMOI.md").read_text("utf-8")
    lus = {
        nom: int(re.sub(r"\D", "", trouve[1]))
        for nom in ("communes", "EPCI")
        if (trouve := re.search(rf"les ([\d \u202f]+) {nom} ", notice))
    }
    assert lus == {n: len(donnees.table(n.lower())) for n in ("communes", "EPCI")}
