"""The style sheets: whole, short, and about what the project really writes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

PAQUET = Path(__file__).resolve().parents[2] / "fabrique_dash"
FEUILLES = sorted((PAQUET / "interface" / "styles").glob("*.css"))
NOMS = [f.name for f in FEUILLES]
LIGNES_AU_PLUS = 300


def _sans_commentaires(feuille: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", feuille.read_text("utf-8"), flags=re.S)


@pytest.mark.parametrize("feuille", FEUILLES, ids=NOMS)
def test_a_sheet_is_whole_and_short(feuille: Path) -> None:
    texte, profondeur = _sans_commentaires(feuille), 0
    assert "/*" not in texte and "*/" not in texte and "<<<<" not in texte
    for signe in re.findall(r"[{}]", texte):
        profondeur += 1 if signe == "{" else -1
        assert profondeur >= 0
    assert profondeur == 0
    assert texte.rstrip().endswith("}")
    assert len(feuille.read_text("utf-8").splitlines()) <= LIGNES_AU_PLUS


@pytest.mark.parametrize("feuille", FEUILLES, ids=NOMS)
def test_a_sheet_says_what_a_thing_is_like_in_one_place(feuille: Path) -> None:
    ou: list[str] = []
    regles: Counter[tuple[str, ...]] = Counter()
    for avant, signe in re.findall(r"([^{}]*)([{}])", _sans_commentaires(feuille)):
        if signe == "{":
            ou.append(" ".join(avant.split()))
        else:
            regles[tuple(ou)] += bool(avant.strip())
            ou.pop()
    assert [regle for regle, fois in regles.items() if fois > 1] == []


@pytest.mark.parametrize("feuille", FEUILLES, ids=NOMS)
def test_a_sheet_asks_nothing_outside(feuille: Path) -> None:
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", _sans_commentaires(feuille))


def test_every_rule_is_about_a_class_that_the_code_writes() -> None:
    codes = [*PAQUET.rglob("*.py"), *(PAQUET / "interface" / "static").glob("*.js")]
    code = "\n".join(f.read_text("utf-8") for f in codes)
    ecrites = set(re.findall(r"tp-[\w-]+", code))
    debuts = tuple(mot for mot in ecrites if mot.endswith("-"))
    for feuille in FEUILLES:
        visees = set(re.findall(r"\.(?:st-key-)?(tp-[\w-]+)", _sans_commentaires(feuille)))
        assert visees
        assert [v for v in sorted(visees - ecrites) if not v.startswith(debuts)] == [], feuille.name
