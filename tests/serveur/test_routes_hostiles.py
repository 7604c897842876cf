"""A package full of attacks: every stable address carries them as data, and nothing acts."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import feedparser
import html5lib
import openpyxl
import pandas as pd
import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from fabrique_dash.donnees.depot import VARIABLE, depot
from tests.attaques import MARQUE, empoisonner
from tests.paquets import PAQUET

pytestmark = pytest.mark.matrice

TABLES = sorted(fichier.stem for fichier in PAQUET.glob("*.csv"))
_INTERDITES = {"script", "iframe", "img", "svg", "object", "embed", "form", "base"}


@pytest.fixture(scope="module")
def empoisonnee(nouvelle_copie: Callable[[], Path]) -> Path:
    """A copy of the small package, full of attacks."""
    dossier = nouvelle_copie()
    assert empoisonner(dossier) > 1000
    return dossier


@pytest.fixture(autouse=True)
def _servir(empoisonnee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(empoisonnee))


def _table(nom: str) -> pd.DataFrame:
    donnees = depot().etat().donnees
    assert donnees is not None
    return donnees.table(nom)


def _sans_vide(table: pd.DataFrame) -> list[list[object]]:
    return [
        [None if pd.isna(v) or v == "" else v for v in ligne]
        for ligne in table.itertuples(index=False, name=None)
    ]


@pytest.mark.parametrize("nom", TABLES)
def test_json_gives_the_attacks_back_as_texts(client: TestClient, nom: str) -> None:
    reponse = client.get(f"/donnees/{nom}.json")
    assert reponse.headers["x-content-type-options"] == "nosniff"
    assert "</script" not in reponse.text
    assert [list(ligne.values()) for ligne in reponse.json()] == _sans_vide(_table(nom))


@pytest.mark.parametrize("nom", TABLES)
def test_a_workbook_holds_no_formula_and_no_link(client: TestClient, nom: str) -> None:
    classeur = openpyxl.load_workbook(io.BytesIO(client.get(f"/donnees/{nom}.xlsx").content))
    for feuille in classeur.worksheets:
        cases = [case for rang in feuille.iter_rows() for case in rang]
        assert {case.data_type for case in cases} <= {"s", "n", "b", "d"}
        assert [case for case in cases if case.hyperlink] == []
    lignes = [
        [v.date().isoformat() if isinstance(v, datetime) else v for v in rang]
        for rang in classeur.worksheets[1].iter_rows(values_only=True)
    ][1:]
    assert MARQUE in str(lignes)
    assert [[v for v in li if isinstance(v, str)] for li in lignes] == [
        [v for v in li if isinstance(v, str)] for li in _sans_vide(_table(nom))
    ]


@pytest.mark.parametrize("nom", TABLES)
def test_csv_for_excel_starts_no_formula(client: TestClient, nom: str) -> None:
    octets = client.get(f"/donnees/{nom}.csv?format=excel").content
    cases = pd.read_csv(io.BytesIO(octets), sep=";", dtype="str", keep_default_na=False).stack()
    assert [c for c in cases if str(c).startswith(("=", "+", "-", "@"))] == []


def test_the_calendar_has_no_line_more(client: TestClient) -> None:
    agenda = Calendar.from_ical(client.get("/agenda.ics").content)
    evenements = agenda.walk("VEVENT")
    assert len(evenements) == int((_table("evenements")["debut"] != "").sum())
    assert all(str(e["URL"]).startswith("http://testserver/frise?") for e in evenements)
    assert agenda.errors == []


def test_the_feed_is_well_formed_and_its_texts_are_texts(client: TestClient) -> None:
    flux = feedparser.parse(client.get("/flux.atom").content, sanitize_html=False)
    assert not flux.bozo
    assert MARQUE in flux.entries[1].title
    for entree in flux.entries:
        assert entree.title_detail.type == "text/plain"
        assert entree.summary_detail.type == "text/plain"
        assert [
            li.href for li in entree.links if not li.href.startswith("http://testserver/")
        ] == []


@pytest.mark.parametrize(
    "ident", ["territoires_annonces", "population.nord", "preoccupations.nord"]
)
def test_a_page_made_for_a_frame_holds_no_active_element(client: TestClient, ident: str) -> None:
    page = html5lib.parse(client.get(f"/integrer/{ident}").text, namespaceHTMLElements=False)
    assert [e.tag for e in page.iter() if e.tag in _INTERDITES] == []
    assert [n for e in page.iter() for n in e.attrib if n.startswith("on")] == []
    assert all(a.get("href", "").startswith("http://testserver/") for a in page.iter("a"))
    assert MARQUE in " ".join(page.itertext())


@pytest.mark.parametrize(
    "chemin", ["/chiffres.json", "/donnees/datapackage.json", "/donnees/territoires.geojson"]
)
def test_other_json_is_json(client: TestClient, chemin: str) -> None:
    reponse = client.get(chemin)
    assert "json" in reponse.headers["content-type"]
    json.loads(reponse.content, parse_constant=_refuser)


def _refuser(constante: str) -> None:
    raise ValueError(f"{constante} n’est pas du JSON")


@pytest.mark.parametrize(
    "chemin",
    ["donnees/{}.csv", "chiffres/{}.json", "integrer/{}", "donnees/evenements.csv?groupe={}"],
)
def test_an_attack_in_the_address_comes_back_as_json_text(client: TestClient, chemin: str) -> None:
    attaque = f"<script>window.{MARQUE}=1<%2fscript>"
    reponse = client.get("/" + chemin.format(attaque))
    assert reponse.status_code in (400, 404)
    assert "html" not in reponse.headers["content-type"]


def test_file_names_are_plain(client: TestClient) -> None:
    for chemin in ("evenements.csv?date=2021-11-30", "acteurs.xlsx", "territoires.geojson"):
        nom = client.get(f"/donnees/{chemin}").headers["content-disposition"]
        assert re.fullmatch(r'(inline|attachment); filename="[\w.-]+"', nom)
