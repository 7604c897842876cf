"""What every page lets its reader take away: files that say the same thing, and their date."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

import icalendar
import openpyxl
import pandas as pd
import pytest

from fabrique_dash.chiffres.noyau.typographie import guillemets, jour_long
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.interface.briques.telechargements import Fichier
from tests.navigateur.controles import FORMES
from tests.pages.session import AVEC_DONNEES, contenu, fichiers_de, la_vue, ouverte, tout_le_texte

pytestmark = pytest.mark.matrice

JOUR = date(2022, 1, 31)
_LARGEUR = 1200
_SVG = "{http://www.w3.org/2000/svg}"
_DECIMAL = re.compile(r"-?\d+\.\d+(e[+-]?\d+)?")
_DEBUTS_DE_FORMULE = ("=", "+", "-", "@", "\t", "\n")


def _de_suffixe(fichiers: Iterable[Fichier], *suffixes: str) -> list[Fichier]:
    return [f for f in fichiers if f.nom.rsplit(".", 1)[1] in suffixes]


def _nomme(fichiers: Iterable[Fichier], nom: str) -> bytes:
    (fichier,) = [f for f in fichiers if f.nom == nom]
    return contenu(fichier)


def _csv_simple(fichiers: Iterable[Fichier]) -> bytes:
    (simple,) = [f for f in _de_suffixe(fichiers, "csv") if "excel" not in f.nom]
    return contenu(simple)


def _lignes(octets: bytes, separateur: str = ",") -> pd.DataFrame:
    tampon = io.BytesIO(octets.removeprefix(b"\xef\xbb\xbf"))
    return pd.read_csv(tampon, sep=separateur, keep_default_na=False, dtype="str")


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_no_page_offers_a_kind_of_file_that_no_browser_downloads(cle: str) -> None:
    """But for the letter’s own, whose buttons name no table or picture."""
    noms = [b.proto.label.rpartition("—") for b in ouverte(cle).get("download_button")]
    offertes = {sorte.strip() for _, tiret, sorte in noms if tiret}
    assert offertes and offertes <= set(FORMES)


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_every_page_offers_its_files_under_names_that_say_their_date(cle: str) -> None:
    session, fichiers = ouverte(cle), fichiers_de(cle)
    assert "Télécharger" in [b.proto.popover.label for b in session.get("popover")]
    assert len(fichiers) == len(session.get("download_button"))
    assert {f.nom.rsplit(".", 1)[1] for f in fichiers} >= {"csv", "parquet", "txt"}
    assert len({f.nom for f in fichiers}) == len(fichiers)
    assert [f.nom for f in fichiers if la_vue().jour.isoformat() not in f.nom] == []


def _meme_cellule(simple: str, excel: str) -> bool:
    """Tell whether a cell for French Excel says what the plain one says."""
    if simple.startswith(_DEBUTS_DE_FORMULE) and not _DECIMAL.fullmatch(simple):
        return excel == f"'{simple}" or excel == simple == str(_entier(simple))
    return excel == simple or (
        bool(_DECIMAL.fullmatch(simple)) and excel == simple.replace(".", ",")
    )


def _entier(texte: str) -> int | None:
    return int(texte) if re.fullmatch(r"-?\d+", texte) else None


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_the_three_table_forms_hold_the_same_cells(cle: str) -> None:
    fichiers = fichiers_de(cle)
    simple = _csv_simple(fichiers)
    (excel,) = [contenu(f) for f in _de_suffixe(fichiers, "csv") if "excel" in f.nom]
    (parquet,) = [contenu(f) for f in _de_suffixe(fichiers, "parquet")]
    lues = _lignes(simple)
    assert excel.startswith(b"\xef\xbb\xbf")
    assert pd.read_parquet(io.BytesIO(parquet)).to_csv(index=False).encode() == simple
    francaises = _lignes(excel, ";")
    assert (list(francaises.columns), francaises.shape) == (list(lues.columns), lues.shape)
    autres = [
        (colonne, un, autre)
        for colonne in lues.columns
        for un, autre in zip(lues[colonne], francaises[colonne], strict=True)
        if not _meme_cellule(un, autre)
    ]
    assert autres == []
    assert not lues.empty


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_calendars_maps_and_workbooks_hold_the_rows_of_the_table(cle: str) -> None:
    fichiers = fichiers_de(cle)
    lues = _lignes(_csv_simple(fichiers))
    for fichier in _de_suffixe(fichiers, "ics"):
        entrees = icalendar.Calendar.from_ical(contenu(fichier)).walk("VEVENT")
        datees = lues[lues["debut"] != ""]
        assert sorted(str(e["UID"]).split("@")[0] for e in entrees) == sorted(datees["id"])
    for fichier in _de_suffixe(fichiers, "geojson"):
        traits = json.loads(contenu(fichier))["features"]
        # A territory has a feature for each hypothesis about its perimeter.
        assert list(dict.fromkeys(t["properties"]["id"] for t in traits)) == list(lues["id"])
        situes = {t["properties"]["id"] for t in traits if t["geometry"]}
        assert situes == set(lues["id"][lues["lat"] != ""])
    for fichier in _de_suffixe(fichiers, "xlsx"):
        livre = openpyxl.load_workbook(io.BytesIO(contenu(fichier)))
        assert livre["Cases"].max_row - 1 == len(lues)


def _dimensions_de_png(octets: bytes) -> tuple[int, int]:
    assert octets.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(octets[16:20], "big"), int.from_bytes(octets[20:24], "big")


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_pictures_have_their_two_sizes_and_say_in_words_what_they_show(cle: str) -> None:
    fichiers = fichiers_de(cle)
    dessins = _de_suffixe(fichiers, "svg")
    assert len(_de_suffixe(fichiers, "png")) == 2 * len(dessins)
    for dessin in dessins:
        sujet, jour = dessin.nom.removesuffix(".svg").rsplit("_", 1)
        racine = ElementTree.fromstring(contenu(dessin))
        hauteur = int(racine.attrib["height"])
        assert (racine.attrib["width"], jour) == (str(_LARGEUR), la_vue().jour.isoformat())
        simple, double = (_nomme(fichiers, f"{sujet}{s}_{jour}.png") for s in ("", "-2x"))
        assert _dimensions_de_png(simple) == (_LARGEUR, hauteur)
        assert _dimensions_de_png(double) == (2 * _LARGEUR, 2 * hauteur)
        dit = _nomme(fichiers, f"{sujet}_{jour}.txt").decode("utf-8")
        assert racine.findtext(f"{_SVG}desc") == dit
        assert dit.startswith(
            f"{racine.findtext(f'{_SVG}title')}. État au {jour_long(la_vue().jour)}."
        )


def _texte(fichier: Fichier) -> str:
    octets = contenu(fichier)
    if fichier.nom.endswith(".docx"):
        octets = zipfile.ZipFile(io.BytesIO(octets)).read("word/document.xml")
    return octets.decode("utf-8")


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_texts_say_their_date(cle: str) -> None:
    ecrits = _de_suffixe(fichiers_de(cle), "txt", "html", "md", "docx")
    assert [f.nom for f in ecrits if jour_long(la_vue().jour) not in _texte(f)] == []


def test_the_letter_in_one_folder_holds_the_files_that_are_offered_alone() -> None:
    fichiers, jour = fichiers_de("lettre"), la_vue().jour.isoformat()
    (archive,) = _de_suffixe(fichiers, "zip")
    dossier = zipfile.ZipFile(io.BytesIO(contenu(archive)))
    for suffixe in ("html", "md", "txt"):
        seul = _nomme(fichiers, f"territoires-pilotes_lettre_{jour}.{suffixe}")
        assert dossier.read(f"lettre.{suffixe}") == seul
    seul = _nomme(fichiers, f"territoires-pilotes_lettre-brouillon_{jour}.json")
    assert dossier.read("brouillon.json") == seul
    assert json.loads(seul)["jour"] == jour


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_a_table_says_its_date_its_filters_and_what_its_columns_mean(cle: str) -> None:
    le_jour = {"date": JOUR.isoformat()}
    fichiers = fichiers_de(cle, le_jour)
    (notice,) = [f for f in fichiers if f.nom.endswith(f"lisez-moi_{JOUR}.txt")]
    lu = _lignes(_csv_simple(fichiers))
    assert set(lu["date_reference"]) == {JOUR.isoformat()}
    assert set(lu["filtres"]) == {"sans filtre"}
    assert "sans filtre" in tout_le_texte(ouverte(cle, le_jour))
    lignes = contenu(notice).decode("utf-8").splitlines()
    for colonne in lu.columns:
        (definition,) = [li for li in lignes if li.startswith(f"Colonne {colonne}\u00a0: ")]
        assert len(definition) > len(f"Colonne {colonne}\u00a0: ") + 5
    assert f"Date de référence\u00a0: État au {jour_long(JOUR)}" in "\n".join(lignes)
    cites = {
        c
        for n in ("source_id", "autres_sources", "sources")
        for v in lu.get(n, ())
        for c in v.split()
    }
    # The rows of the page Sources are sources themselves.
    assert bool(cites) == (cle != "sources")
    noms = noms_courts(la_vue(JOUR).donnees)
    dites = {li.split("\u00a0: ")[0] for li in lignes}
    assert {f"Source {guillemets(noms[c])}" for c in cites} <= dites


def test_a_table_says_the_filters_of_its_page() -> None:
    filtre = {"couloirs": "Publications"}
    (dit,) = set(_lignes(_csv_simple(fichiers_de("frise", filtre)))["filtres"])
    assert "Publications" in dit and dit in tout_le_texte(ouverte("frise", filtre))


@pytest.mark.parametrize("cle", AVEC_DONNEES)
def test_downloads_follow_the_date(cle: str) -> None:
    autrefois = fichiers_de(cle, {"date": "2021-10-15"})
    assert [f.nom for f in autrefois if "2021-10-15" not in f.nom] == []
    paires = zip(fichiers_de(cle), autrefois, strict=True)
    assert any(contenu(un) != contenu(autre) for un, autre in paires)
