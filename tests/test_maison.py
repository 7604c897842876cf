"""House rules on the size of the code."""

import ast
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]
DOSSIERS = ("fabrique_dash", "pages", "outils", "bench")
MODULES = sorted(
    [RACINE / "app.py", *(f for d in DOSSIERS for f in (RACINE / d).rglob("*.py"))],
)
LIGNES_PAR_FONCTION = 40


def _limite(module: Path) -> int:
    if module == RACINE / "app.py":
        return 60
    return 80 if module.parent == RACINE / "pages" else 300


def _nom(module: Path) -> str:
    return module.relative_to(RACINE).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=_nom)
def test_modules_stay_short(module: Path) -> None:
    lignes = len(module.read_text("utf-8").splitlines())
    assert lignes <= _limite(module), f"{lignes} lignes, {_limite(module)} au plus"


@pytest.mark.parametrize("module", MODULES, ids=_nom)
def test_functions_stay_short(module: Path) -> None:
    trop_longues = {
        noeud.name: longueur
        for noeud in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef)
        and (longueur := (noeud.end_lineno or 0) - noeud.lineno + 1) > LIGNES_PAR_FONCTION
    }
    assert trop_longues == {}
