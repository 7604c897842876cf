"""Packages of which a few cells hold any text, and what is asked of those that are valid."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader
from starlette.testclient import TestClient

from fabrique_dash.donnees import depot
from fabrique_dash.donnees.controle import structure, validation
from fabrique_dash.donnees.descripteur import Descripteur, Table, lire_descripteur
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.interface.briques.telechargements import Fichier
from fabrique_dash.publication.images.images import IMAGES
from tests.pages.session import ouvrir_avec_fichiers
from tests.paquets import PAQUET

# What people and programs really put in cells, besides anything at all.
_EXTREMES = (
    *("", " ", "\u00a0", "0", "-1", "1", "10\u00a0", "9999", "1e9", "0.5", "VRAI", "faux"),
    *("1900", "2099-12-31", "2018-01-01", "2026-11-24", "2026-12", "2021-02-30", "2035", "2022"),
    *("00:00", "23:59", "20:00", "01:30", "#NOM?", "97411", "98735", "2A004", "59350", "29083"),
    *("documenté", "déduit", "indéterminé", "non documenté", "réalisé", "annoncé", "W5 W10"),
    *(
        "a\x0bb",
        "👩\u200d👩\u200d👧",
        "\u202e",
        "e\u0301",
        "<b>&amp;]]>",
        "]]>",
        "${x}",
        "a\nb\n\nc",
    ),
    *(
        "=1+1",
        "[" * 40,
        "|" * 9,
        "\\",
        "mot " * 400,
        "x" * 5_000,
        "W" * 60,
        "العربية",
        "\ufffe",
        "😀" * 90,
    ),
)


@dataclass(frozen=True)
class Changement:
    """One cell of a table kept by hand, and the text put in it.

    Without a column, all the rows from that one on are taken away.
    """

    table: str
    ligne: int
    colonne: str
    texte: str


@cache
def _descripteur() -> Descripteur:
    return lire_descripteur(PAQUET)


@cache
def _rangees(table: str) -> tuple[dict[str, str], ...]:
    with (PAQUET / f"{table}.csv").open(encoding="utf-8", newline="") as fichier:
        return tuple(csv.DictReader(fichier))


def _textes(table: str, colonne: str, texte: str) -> st.SearchStrategy[str]:
    voisins = sorted({ligne[colonne] for ligne in _rangees(table)})
    bords = st.sampled_from(["{}\u00a0", " {}", "{}\u200b", "{}\t", "\u202f{}\n", "{}\x0b{}"])
    return st.one_of(
        st.sampled_from(voisins),
        st.sampled_from(_EXTREMES),
        bords.map(lambda bord: bord.replace("{}", texte)),
        st.text(max_size=60),
    )


@st.composite
def changements(tirer: st.DrawFn) -> tuple[Changement, ...]:
    """Draw one cell or two, of one table, and what they will hold; or a table of few rows."""
    tables = [t.nom for t in _descripteur().tables.values() if not t.de_reference]
    table = tirer(st.sampled_from(tables))
    if tirer(st.integers(0, 9)) == 9:
        return (Changement(table, tirer(st.integers(0, 1)), "", ""),)
    faits = []
    for _ in range(tirer(st.sampled_from([1, 1, 2]))):
        rang = tirer(st.integers(0, len(_rangees(table)) - 1))
        colonne = tirer(st.sampled_from(list(_rangees(table)[0])))
        texte = tirer(_textes(table, colonne, _rangees(table)[rang][colonne]))
        faits.append(Changement(table, rang, colonne, texte))
    return tuple(faits)


def ecrire(dossier: Path, faits: tuple[Changement, ...]) -> None:
    """Write the table that changes hold; the rest of the folder is the package of the tests."""
    table = faits[0].table
    rangees = [dict(ligne) for ligne in _rangees(table)]
    for fait in faits:
        if fait.colonne:
            rangees[fait.ligne][fait.colonne] = fait.texte
        else:
            del rangees[fait.ligne :]
    with (dossier / f"{table}.csv").open("w", encoding="utf-8", newline="") as fichier:
        redacteur = csv.DictWriter(fichier, list(_rangees(table)[0]))
        redacteur.writeheader()
        redacteur.writerows(rangees)


def retablir(dossier: Path, faits: tuple[Changement, ...]) -> None:
    """Put the table of the package of the tests back."""
    shutil.copy(PAQUET / f"{faits[0].table}.csv", dossier / f"{faits[0].table}.csv")


@contextmanager
def sans_refaire() -> Iterator[None]:
    """Let what a table's file gives be made once while it is the same bytes.

    The functions are the real ones; only the tables that did not change are not read again, and
    the server does not check again, in its workshop, what was checked here.
    """
    with pytest.MonkeyPatch.context() as remplacement:
        examiner, schema = structure.examiner, validation._problemes_du_schema
        lues = lru_cache(256)(_par_contenu(examiner))
        controlees = lru_cache(256)(schema)
        remplacement.setattr(
            validation,
            "examiner",
            lambda dossier, t: lues(dossier, t.nom, (dossier / t.chemin).read_bytes()),
        )
        remplacement.setattr(validation, "_problemes_du_schema", lambda lue: list(controlees(lue)))
        remplacement.setattr(pd, "read_parquet", cache(pd.read_parquet))
        remplacement.setattr(depot, "verifier", lambda _: [])
        remplacement.setattr(depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
        yield


def _par_contenu(
    examiner: Callable[[Path, Table], structure.Structure],
) -> Callable[[Path, str, bytes], structure.Structure]:
    return lambda dossier, nom, _contenu: examiner(dossier, _descripteur().tables[nom])


def verifier(dossier: Path) -> list[Probleme]:
    """Check the package, as `make donnees` does but for the tables made by script."""
    return validation.verifier(dossier)


def adresses() -> list[str]:
    """List addresses of every kind: figures, feeds, tables, pictures, frames."""
    tables = [t.nom for t in _descripteur().tables.values() if not t.de_reference]
    return [
        *("/chiffres.json", "/chiffres.json?date=2021-10-15", "/agenda.ics", "/flux.atom"),
        *("/agenda.ics?groupe=nord", "/donnees/territoires.geojson", "/donnees/datapackage.json"),
        *(f"/donnees/{nom}.{suite}" for nom in tables for suite in ("csv", "json", "xlsx")),
        *(f"/images/{ident}.{suite}" for ident in IMAGES for suite in ("svg", "png", "svg")),
        *(f"/integrer/{ident}" for ident in IMAGES),
        *("/notes/suivi.pdf", "/notes/suivi.docx"),
    ]


def ouvrir_adresse(client: TestClient, adresse: str) -> None:
    """Ask an address and read what it answers; fails when it does not, or is not well-formed."""
    reponse = client.get(quote(adresse, safe="/?=&.-_"))
    assert reponse.status_code == 200, (adresse, reponse.text[:300])
    _lire(adresse.split("?")[0], reponse.content)


def ouvrir_page(cle: str, choisir: Callable[[Sequence[Fichier]], Fichier]) -> None:
    """Open a page, and make one of the files that it offers; fails when either does."""
    session, offerts = ouvrir_avec_fichiers(cle)
    assert not session.exception, [e.value for e in session.exception]
    if offerts:
        fichier = choisir(offerts)
        _lire(fichier.nom, fichier.fabriquer())


_TEXTES = ("csv", "md", "html", "txt", *IMAGES)


def _lire(nom: str, octets: bytes) -> None:
    suite = nom.rpartition("/")[2].rpartition(".")[2]
    if suite in ("svg", "atom"):
        ElementTree.fromstring(octets)
    elif suite in ("json", "geojson"):
        json.loads(octets)
    elif suite == "ics":
        Calendar.from_ical(octets)
    elif suite in ("xlsx", "docx", "zip"):
        assert ZipFile(BytesIO(octets)).testzip() is None
    elif suite == "pdf":
        assert len(PdfReader(BytesIO(octets)).pages) == 2
    elif suite == "png":
        assert octets.startswith(b"\x89PNG")
    elif suite == "parquet":
        pd.read_parquet(BytesIO(octets))
    else:
        assert suite in _TEXTES and octets.decode("utf-8")
