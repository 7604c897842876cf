"""Names of files, references, the dictionary, and the territories as GeoJSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.tables.carte import territoires_sur_carte
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.publication.site.noms import en_ascii, nom_de_fichier
from fabrique_dash.publication.site.references import mentions, references
from fabrique_dash.publication.tables.dictionnaire import dictionnaire
from fabrique_dash.publication.tables.geojson import territoires_geojson
from tests.geometrie import aire, polygones
from tests.paquets import COHORTE
from tests.programmes import empoisonner

FIN = date(2022, 12, 31)


def _geojson(seen: Vue) -> dict[str, Any]:
    def refuser(nombre: str) -> None:
        raise ValueError(f"{nombre} n’est pas du JSON")

    contenu = territoires_geojson(seen, territoires_sur_carte(seen))
    lu: dict[str, Any] = json.loads(contenu.decode("utf-8"), parse_constant=refuser)
    return lu


@pytest.fixture(scope="module")
def collection(vue_finale: Vue) -> dict[str, Any]:
    return _geojson(vue_finale)


def _positions(valeur: Any) -> Iterator[list[float]]:
    if isinstance(valeur[0], int | float):
        yield valeur
    else:
        for partie in valeur:
            yield from _positions(partie)


def test_the_collection_follows_rfc_7946(collection: dict[str, Any]) -> None:
    assert collection["type"] == "FeatureCollection" and "crs" not in collection
    for entite in collection["features"]:
        assert entite["type"] == "Feature" and isinstance(entite["properties"], dict)
        for polygone in polygones(entite["geometry"]):
            for rang, anneau in enumerate(polygone):
                assert len(anneau) >= 4 and anneau[0] == anneau[-1]
                assert (aire(anneau) > 0) == (rang == 0)


def test_positions_are_longitude_then_latitude(collection: dict[str, Any]) -> None:
    for entite in collection["features"]:
        if entite["geometry"]:
            for x, y in _positions(entite["geometry"]["coordinates"]):
                assert -6 < x < 10 and 41 < y < 52 and math.isfinite(x + y)


def test_one_feature_per_hypothesis(collection: dict[str, Any]) -> None:
    cles = [(e["properties"]["id"], e["properties"]["hypothese"]) for e in collection["features"]]
    assert len(set(cles)) == len(cles) == 11
    assert ("beauvais", "a") in cles and ("beauvais", "b") in cles


@pytest.mark.parametrize("nom", ["population_min", "population_max", "numero"])
def test_counts_are_whole_numbers_or_unknown(collection: dict[str, Any], nom: str) -> None:
    natures = {type(e["properties"][nom]) for e in collection["features"]}
    assert int in natures and natures <= {int, type(None)}


def test_the_undocumented_have_no_geometry(collection: dict[str, Any]) -> None:
    vides = [e["properties"] for e in collection["features"] if e["geometry"] is None]
    assert [p["numero"] for p in vides] == [7, 8, 9, 10]
    assert {p["population_max"] for p in vides} == {None}
    assert {p["statut"] for p in vides} == {"non documenté"}


def test_properties_carry_status_source_and_date(
    collection: dict[str, Any], donnees: Donnees
) -> None:
    sources = set(donnees.table("sources")["id"])
    for entite in collection["features"]:
        proprietes = entite["properties"]
        assert proprietes["source_id"] in sources and proprietes["statut"]
        assert proprietes["date_reference"] == "2022-12-31" and proprietes["libelle"]


def test_hostile_names_stay_json(copie: Path) -> None:
    empoisonner(copie)
    lu = _geojson(vue(charger(copie, "hostiles"), COHORTE, FIN))
    assert any("<script>" in e["properties"]["libelle"] for e in lu["features"])


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Été à Orléans", "ete-a-orleans"),
        ("Communauté urbaine d’Arras", "communaute-urbaine-d-arras"),
        ("Cœur de Chartreuse", "coeur-de-chartreuse"),
        ("Préoccupations — groupe Nord", "preoccupations-groupe-nord"),
        ("a\u202f; b\u00a0: c", "a-b-c"),
        ("L’Établi n°\u00a01", "l-etabli-n-1"),
        ("de 1,5 à 2,5\u00a0%", "de-1-5-a-2-5"),
        ("tronc_commun", "tronc-commun"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
    ],
)
def test_names_are_ascii(texte: str, attendu: str) -> None:
    assert en_ascii(texte) == attendu


@given(st.text(max_size=40), st.dates(min_value=date(1000, 1, 1)))
def test_any_subject_makes_a_safe_name(sujet: str, jour: date) -> None:
    nom = nom_de_fichier(sujet, jour, "csv")
    assert nom.isascii() and nom.endswith(f"_{jour.isoformat()}.csv")
    assert not set(nom) & set("/\\ :*?\"<>|'\n\r\t") and ".." not in nom


def test_a_name_holds_the_subject_and_the_day() -> None:
    assert nom_de_fichier("Carte", FIN, "geojson") == "territoires-pilotes_carte_2022-12-31.geojson"


def test_every_source_has_its_reference(donnees: Donnees) -> None:
    imprimees = references(donnees)
    sources = donnees.table("sources").set_index("id")
    assert set(imprimees) == set(sources.index)
    for cle, reference in imprimees.items():
        producteur = str(sources.loc[cle, "producteur"]).replace(",", " ")
        assert reference.startswith(producteur.split()[0]), cle


def test_the_mentions_are_ready_to_print(donnees: Donnees) -> None:
    dites = mentions(donnees)
    assert dites.licence == "Licence Ouverte 2.0" and dites.producteur and dites.titre
    assert dites.mise_a_jour == "29\u00a0novembre 2026" and dites.version


def test_the_dictionary_tells_every_column(donnees: Donnees) -> None:
    texte = dictionnaire(donnees.descripteur)
    for table in donnees.descripteur.tables.values():
        assert f"(`{table.nom}`)" in texte
        for champ in table.champs:
            assert f"| `{champ.nom}` | {champ.type} |" in texte
    lignes = [li for li in texte.splitlines() if li.startswith("| `")]
    assert {li.replace("\\|", "").count("|") for li in lignes} == {6}


@pytest.fixture
def hostile(nouvelle_copie: Callable[[], Path]) -> Donnees:
    dossier = nouvelle_copie()
    empoisonner(dossier)
    return charger(dossier, "références")


def test_references_do_not_depend_on_free_text(hostile: Donnees, donnees: Donnees) -> None:
    assert references(hostile) == references(donnees)
