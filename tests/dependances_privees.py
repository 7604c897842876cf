"""What the code takes of Streamlit, folium and Plotly without their saying it may be taken.

Each use is known by a marker: the private name itself, or a word that gives the use away.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fabrique_dash.serveur.facade import habillage
from fabrique_dash.serveur.facade.traductions import TEXTES

RACINE = Path(__file__).resolve().parents[1]
DOSSIERS = ("fabrique_dash", "pages", "bench", "outils", "tests")
_A_PART = ("vendor", "paquet", Path(__file__).name, "test_dependances_privees.py")
_BIBLIOTHEQUES = ("streamlit", "streamlit_folium", "folium", "branca", "plotly")
# Modules that their documentation gives; what they hold is public unless it starts with « _ ».
_PUBLICS = (
    *("streamlit", "streamlit.testing.v1", "streamlit_folium"),
    *("folium", "folium.elements", "folium.plugins", "branca.element"),
    *("plotly", "plotly.graph_objects", "plotly.subplots", "plotly.io"),
)
# Names without « _ » that no documentation gives.
_SANS_DOCUMENTATION = ("generate_js_hash", "get_full_id")
IDENTIFIANT_DE_TEST = re.compile(r"\bst[A-Z][A-Za-z0-9]+\b")
_EN_TEXTE = (
    IDENTIFIANT_DE_TEST,
    re.compile(r"data-(?:testid|test-script-state|stale|baseweb)|testScriptState"),
    re.compile(r"data-test-connection-state|testConnectionState"),
    re.compile(r"/_stcore/[a-z-]+|window\.__streamlit|st-emotion-[a-z]+"),
    re.compile(r"\bproto\.[a-z_]+|query_param_key"),
    re.compile(r"\bst\.__file__"),
    re.compile(r"\.(?:js-plotly-plot|modebar|plotly|svg-container|main-svg|user-select-none)\b"),
)
# What the front end does with the browser's own events, and Python's memory that it collects.
_EN_PYTHON = (re.compile(r"\b(?:gc\.(?:un)?freeze|sys\.setswitchinterval)\b"),)
_EN_JAVASCRIPT = (
    re.compile(r"\bPopStateEvent\b|\bgetOwnPropertyDescriptor\b|\bfocusout\b|\bMutationObserver\b"),
    re.compile(r"\bKeyboardEvent\b"),
)


def fichiers(*extensions: str) -> list[Path]:
    """List the project's own files of some kinds."""
    trouves = [RACINE / "app.py", *(f for d in DOSSIERS for f in (RACINE / d).rglob("*"))]
    siens = [f for f in trouves if f.suffix in extensions]
    return [f for f in siens if not set(f.relative_to(RACINE).parts) & set(_A_PART)]


def _imports(arbre: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Yield what is imported: module, name in it (maybe empty), name here."""
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Import):
            yield from ((a.name, "", a.asname or a.name.split(".")[0]) for a in noeud.names)
        elif isinstance(noeud, ast.ImportFrom) and noeud.module and not noeud.level:
            yield from ((noeud.module, a.name, a.asname or a.name) for a in noeud.names)


def _bibliotheque(module: str) -> bool:
    return module.split(".")[0] in _BIBLIOTHEQUES


def _noms_du_module(arbre: ast.Module) -> set[str]:
    """Names that a module or its classes give themselves: its own privacy."""
    siens = set()
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            siens.add(noeud.name)
        elif isinstance(noeud, ast.Attribute) and ast.unparse(noeud.value) == "self":
            siens |= {noeud.attr} if isinstance(noeud.ctx, ast.Store) else set()
    return siens


def _racine_du_nom(noeud: ast.expr) -> str:
    while isinstance(noeud, ast.Attribute):
        noeud = noeud.value
    return noeud.id if isinstance(noeud, ast.Name) else ""


def marqueurs_du_python(texte: str) -> Iterator[str]:
    """Yield the private modules, names, attributes and base classes that a module uses."""
    arbre = ast.parse(texte)
    venus = {ici: module for module, _, ici in _imports(arbre) if _bibliotheque(module)}
    for module, nom, _ in _imports(arbre):
        prive = nom.startswith("_") or nom in _SANS_DOCUMENTATION
        if _bibliotheque(module) and (prive or module not in _PUBLICS):
            yield f"{module}.{nom}".rstrip(".")
    if not venus:
        return
    siens = _noms_du_module(arbre)
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Attribute) and re.match(r"_[^_]", noeud.attr):
            if noeud.attr not in siens:
                yield noeud.attr
        elif isinstance(noeud, ast.ClassDef):
            heritee = [b for b in noeud.bases if _racine_du_nom(b) in venus]
            yield from (f"class({ast.unparse(b)})" for b in heritee)
            donnes = [c for n in noeud.body if isinstance(n, ast.Assign) for c in n.targets]
            if heritee:
                yield from (c.id for c in donnes if isinstance(c, ast.Name) and c.id[0] == "_")


def marqueurs() -> dict[str, set[str]]:
    """Return every private use, each with the files where it is."""
    trouves: dict[str, set[str]] = {}

    def noter(fichier: Path, *lus: str) -> None:
        for lu in lus:
            trouves.setdefault(lu, set()).add(fichier.relative_to(RACINE).as_posix())

    for fichier in fichiers(".py", ".js", ".css", ".html"):
        texte = fichier.read_text("utf-8")
        motifs = [*_EN_TEXTE]
        motifs += _EN_PYTHON if fichier.suffix == ".py" else _EN_JAVASCRIPT
        for motif in motifs:
            noter(fichier, *motif.findall(texte))
        if fichier.suffix == ".py":
            noter(fichier, *marqueurs_du_python(texte))
    motifs_de_la_page = (n for n, v in vars(habillage).items() if isinstance(v, re.Pattern))
    noter(Path(habillage.__file__), *motifs_de_la_page)
    noter(RACINE / "fabrique_dash/serveur/facade/traductions.py", *(f"{c}.*.js" for c in TEXTES))
    return trouves
