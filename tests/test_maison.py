"""House rules: the size of the code, and what `make` leaves to Python."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]
DOSSIERS = ("fabrique_dash", "pages", "outils", "bench")
MODULES = sorted(
    [RACINE / "app.py", *(f for d in DOSSIERS for f in (RACINE / d).rglob("*.py"))],
)
LIGNES_PAR_FONCTION = 40
# Made from the descriptor, one line a column: nobody reads it as a text, nor edits it.
ENGENDRE = RACINE / "fabrique_dash" / "donnees" / "formes.py"


def _limite(module: Path) -> int:
    if module == RACINE / "app.py":
        return 60
    return 80 if module.parent == RACINE / "pages" else 300


def _nom(module: Path) -> str:
    return module.relative_to(RACINE).as_posix()


def test_the_rules_read_every_folder_of_code() -> None:
    lus = {_nom(m).split("/")[0] for m in MODULES}
    assert lus == {"app.py", *DOSSIERS}


def test_modules_stay_short() -> None:
    trop_longs = [
        f"{_nom(module)}\u00a0: {lignes} lignes, {_limite(module)} au plus"
        for module in MODULES
        if module != ENGENDRE
        and (lignes := len(module.read_text("utf-8").splitlines())) > _limite(module)
    ]
    assert trop_longs == []


def test_functions_stay_short() -> None:
    trop_longues = [
        f"{_nom(module)}:{noeud.lineno}, {noeud.name}\u00a0: {longueur} lignes, "
        f"{LIGNES_PAR_FONCTION} au plus"
        for module in MODULES
        for noeud in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef)
        and (longueur := (noeud.end_lineno or 0) - noeud.lineno + 1) > LIGNES_PAR_FONCTION
    ]
    assert trop_longues == []


def test_make_lets_python_keep_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # some images set it
    recette = "--eval=dit:; @env"
    vue = subprocess.run(
        ["make", "-s", recette, "dit"], cwd=RACINE, capture_output=True, text=True, check=True
    )
    assert "PATH=" in vue.stdout
    assert "PYTHONDONTWRITEBYTECODE" not in vue.stdout
