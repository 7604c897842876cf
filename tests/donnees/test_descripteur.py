"""The descriptor: complete for its readers, and every damage to it said in French."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.descripteur import Champ, DescripteurIllisible, Table, lire_descripteur
from tests.francais import fautes_de_typographie
from tests.paquets import PAQUET, changer_descripteur, ressource

TABLES = list(lire_descripteur(PAQUET).tables.values())
_FORMES = {
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "boolean": "true|false",
    "date": r"\d{4}-\d\d-\d\d",
    "string": r"(?s).+",
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.nom)
def test_the_dictionary_explains_every_column(table: Table) -> None:
    for brut in table.brut["schema"]["fields"]:
        assert brut["title"] != brut["name"], brut["name"]
        assert brut["title"] and brut["description"] and str(brut["example"]), brut["name"]


def _accepte(champ: Champ) -> bool:
    exemple = champ.exemple.lower() if champ.type == "boolean" else champ.exemple
    return bool(
        re.fullmatch(_FORMES[champ.type], exemple)
        and re.fullmatch(champ.contraintes.get("pattern", "(?s).*"), exemple)
        and exemple in champ.contraintes.get("enum", [exemple])
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.nom)
def test_the_examples_would_be_accepted(table: Table) -> None:
    assert [champ.nom for champ in table.champs if not _accepte(champ)] == []


def test_tables_are_told_to_the_reader(donnees: Donnees) -> None:
    for table in donnees.descripteur.tables.values():
        assert table.titre and table.titre != table.nom
        assert table.description.endswith(".")
        assert table.cle_primaire


def test_the_package_is_told_to_the_reader(donnees: Donnees) -> None:
    descripteur = donnees.descripteur
    assert descripteur.titre and descripteur.description and descripteur.version
    assert descripteur.licences and all(li["path"] for li in descripteur.licences)
    assert descripteur.contributeurs


def _themes(changement: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda brut: changement(ressource(brut, "themes"))


def _champ(**proprietes: object) -> Callable[[dict[str, Any]], object]:
    return _themes(lambda r: r["schema"]["fields"][0].update(proprietes))


def _lien(table: str, colonne: str) -> Callable[[dict[str, Any]], object]:
    lien = {"fields": "source_id", "reference": {"resource": table, "fields": colonne}}
    return _themes(lambda r: r["schema"].update(foreignKeys=[lien]))


DEGATS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "sans ressources": (lambda b: b.pop("resources"), "« resources »"),
    "sans titre": (lambda b: b.pop("title"), "« title »"),
    "sans version": (lambda b: b.pop("version"), "« version »"),
    "sans date": (lambda b: b.pop("created"), "« created »"),
    "date en mots": (lambda b: b.update(created="hier"), "« created »"),
    "date en nombre": (lambda b: b.update(created=2026), "« created »"),
    "licences en texte": (lambda b: b.update(licenses="libre"), "forme attendue"),
    "ressources en texte": (lambda b: b.update(resources="x"), "forme attendue"),
    "table sans chemin": (_themes(lambda r: r.pop("path")), "« path »"),
    "chemin en nombre": (_themes(lambda r: r.update(path=3)), "« path »"),
    "chemin en liste": (_themes(lambda r: r.update(path=["themes.csv"])), "« path »"),
    "chemin qui sort": (_themes(lambda r: r.update(path="../themes.csv")), "« path »"),
    "chemin absolu": (_themes(lambda r: r.update(path="/etc/passwd")), "« path »"),
    "table sans nom": (_themes(lambda r: r.pop("name")), "« name »"),
    "table en double": (
        lambda b: b["resources"].append(ressource(b, "themes")),
        "deux ressources s’appellent « themes »",
    ),
    "type inconnu": (_champ(type="texte"), "« texte »"),
    "motif faux": (_champ(constraints={"pattern": "("}), "« constraints »"),
    "contraintes en texte": (_champ(constraints="unique"), "« constraints »"),
    "lien vers rien": (_lien("origines", "id"), "origines.id"),
    "lien vers une colonne absente": (_lien("sources", "cle"), "sources.cle"),
    "liens en texte": (_themes(lambda r: r["schema"].update(foreignKeys="x")), "forme attendue"),
    "clé absente": (_themes(lambda r: r["schema"].update(primaryKey="cle")), "(cle)"),
    "table retirée": (
        lambda b: b["resources"].remove(ressource(b, "themes")),
        "theme_id → themes.id",
    ),
}


@pytest.mark.parametrize("nom", DEGATS)
def test_a_damage_to_the_descriptor_is_said(copie: Path, nom: str) -> None:
    degrader, message = DEGATS[nom]
    changer_descripteur(copie, degrader)
    problemes = verifier(copie)
    assert [p.fichier for p in problemes] == ["datapackage.json"]
    assert message in problemes[0].probleme
    assert fautes_de_typographie(problemes[0].phrase()) == []


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        (None, "introuvable"),
        (b"", "pas du JSON valide"),
        (b'{"title": ', "ligne 1"),
        (b'{\n"title": "a",\n}', "ligne 3"),
        (b"[]", "forme attendue"),
        (b'{"title": "\xe9"}', "UTF-8"),
    ],
)
def test_a_file_that_is_no_descriptor_is_said(
    tmp_path: Path, contenu: bytes | None, message: str
) -> None:
    if contenu is not None:
        (tmp_path / "datapackage.json").write_bytes(contenu)
    assert [message in p.probleme for p in verifier(tmp_path)] == [True]
    with pytest.raises(DescripteurIllisible, match=message):
        lire_descripteur(tmp_path)


def test_several_faults_of_the_descriptor_are_said_at_once(copie: Path) -> None:
    def degrader(brut: dict[str, Any]) -> None:
        brut["created"] = "hier"
        ressource(brut, "themes")["path"] = 3
        ressource(brut, "groupes")["schema"]["fields"][0]["type"] = "texte"

    changer_descripteur(copie, degrader)
    (probleme,) = verifier(copie)
    for morceau in ("« created »", "« path »", "« texte »"):
        assert morceau in probleme.probleme
