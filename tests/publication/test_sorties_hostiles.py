"""A package whose every free text is an attack: what leaves it carries them as texts, or not."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import openpyxl
import pytest
from docx import Document
from docx.document import Document as DocumentWord

from fabrique_dash.chiffres.suivi.parcours import couples
from fabrique_dash.chiffres.suivi.signalements import signalements
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.publication.ailleurs.fiche_html import fiche_html
from fabrique_dash.publication.images.images import IMAGES, png, svg
from fabrique_dash.publication.lettre.generation import brouillon
from fabrique_dash.publication.lettre.html_courriel import html_de_courriel
from fabrique_dash.publication.lettre.kit import kit
from fabrique_dash.publication.lettre.mentions import appareil
from fabrique_dash.publication.tables.parcours import classeur_du_parcours
from tests.attaques import HOTE, MARQUE, empoisonner
from tests.paquets import COHORTE

pytestmark = pytest.mark.matrice

FIN = date(2022, 12, 31)
ACTIVES = {"script", "iframe", "img", "object", "embed", "form", "base", "link", "a"}
PREMIERS_SIGNES = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def hostile(nouvelle_copie: Callable[[], Path]) -> Donnees:
    """The small package, full of attacks."""
    dossier = nouvelle_copie()
    assert empoisonner(dossier) > 1000
    return charger(dossier, "sorties hostiles")


@pytest.fixture(scope="module")
def seen(hostile: Donnees) -> Vue:
    """The cohort of that package at the end of 2022."""
    return vue(hostile, COHORTE, FIN)


@pytest.fixture(scope="module")
def boite(seen: Vue) -> zipfile.ZipFile:
    """The kit of a letter that tells the whole period."""
    lettre = brouillon(seen, date(2018, 1, 1), FIN, ())
    assert len(list(lettre.paragraphes())) > 50
    return zipfile.ZipFile(io.BytesIO(kit(lettre, seen.donnees, {})))


def _actifs(racine: ElementTree.Element) -> list[str]:
    """List elements and attributes that would do something; a namespace is no matter."""
    noms = [str(e.tag).rpartition("}")[2] for e in racine.iter()]
    attributs = [a for e in racine.iter() for a in e.attrib]
    styles = [e.get("style") or "" for e in racine.iter()]
    return (
        [nom for nom in noms if nom in ACTIVES]
        + [a for a in attributs if a.startswith("on") or a in ("src", "srcdoc", "href")]
        + [s for s in styles if "url(" in s or HOTE in s]
    )


def test_the_letter_in_html_only_shows_the_attacks(seen: Vue) -> None:
    lettre = brouillon(seen, date(2018, 1, 1), FIN, ())
    html = html_de_courriel(lettre, appareil(lettre, seen.donnees))
    lecteur = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = lecteur.parse(html)
    assert _actifs(page) == []
    assert f"<script>window.{MARQUE}=1</script>" in "".join(page.itertext())


def test_the_letter_in_word_holds_no_link_and_no_field(boite: zipfile.ZipFile) -> None:
    lu: DocumentWord = Document(io.BytesIO(boite.read("lettre.docx")))
    assert MARQUE in "\n".join(p.text for p in lu.paragraphs)
    assert [p.hyperlinks for p in lu.paragraphs if p.hyperlinks] == []
    assert HOTE not in " ".join(r.target_ref for r in lu.part.rels.values())
    assert "instrText" not in lu.element.xml and "fldSimple" not in lu.element.xml


def test_the_letter_in_markdown_writes_them_escaped(boite: zipfile.ZipFile) -> None:
    texte = boite.read("lettre.md").decode("utf-8")
    assert MARQUE.strip("_") in texte
    assert re.findall(r"(?<!\\)<(?:script|img|iframe|svg|a )", texte) == []
    assert re.findall(rf"(?<!\\)\]\((?:javascript|https?://{HOTE})", texte) == []


def test_the_sources_of_the_kit_start_no_formula(boite: zipfile.ZipFile) -> None:
    texte = boite.read("sources.csv").decode("utf-8-sig")
    cases = [case for ligne in csv.reader(io.StringIO(texte), delimiter=";") for case in ligne]
    assert MARQUE in texte
    assert [case for case in cases if case.startswith(PREMIERS_SIGNES)] == []


def test_every_sheet_of_a_territory_only_shows_them(seen: Vue) -> None:
    for territoire in seen.territoires["id"]:
        page = html5lib.parse(fiche_html(seen, territoire), namespaceHTMLElements=False)
        trouves = [a for a in _actifs(page) if a not in ("a", "href")]
        assert trouves == [], territoire
        assert [a.get("href") for a in page.iter("a") if HOTE not in (a.get("href") or HOTE)] == []


def test_the_workbook_of_the_parcours_holds_no_formula_and_no_link(seen: Vue) -> None:
    octets = classeur_du_parcours(
        seen, couples(seen), signalements(seen, 90), None, ["=1+1", f"<script>{MARQUE}"]
    )
    cases = [
        case
        for feuille in openpyxl.load_workbook(io.BytesIO(octets)).worksheets
        for ligne in feuille.iter_rows()
        for case in ligne
    ]
    assert MARQUE in " ".join(str(case.value) for case in cases)
    assert {case.data_type for case in cases} <= {"s", "n", "b", "d"}
    assert [case.coordinate for case in cases if case.hyperlink] == []


@pytest.mark.parametrize("ident", IMAGES)
def test_a_picture_draws_them_as_letters(seen: Vue, ident: str) -> None:
    racine = ElementTree.fromstring(svg(seen, ident))
    assert _actifs(racine) == []


@pytest.mark.parametrize("ident", list(IMAGES)[::6])
def test_what_turns_a_picture_into_pixels_survives_them(seen: Vue, ident: str) -> None:
    assert png(seen, ident).startswith(b"\x89PNG")
