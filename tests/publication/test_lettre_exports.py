"""Each form of the letter, read back by another program than the one that wrote it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import html5lib
import pytest
from docx import Document

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre.balisage import neutralise, propre, texte_nu
from fabrique_dash.publication.lettre.docx import document_word
from fabrique_dash.publication.lettre.edition import Citables, relire
from fabrique_dash.publication.lettre.fichier import rouvrir
from fabrique_dash.publication.lettre.generation import brouillon
from fabrique_dash.publication.lettre.html_courriel import html_de_courriel, octets_par_partie
from fabrique_dash.publication.lettre.kit import images_du_kit, kit
from fabrique_dash.publication.lettre.mentions import Appareil, appareil
from fabrique_dash.publication.lettre.modele import Brouillon, Paragraphe, Rubrique
from fabrique_dash.publication.lettre.poids import avis_du_poids
from fabrique_dash.publication.lettre.tables import table_des_phrases, table_des_sources
from fabrique_dash.publication.lettre.texte import markdown, texte_brut
from tests.francais import fautes_de_typographie

FIN = date(2021, 11, 14)
VueAu = Callable[[date], Vue]
ATTAQUE = (
    '<script>alert(1)</script> **gras** [clic](javascript:alert(1)) "><img src=x onerror=1> '
    "`code` _souligné_ # titre & Cie\x07\u202e"
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def lettre(vue_au: Callable[[date], Vue]) -> Brouillon:
    """A letter in which the editor wrote, and emptied a rubrique."""
    vue = vue_au(FIN)
    citables = Citables(noms_courts(vue.donnees))
    donne = brouillon(vue, date(2021, 10, 15), FIN, ())
    edito = "Bonjour à **toutes**, voyez [la carte](https://exemple.org/carte?a=1&b=2)\u202f!"
    textes = {"edito": edito, "inspiration": ""}
    rubriques = tuple(
        relire(r, textes[r.id], citables) if r.id in textes else r for r in donne.rubriques
    )
    return replace(donne, rubriques=rubriques)


@pytest.fixture(scope="module")
def notes(lettre: Brouillon, donnees: Donnees) -> Appareil:
    """The notes of that letter."""
    return appareil(lettre, donnees)


@pytest.fixture(scope="module")
def hostile(lettre: Brouillon) -> Brouillon:
    """A letter made of attacks: from the data, and typed by hand."""
    donnee = Paragraphe("x.1", "genere", f"- {neutralise(ATTAQUE)}", ("S0",))
    vide = Rubrique("x", propre(ATTAQUE), (donnee,))
    lue = relire(vide, f"{ATTAQUE}\n\n{donnee.texte}", Citables({"S0": "Newsletter n° 1"}))
    assert [p.origine for p in lue.paragraphes] == ["ecrit", "genere"]
    return replace(lettre, titre=propre(ATTAQUE), rubriques=(lue,))


@pytest.mark.parametrize(
    ("octets", "dit"),
    [(90 * 1024, "90\u00a0ko et est près d’être coupé"), (110_000, "107\u00a0ko et est coupé")],
)
def test_a_letter_that_mail_programs_would_cut_says_what_to_shorten(octets: int, dit: str) -> None:
    parties = {"Édito": 3_000, "En pratique": 60_000, "À suivre": 9_000, "Sources": 30_000}
    avis = avis_du_poids(octets, parties)
    assert dit in avis and "102\u00a0ko" in avis
    assert "«\u00a0En pratique\u00a0» (59\u00a0ko), «\u00a0Sources\u00a0» (29\u00a0ko) et" in avis
    assert "Édito" not in avis
    assert fautes_de_typographie(avis) == []


def test_the_parts_of_a_letter_are_its_rubriques_and_its_sources(
    lettre: Brouillon, notes: Appareil
) -> None:
    parties = octets_par_partie(lettre, notes)
    assert list(parties) == [*_titres(lettre), "Sources"]
    entier = len(html_de_courriel(lettre, notes).encode("utf-8"))
    assert 0.8 * entier < sum(parties.values()) < entier


def test_lists_keep_their_place_in_outlook(lettre: Brouillon, notes: Appareil) -> None:
    listes = _lire_html(html_de_courriel(lettre, notes)).iter("ul")
    styles = [liste.get("style") or "" for liste in listes]
    assert styles
    assert [s for s in styles if "margin:0 0 14px 22px" not in s or "padding:0;" not in s] == []


def _titres(lettre: Brouillon) -> list[str]:
    return [r.libelle for r in lettre.pleines]


def _lire_html(html: str) -> ElementTree.Element:
    lecteur = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    arbre: ElementTree.Element = lecteur.parse(html)
    return arbre


def test_html_is_valid_and_holds_the_whole_letter(lettre: Brouillon, notes: Appareil) -> None:
    page = _lire_html(html_de_courriel(lettre, notes))
    assert page.get("lang") == "fr"
    assert page.findtext(".//title") == lettre.titre
    assert [t.text for t in page.iter("h1")] == [lettre.titre]
    assert [t.text for t in page.iter("h2")] == [*_titres(lettre), "Sources"]
    assert "Inspiration par Territoires Audacieux…" not in _titres(lettre)
    texte = re.sub(r"\s+", " ", "".join(page.itertext()))
    for _, p in lettre.paragraphes():
        assert re.sub(r"\s+", " ", texte_nu(p.corps).split(" (http")[0]) in texte
    assert all(re.sub(r"\s+", " ", note) in texte for note in notes.notes)


def test_html_needs_nothing_from_outside_and_runs_nothing(
    lettre: Brouillon, notes: Appareil
) -> None:
    page = _lire_html(html_de_courriel(lettre, notes))
    etiquettes = {e.tag for e in page.iter() if isinstance(e.tag, str)}
    assert not etiquettes & {"script", "img", "link", "style", "iframe", "form", "object", "svg"}
    for element in page.iter():
        assert not any(nom.startswith("on") or nom == "src" for nom in element.attrib)
        assert "url(" not in (element.get("style") or "")
    assert [a.get("href") for a in page.iter("a")] == ["https://exemple.org/carte?a=1&b=2"]
    tables = list(page.iter("table"))
    assert tables and all(t.get("role") == "presentation" for t in tables)
    assert "max-width:600px" in (tables[1].get("style") or "")


def test_html_says_nothing_of_who_wrote_what(lettre: Brouillon, notes: Appareil) -> None:
    html = html_de_courriel(lettre, notes)
    assert "tiré des données" not in html and "à la main" not in html


def test_markdown_has_headings_and_matching_footnotes(lettre: Brouillon, notes: Appareil) -> None:
    texte = markdown(lettre, notes).decode("utf-8")
    assert re.findall(r"^## (.+)$", texte, re.M) == _titres(lettre)
    appels = set(re.findall(r"\[\^(\d+)\](?!:)", texte))
    definies = set(re.findall(r"^\[\^(\d+)\]: ", texte, re.M))
    assert appels == definies == {str(n) for n in range(1, len(notes.notes) + 1)}
    assert "[la carte](https://exemple.org/carte?a=1&b=2)" in texte
    assert "Bonjour à **toutes**" in texte


def test_plain_text_has_no_markup(lettre: Brouillon, notes: Appareil) -> None:
    texte = texte_brut(lettre, notes).decode("utf-8")
    assert all(f"\n{titre}\n---" in texte for titre in _titres(lettre))
    assert "Bonjour à toutes, voyez la carte (https://exemple.org/carte?a=1&b=2)\u202f!" in texte
    assert "**" not in texte
    assert f"[1] {notes.notes[0]}" in texte
    assert "• 17 et 18\u00a0novembre 2021" in texte


def test_word_document_has_real_headings_lists_and_properties(
    lettre: Brouillon, notes: Appareil
) -> None:
    octets = document_word(lettre, notes)
    lu = Document(io.BytesIO(octets))
    par_style: dict[str, list[str]] = {}
    for ligne in lu.paragraphs:
        nom = (ligne.style and ligne.style.name) or ""
        par_style.setdefault(nom, []).append(ligne.text)
    assert par_style["Title"] == [lettre.titre]
    assert par_style["Heading 1"] == [*_titres(lettre), "Sources"]
    puces = [p for _, p in lettre.paragraphes() if p.puce]
    assert len(par_style["List Bullet"]) == len(puces)
    assert par_style["Normal"][-len(notes.notes) - 1] == f"[1]\u00a0{notes.notes[0]}"
    dites = lu.core_properties
    assert (dites.title, dites.author, dites.language) == (lettre.titre, notes.auteur, "fr-FR")
    assert dites.created.replace(tzinfo=None) == datetime(2021, 11, 14, 12)


def test_word_document_is_well_formed_xml_in_french(lettre: Brouillon, notes: Appareil) -> None:
    with zipfile.ZipFile(io.BytesIO(document_word(lettre, notes))) as boite:
        assert boite.testzip() is None
        corps = ElementTree.fromstring(boite.read("word/document.xml"))
        styles = ElementTree.fromstring(boite.read("word/styles.xml"))
    exposants = [v for v in corps.iter(f"{W}vertAlign") if v.get(f"{W}val") == "superscript"]
    assert len(exposants) == sum(bool(p.sources) for _, p in lettre.paragraphes())
    assert "fr-FR" in {langue.get(f"{W}val") for langue in styles.iter(f"{W}lang")}


def test_kit_holds_every_form_and_tells_who_wrote_what(
    lettre: Brouillon, donnees: Donnees, notes: Appareil
) -> None:
    octets = kit(lettre, donnees, {"carte.png": b"\x89PNG"})
    with zipfile.ZipFile(io.BytesIO(octets)) as boite:
        assert boite.testzip() is None
        lus = {nom: boite.read(nom) for nom in boite.namelist()}
        assert {f.date_time for f in boite.infolist()} == {(2021, 11, 14, 12, 0, 0)}
    assert lus["images/carte.png"] == b"\x89PNG"
    assert lus["lettre.html"].decode("utf-8") == html_de_courriel(lettre, notes)
    assert lus["lettre.md"] == markdown(lettre, notes)
    lisez = lus["Lisez-moi.txt"].decode("utf-8")
    a_la_main = lisez.split("Écrit à la main")[1]
    assert "Bonjour à toutes" in a_la_main and "Interventions" not in a_la_main
    assert "Inspiration par Territoires Audacieux…" in lisez.split("absentes de la lettre")[1]
    sources = list(
        csv.DictReader(io.StringIO(lus["sources.csv"].decode("utf-8-sig")), delimiter=";")
    )
    assert [int(s["note"]) for s in sources] == list(range(1, len(notes.notes) + 1))
    assert {s["source"] for s in sources} == set(lettre.notes())
    assert json.loads(lus["brouillon.json"])["titre"] == lettre.titre
    ids = {r.id for r in lettre.rubriques}
    assert rouvrir(lus["brouillon.json"], {lettre.cohorte}, ids) == lettre


def test_the_pictures_of_the_kit_are_drawn_at_its_date_and_said_in_words(vue_au: VueAu) -> None:
    images = images_du_kit(vue_au(FIN))
    dessins = {nom: octets for nom, octets in images.items() if nom.endswith(".png")}
    assert set(dessins) == {"carte.png", "frise-condensee.png"}
    for octets in dessins.values():
        assert octets.startswith(b"\x89PNG") and int.from_bytes(octets[16:20]) == 1200
    dites = images["textes-alternatifs.txt"].decode("utf-8")
    assert all(nom in dites for nom in dessins)
    assert "6 territoires" in dites.replace("\u00a0", " ")
    assert images != images_du_kit(vue_au(date(2022, 8, 29)))


def test_same_draft_gives_the_same_bytes(lettre: Brouillon, donnees: Donnees) -> None:
    assert kit(lettre, donnees, {}) == kit(lettre, donnees, {})


def test_tables_tell_kept_from_left_out(lettre: Brouillon, donnees: Donnees) -> None:
    phrases = table_des_phrases(lettre)
    assert phrases["retenu"].sum() == len(list(lettre.paragraphes()))
    ecartees = phrases[~phrases["retenu"]]
    assert (ecartees["rubrique"] == "Inspiration par Territoires Audacieux…").sum() == 3
    assert list(table_des_sources(lettre, donnees)["source"]) == list(lettre.notes())


def test_attacks_are_text_everywhere(hostile: Brouillon, notes: Appareil) -> None:
    page = _lire_html(html_de_courriel(hostile, notes))
    assert list(page.iter("script")) == list(page.iter("img")) == list(page.iter("a")) == []
    assert "<script>alert(1)</script>" in "".join(page.itertext())
    texte = markdown(hostile, notes).decode("utf-8")
    assert not re.search(r"(?<!\\)<(script|img)", texte)
    assert not re.search(r"(?<!\\)\]\(javascript", texte)
    lu = Document(io.BytesIO(document_word(hostile, notes)))
    assert any("<script>alert(1)</script>" in ligne.text for ligne in lu.paragraphs)


def test_a_letter_that_says_nothing_still_leaves(lettre: Brouillon, donnees: Donnees) -> None:
    vide = replace(lettre, rubriques=tuple(Rubrique(r.id, r.libelle) for r in lettre.rubriques))
    assert _lire_html(html_de_courriel(vide, appareil(vide, donnees))).find(".//h2") is None
    with zipfile.ZipFile(io.BytesIO(kit(vide, donnees, {}))) as boite:
        assert len(boite.namelist()) == 7
