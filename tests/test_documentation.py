"""Nothing that a newcomer meets is left undocumented."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from fabrique_dash import __version__
from fabrique_dash.__main__ import COMMANDES
from fabrique_dash.donnees.depot import DOSSIER_PAR_DEFAUT, VARIABLE
from fabrique_dash.donnees.descripteur import lire_descripteur
from fabrique_dash.graphiques.dessins.fond_ign import VARIABLE_FOND_IGN
from fabrique_dash.journal import moteur
from fabrique_dash.publication.site.pages import PAGES
from fabrique_dash.publication.tables.formes import formes
from fabrique_dash.redaction.courriels import reglages
from fabrique_dash.redaction.fournisseurs import VARIABLE as IDENTITES
from fabrique_dash.redaction.fournisseurs import VARIABLE_DU_MANDATAIRE
from fabrique_dash.serveur import depart, partage, purge
from fabrique_dash.serveur.identites.entetes import VARIABLE_DES_ENTETES

RACINE = Path(__file__).resolve().parents[1]
LISEZMOI = (RACINE / "README.md").read_text(encoding="utf-8")
JOURNAL = (RACINE / "CHANGELOG.md").read_text(encoding="utf-8")
DICTIONNAIRE = (RACINE / "docs" / "dictionnaire.md").read_text(encoding="utf-8")
DOCUMENTS = [
    *(RACINE / nom for nom in ("README.md", "CONTRIBUER.md")),
    *(f for f in (RACINE / "docs").rglob("*.md") if f.name != "dictionnaire.md"),
]
CIBLES = re.findall(r"^([a-z-]+):.*## ", (RACINE / "Makefile").read_text("utf-8"), re.MULTILINE)
TAILLE_DES_CAPTURES = (1280, 900)
DESCRIPTEUR = lire_descripteur(DOSSIER_PAR_DEFAUT)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.cle)
def test_every_page_is_presented_with_its_question(page: object) -> None:
    assert f"**{page.titre}**" in LISEZMOI  # type: ignore[attr-defined]
    assert page.question in LISEZMOI  # type: ignore[attr-defined]


def test_every_page_file_is_in_the_navigation() -> None:
    fichiers = {f.stem for f in (RACINE / "pages").glob("*.py")} - {"__init__"}
    assert fichiers == {p.cle for p in PAGES}


@pytest.mark.parametrize("cible", CIBLES)
def test_every_make_target_is_documented(cible: str) -> None:
    assert f"`make {cible}`" in LISEZMOI


@pytest.mark.parametrize(
    "variable",
    [
        *(VARIABLE, VARIABLE_FOND_IGN, moteur.VARIABLE, moteur.VARIABLE_DES_PUBLICATIONS),
        *(reglages.SMTP, reglages.EXPEDITEUR, reglages.COURRIELS),
        *(IDENTITES, VARIABLE_DU_MANDATAIRE, VARIABLE_DES_ENTETES),
        *(depart.VARIABLE, partage.VARIABLE, purge.VARIABLE, purge.VARIABLE_DE_L_ENTETE),
    ],
)
def test_every_environment_variable_is_documented(variable: str) -> None:
    assert f"`{variable}`" in LISEZMOI


def test_every_command_is_named() -> None:
    connues = LISEZMOI + JOURNAL + DICTIONNAIRE
    assert [c for c in COMMANDES if c not in connues] == []


def test_every_room_of_the_house_is_described() -> None:
    salles = [d.name for d in (RACINE / "fabrique_dash").iterdir() if (d / "__init__.py").exists()]
    assert salles
    assert [s for s in salles if f"{s}/" not in LISEZMOI] == []


def test_the_row_types_are_the_descriptor() -> None:
    ecrites = (RACINE / "fabrique_dash" / "donnees" / "formes.py").read_text("utf-8")
    assert formes(DESCRIPTEUR) == ecrites, "lancer make types"


def test_every_room_of_a_floor_is_described() -> None:
    etages = [d for d in (RACINE / "fabrique_dash").iterdir() if (d / "__init__.py").exists()]
    pieces = [p for etage in etages for p in etage.iterdir() if (p / "__init__.py").exists()]
    seuls = [f for e in etages if e.name != "donnees" for f in e.glob("[!_]*.py")]
    noms = [f"{p.relative_to(RACINE / 'fabrique_dash').as_posix()}/" for p in pieces]
    noms += [f.relative_to(RACINE / "fabrique_dash").as_posix() for f in seuls]
    texte = (RACINE / "docs" / "architecture.md").read_text("utf-8")
    assert len(noms) > len(etages) and [n for n in noms if f"`{n}`" not in texte] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_path_that_is_written_exists(document: Path) -> None:
    ecrits = re.findall(r"`([\w.-]+/[\w./-]*)`", document.read_text("utf-8"))
    racines = (RACINE, RACINE / "fabrique_dash", RACINE / "fabrique_dash" / "interface")
    assert [e for e in ecrits if not any((r / e).exists() for r in racines)] == []


@pytest.mark.parametrize("table", DESCRIPTEUR.tables.values(), ids=lambda t: t.nom)
def test_every_column_is_in_the_dictionary_with_its_meaning(table: object) -> None:
    for champ in table.champs:  # type: ignore[attr-defined]
        assert f"| `{champ.nom}` |" in DICTIONNAIRE
        assert champ.description and champ.exemple and champ.titre


def test_the_screenshots_of_the_readme_show_something() -> None:
    images = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", LISEZMOI)
    assert images
    for chemin in images:
        with Image.open(RACINE / chemin) as image:
            couleurs = image.convert("RGB").getcolors(maxcolors=2**24)
            assert image.size == TAILLE_DES_CAPTURES
        assert couleurs and len(couleurs) > 64, f"{chemin} est presque unie"


def test_there_is_one_version() -> None:
    """The code's, that the package takes from it, the data's, and the last one of the log."""
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text("utf-8"))
    assert "version" not in projet["project"] and "version" in projet["project"]["dynamic"]
    prise_de = projet["tool"]["setuptools"]["dynamic"]["version"]
    assert prise_de == {"attr": "fabrique_dash.__version__"}
    parues = re.findall(r"^## (\d{4}\.\d+\.\d+) — ", JOURNAL, re.MULTILINE)
    assert parues[0] == __version__ == DESCRIPTEUR.version


def test_the_log_has_no_list_cut_in_two() -> None:
    assert re.findall(r"\n- [^\n]+(?:\n  [^\n]+)*\n\n- [^\n]+", JOURNAL) == []


def test_the_licence_of_the_code_is_given_and_named() -> None:
    texte = (RACINE / "LICENCE").read_text("utf-8")
    assert texte.startswith("Licence MIT\n") and "La Fabrique des Transitions" in texte
    assert "licence MIT (`LICENCE`)" in LISEZMOI and "reste à choisir" not in LISEZMOI
