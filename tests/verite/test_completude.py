"""The tick list of the five documents: what it names exists, rests on them, and is all there."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.noms_des_sources import noms_courts
from tests.paquets import RACINE

LISTE = RACINE / "docs" / "completude.md"
# By short name of the document.
CONTENUS = {
    "Newsletter n°\u00a01": 93,
    "ATEMIS, Villes pairs": 27,
    "Localos, 2020": 27,
    "Page du référentiel": 19,
    "L’Établi, mai 2022": 73,
}
_TITRE = re.compile(r"## (.+) \((\d+)\)")
_LIGNE = re.compile(r"- \[(?P<case>[ x])\] l\. [\d/,-]+ — (?P<dit>.+?) — (?P<suite>.+)")
_RANGEE = re.compile(r"`([a-z_]+):([A-Za-z0-9-]+)`")


@dataclass(frozen=True)
class Contenu:
    """A line of the list: its document, what it says, whether it is ticked, its rows."""

    document: str
    dit: str
    coche: bool
    rangees: tuple[tuple[str, str], ...]


def _contenus() -> list[Contenu]:
    lus: list[Contenu] = []
    document = ""
    for ligne in LISTE.read_text("utf-8").splitlines():
        if titre := _TITRE.fullmatch(ligne):
            document = titre[1]
            assert int(titre[2]) == CONTENUS[document]
        elif ligne.startswith("- "):
            trouve = _LIGNE.fullmatch(ligne)
            assert trouve and document, ligne
            rangees = tuple(_RANGEE.findall(trouve["suite"]))
            lus.append(Contenu(document, trouve["dit"], trouve["case"] == "x", rangees))
    return lus


@pytest.mark.parametrize("document", CONTENUS)
def test_each_document_has_its_count_all_ticked(document: str) -> None:
    siens = [c for c in _contenus() if c.document == document]
    assert len(siens) == CONTENUS[document]
    assert [c.dit for c in siens if not c.coche or not c.rangees] == []


def test_the_list_holds_two_hundred_and_thirty_nine_contents() -> None:
    assert len(_contenus()) == sum(CONTENUS.values()) == 239


def test_every_row_named_exists_and_rests_on_its_document(donnees: Donnees) -> None:
    fautes, noms = [], noms_courts(donnees)
    for contenu in _contenus():
        for table, identifiant in contenu.rangees:
            lignes = donnees.table(table).astype("str")
            siennes = lignes[lignes["id"] == identifiant].to_dict("records")
            if not siennes:
                fautes.append(f"{table}:{identifiant} n’existe pas")
                continue
            (ligne,) = siennes
            codes = [ligne.get("source_id", identifiant), *ligne.get("autres_sources", "").split()]
            if contenu.document not in {noms.get(code) for code in codes}:
                fautes.append(f"{table}:{identifiant} ne cite pas {contenu.document}")
    assert fautes == []


def test_new_tables_are_wholly_used(donnees: Donnees) -> None:
    # Rows made for these documents are all in the list: none says more than they do.
    cites = {rangee for contenu in _contenus() for rangee in contenu.rangees}
    for table in (
        "cadre_observation",
        "chantiers_pratique",
        "chantiers_ressources",
        "documents_lies",
        "paroles",
        "reperes",
    ):
        lignes = donnees.table(table)
        siennes = lignes[lignes["source_id"].map(noms_courts(donnees)).isin(CONTENUS)]["id"]
        assert [i for i in siennes if (table, i) not in cites] == [], table
