"""Markup is written in one way, which escapes: nothing in the code can make it otherwise."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_maison import MODULES, RACINE

ECHAPPEMENT = RACINE / "fabrique_dash" / "graphiques" / "socle" / "echappement.py"
PORTE = RACINE / "fabrique_dash" / "interface" / "poser.py"
# « donnees/<table>.csv » is the form of an address, « <module> » a name of Python's.
FORMES_D_ADRESSES = RACINE / "fabrique_dash" / "publication" / "ailleurs" / "guide.py"
SUIVI = RACINE / "outils" / "suivi.py"

# A tag, even cut in two (« </ »), or an attribute alone (« class="… »).
_BALISE = re.compile(r"</?[a-zA-Z{]|</$|<!|^[\w\s-]*\s[a-z][\w:-]*=[\"']")
# What takes a text with tags in it: the idiom, patterns that read others' HTML, folium's templates.
_PERMIS = {"html", "compile", "Template", "JsCode"}


def _appele(noeud: ast.Call) -> str:
    fonction = noeud.func
    return fonction.attr if isinstance(fonction, ast.Attribute) else getattr(fonction, "id", "")


def _texte(noeud: ast.expr) -> str | None:
    """Return a text written in the code, its values as « {} »; None for anything else."""
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        return noeud.value
    if isinstance(noeud, ast.JoinedStr):
        return "".join("{}" if (t := _texte(v)) is None else t for v in noeud.values)
    return None


class _Lecture(ast.NodeVisitor):
    """Notes the lines of texts with tags, but docstrings and what may hold them."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self.lignes: set[int] = set()

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over a docstring."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Pass over the first argument of what takes tags."""
        for enfant in ast.iter_child_nodes(node):
            if not (_appele(node) in _PERMIS and node.args and enfant is node.args[0]):
                self.visit(enfant)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Read a text with its values."""
        self._lire(node)
        for valeur in node.values:
            if isinstance(valeur, ast.FormattedValue):
                self.visit(valeur.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Read a text."""
        self._lire(node)

    def _lire(self, noeud: ast.expr) -> None:
        texte = _texte(noeud)
        if texte is not None and _BALISE.search(texte):
            self.lignes.add(noeud.lineno)


def balises_hors_de_l_idiome(source: str) -> list[int]:
    """List the lines where a text with a tag or an attribute is not a template of `html`."""
    lecture = _Lecture()
    lecture.visit(ast.parse(source))
    return sorted(lecture.lignes)


def gabarits_calcules(source: str) -> list[int]:
    """List the lines where what is given to `html` as a template is not a constant."""
    return [
        noeud.lineno
        for noeud in ast.walk(ast.parse(source))
        if isinstance(noeud, ast.Call)
        and isinstance(noeud.func, ast.Name)
        and noeud.func.id == "html"
        and not (noeud.args and isinstance(noeud.args[0], ast.Constant))
    ]


def textes_declares_surs(source: str) -> list[int]:
    """List the lines where a text is said to be markup, or is escaped by something else."""
    lignes = []
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.Call) and _appele(noeud) in ("Markup", "__new__") and noeud.args:
            lignes.append(noeud.lineno)
        if isinstance(noeud, ast.ImportFrom) and noeud.module == "html":
            lignes.append(noeud.lineno)
        if isinstance(noeud, ast.Import) and "html" in {alias.name for alias in noeud.names}:
            lignes.append(noeud.lineno)
    return sorted(lignes)


def portes(source: str) -> list[int]:
    """List the lines where HTML is put in the page."""
    return [
        noeud.lineno
        for noeud in ast.walk(ast.parse(source))
        if isinstance(noeud, ast.Call)
        and (
            (isinstance(noeud.func, ast.Attribute) and noeud.func.attr == "html")
            or "unsafe_allow_html" in {mot.arg for mot in noeud.keywords}
        )
    ]


Regle = Callable[[str], list[int]]
REGLES: dict[Regle, set[Path]] = {
    balises_hors_de_l_idiome: {FORMES_D_ADRESSES, SUIVI},
    gabarits_calcules: set(),
    textes_declares_surs: {ECHAPPEMENT},
    portes: {PORTE},
}


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.__name__)
def test_markup_is_written_in_one_way(regle: Regle) -> None:
    trouvees = [
        f"{module.relative_to(RACINE).as_posix()}:{ligne}"
        for module in MODULES
        if module not in REGLES[regle]
        for ligne in regle(module.read_text("utf-8"))
    ]
    assert trouvees == []


@pytest.mark.parametrize("regle", REGLES, ids=lambda regle: regle.__name__)
def test_each_exception_is_needed(regle: Regle) -> None:
    inutiles = [module for module in REGLES[regle] if not regle(module.read_text("utf-8"))]
    assert inutiles == []


@pytest.mark.parametrize(
    "source",
    [
        'x = f"<b>{nom}</b>"',
        'x = f"<{balise}>" + nom + f"</{balise}>"',
        'x = "<b>" + nom + "</b>"',
        'x = "<b>%s</b>" % nom',
        'x = "<b>{}</b>".format(nom)',
        'x = "<br>".join(noms)',
        "x = f'<a href=\"{adresse}\">'",
        "x = f' title=\"{nom}\"'",
        "x = f\" title='{nom}'\"",
        'x = ["<!-- ", nom]',
        'x = html("<p>{}</p>", f"<b>{nom}</b>")',
        'x = f"{nom}<br>"',
    ],
)
def test_markup_made_by_hand_is_seen(source: str) -> None:
    assert balises_hors_de_l_idiome(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        'x = html("<b>{}</b>", nom)',
        'x = html("<p>{}</p>", html("<b>{}</b>", f"{prenom} {nom}"))',
        'x = "de 3 < 5 à a > b"',
        'x = re.compile(r"<title>.*?</title>")',
        'def f() -> None:\n    """Write a `<b>`."""',
    ],
)
def test_the_idiom_and_plain_texts_are_let_through(source: str) -> None:
    assert balises_hors_de_l_idiome(source) == []


def test_other_ways_round_are_seen() -> None:
    assert gabarits_calcules('x = html(f"<b>{nom}</b>")\ny = html(texte)') == [1, 2]
    assert gabarits_calcules('x = html("<b>{}</b>", nom)') == []
    assert textes_declares_surs("x = Markup(nom)\nfrom html import escape\nimport html") == [
        1,
        2,
        3,
    ]
    assert textes_declares_surs("x = str.__new__(Markup, nom)") == [1]
    assert textes_declares_surs("x = Markup()") == []
    assert portes("st.html(x)\ncadre.html(x)\nst.markdown(x, unsafe_allow_html=True)") == [1, 2, 3]
    assert portes("poser(x)") == []
