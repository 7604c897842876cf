"""What every page owes its reader: date, filters in words, sources, downloads, link, footer."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import icalendar
import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.noyau.typographie import jour_long
from fabrique_dash.interface.briques.telechargements import Fichier
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.publication.site.pages import page
from fabrique_dash.publication.site.references import mentions
from tests.pages.session import (
    CLES,
    adresse,
    cles_declarees,
    donnees_servies,
    html_de,
    la_vue,
    ouvrir,
    tout_le_texte,
)

JOUR = date(2022, 1, 31)


@pytest.fixture
def proposes(monkeypatch: pytest.MonkeyPatch) -> list[Fichier]:
    """Record the files that pages offer; they are still shown."""
    recus: list[Fichier] = []
    montrer = cadre.boutons

    def noter(fichiers: Sequence[Fichier]) -> None:
        recus.extend(fichiers)
        montrer(fichiers)

    monkeypatch.setattr(cadre, "boutons", noter)
    return recus


def _bloc(session: AppTest, libelle: str) -> bool:
    return any(b.proto.popover.label == libelle for b in session.get("popover"))


def test_every_page_of_the_folder_is_in_the_navigation() -> None:
    assert cles_declarees() == CLES


@pytest.mark.parametrize("cle", CLES)
def test_page_has_one_title_and_its_question(cle: str) -> None:
    session = ouvrir(cle)
    assert [t.value for t in session.title] == [page(cle).titre]
    assert page(cle).question in [m.value for m in session.markdown]
    assert "<h1" not in html_de(session)


@pytest.mark.parametrize("cle", CLES)
def test_page_says_its_date_and_its_filters(cle: str) -> None:
    texte = tout_le_texte(ouvrir(cle, {"date": JOUR.isoformat()}))
    assert f"État au {jour_long(JOUR)}" in texte
    assert f"sans filtre — état au {jour_long(JOUR)}." in texte
    assert f"état au {jour_long(la_vue().jour)}" not in texte


@pytest.mark.parametrize("cle", CLES)
def test_page_names_its_sources(cle: str) -> None:
    texte = html_de(ouvrir(cle))
    lignes = [morceau for morceau in texte.split("<p") if "tp-source" in morceau]
    assert lignes
    codes = set(donnees_servies().table("sources")["id"])
    for ligne in lignes:
        assert any(f">{code}<" in ligne for code in codes), ligne
        assert f"état au {jour_long(la_vue().jour)}" in ligne


@pytest.mark.parametrize("cle", CLES)
def test_footer_comes_from_the_package(cle: str) -> None:
    texte = tout_le_texte(ouvrir(cle))
    dit = mentions(donnees_servies())
    for mention in (dit.titre, dit.version, dit.mise_a_jour, dit.licence, dit.producteur):
        assert mention in texte
    assert "Signaler une erreur" in texte


@pytest.mark.parametrize("cle", CLES)
def test_page_offers_a_link_to_itself(cle: str) -> None:
    session = ouvrir(cle, {"date": JOUR.isoformat()})
    assert _bloc(session, "Lien vers cette vue")
    lien = urlsplit(adresse(session))
    assert lien.path == ("/" if page(cle) is page("accueil") else f"/{page(cle).adresse}")
    assert parse_qs(lien.query) == {"date": [JOUR.isoformat()]}


def _largeur_de_png(octets: bytes) -> int:
    assert octets.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(octets[16:20], "big")


def _lire(fichier: Fichier) -> int:
    """Read a file back and return how many records it holds."""
    octets = fichier.fabriquer()
    suffixe = fichier.nom.rsplit(".", 1)[1]
    if suffixe == "ics":
        return len(icalendar.Calendar.from_ical(octets).walk("VEVENT"))
    if suffixe == "geojson":
        return len(json.loads(octets)["features"])
    if suffixe == "png":
        return _largeur_de_png(octets) // 1200
    if suffixe == "svg":
        return len(list(ElementTree.fromstring(octets).iter("{http://www.w3.org/2000/svg}text")))
    if suffixe == "xlsx":
        livre = openpyxl.load_workbook(io.BytesIO(octets))
        return sum(feuille.max_row - 1 for feuille in livre.worksheets[1:])
    if suffixe == "json":
        return len(json.loads(octets))
    if suffixe in ("zip", "docx"):
        return len(zipfile.ZipFile(io.BytesIO(octets)).namelist())
    if suffixe in ("html", "md", "txt"):
        return len(octets.decode("utf-8").splitlines())
    if suffixe == "parquet":
        return len(pd.read_parquet(io.BytesIO(octets)))
    separateur = ";" if octets.startswith(b"\xef\xbb\xbf") else ","
    return len(pd.read_csv(io.BytesIO(octets), sep=separateur))


@pytest.mark.parametrize("cle", CLES)
def test_every_download_holds_something(cle: str, proposes: list[Fichier]) -> None:
    session = ouvrir(cle)
    assert _bloc(session, "Télécharger")
    assert len(proposes) == len(session.get("download_button"))
    assert {f.nom.rsplit(".", 1)[1] for f in proposes} >= {"csv", "parquet"}
    assert len({f.nom for f in proposes}) == len(proposes)
    for fichier in proposes:
        assert la_vue().jour.isoformat() in fichier.nom
        assert _lire(fichier) > 0, fichier.nom


@pytest.mark.parametrize("cle", CLES)
def test_the_three_table_forms_hold_the_same(cle: str, proposes: list[Fichier]) -> None:
    ouvrir(cle)
    tables = [f for f in proposes if f.nom.endswith((".csv", ".parquet"))]
    assert len({_lire(f) for f in tables}) == 1
    assert sum(f.fabriquer().startswith(b"\xef\xbb\xbf") for f in tables) == 1


@pytest.mark.parametrize("cle", CLES)
def test_a_table_says_its_date_its_filters_and_what_its_columns_mean(
    cle: str, proposes: list[Fichier]
) -> None:
    texte = tout_le_texte(ouvrir(cle, {"date": JOUR.isoformat()}))
    (plat,) = [f for f in proposes if f.nom.endswith(".csv") and "excel" not in f.nom]
    (notice,) = [f for f in proposes if f.nom.endswith(f"lisez-moi_{JOUR}.txt")]
    lu = pd.read_csv(io.BytesIO(plat.fabriquer()), keep_default_na=False, dtype="str")
    assert set(lu["date_reference"]) == {JOUR.isoformat()}
    assert set(lu["filtres"]) == {"sans filtre"} and "sans filtre" in texte
    lignes = notice.fabriquer().decode("utf-8").splitlines()
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
    assert {f"Source {c}" for c in cites} <= {li.split("\u00a0: ")[0] for li in lignes}


def test_a_table_says_the_filters_of_its_page(proposes: list[Fichier]) -> None:
    texte = tout_le_texte(ouvrir("frise", {"couloirs": "Publications"}))
    (plat,) = [f for f in proposes if f.nom.endswith(".csv") and "excel" not in f.nom]
    (dit,) = set(pd.read_csv(io.BytesIO(plat.fabriquer()))["filtres"])
    assert "Publications" in dit and dit in texte


@pytest.mark.parametrize("cle", CLES)
def test_downloads_follow_the_date(cle: str, proposes: list[Fichier]) -> None:
    ouvrir(cle)
    aujourdhui, proposes[:] = list(proposes), []
    ouvrir(cle, {"date": "2021-10-15"})
    assert all("2021-10-15" in fichier.nom for fichier in proposes)
    paires = zip(aujourdhui, proposes, strict=True)
    assert any(un.fabriquer() != autre.fabriquer() for un, autre in paires)
