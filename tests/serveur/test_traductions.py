"""The French wording still matches the installed front end."""

import re
from pathlib import Path

import pytest
import streamlit

from fabrique_dash.serveur.facade.traductions import TEXTES, paires_de, traduire
from tests.francais import fautes_de_typographie

BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
ENTREES = [(debut, anglais) for debut, paires in TEXTES.items() for anglais, _ in paires]


def _fichiers(debut: str) -> list[Path]:
    return sorted(BUNDLE.glob(f"{debut}.*.js"))


@pytest.mark.parametrize(("debut", "anglais"), ENTREES)
def test_every_english_text_is_still_in_the_bundle(debut: str, anglais: str) -> None:
    assert any(anglais.encode() in fichier.read_bytes() for fichier in _fichiers(debut)), (
        f"« {anglais} » n’est plus dans {debut}.*.js : revoir serveur/facade/traductions.py"
    )


@pytest.mark.parametrize(("debut", "anglais"), ENTREES)
def test_a_translation_keeps_the_code_around_it(debut: str, anglais: str) -> None:
    francais = dict(TEXTES[debut])[anglais]
    assert francais.count("`") % 2 == anglais.count("`") % 2
    variables = set(re.findall(r"\$\{[^}]*\}", anglais))
    assert set(re.findall(r"\$\{[^}]*\}", francais)) <= variables | {"${e}"}


def test_the_skip_link_is_translated() -> None:
    entree = next(f for f in _fichiers("index") if b"Skip to main content" in f.read_bytes())
    traduit = traduire(entree.name, entree.read_bytes())
    assert b"Aller au contenu principal" in traduit
    assert b"Skip to main content" not in traduit
    assert traduit.rstrip().endswith(b"Territoires Pilotes. */")


def test_other_files_are_untouched() -> None:
    assert traduire("protobuf.abc.js", b"`Open`") == b"`Open`"
    assert list(paires_de("protobuf.abc.js")) == []


def test_no_icon_is_fetched_from_an_outside_host() -> None:
    entree = next(f for f in _fichiers("index") if b"Skip to main content" in f.read_bytes())
    assert b"fonts.gstatic.com" in entree.read_bytes()
    traduit = traduire(entree.name, entree.read_bytes())
    assert b"fonts.gstatic.com" not in traduit
    assert b"app/static/favicon.svg" in traduit


@pytest.mark.parametrize(("debut", "anglais"), ENTREES)
def test_the_french_wording_keeps_french_typography(debut: str, anglais: str) -> None:
    # What is between quotes is shown; the rest is the code around it.
    for montre in re.findall(r"`([^`]*)`", dict(TEXTES[debut])[anglais]):
        assert fautes_de_typographie(montre) == []
