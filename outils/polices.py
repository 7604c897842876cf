"""Make the static fonts of the pictures from the variable fonts of the interface.

`python -m outils.polices` rewrites `fabrique_dash/graphiques/polices/`. It needs fonttools and
brotli, which the dashboard itself does not need: the result is committed.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

RACINE = Path(__file__).resolve().parents[1]
VARIABLES = RACINE / "fabrique_dash" / "interface" / "static" / "fonts"
SORTIE = RACINE / "fabrique_dash" / "graphiques" / "polices"
FAMILLE = "Atkinson Hyperlegible Next"
FINE_EN_CADRATIN = 0.15
GRAISSES = {"regular": 400, "bold": 700}


def _statique(jeu: str, graisse: int, dossier: Path) -> str:
    nom = f"atkinson-hyperlegible-next-{jeu}-wght-normal.woff2"
    police = TTFont(VARIABLES / nom)
    fixe = instantiateVariableFont(police, {"wght": graisse})
    fixe.flavor = None
    chemin = dossier / f"{jeu}-{graisse}.ttf"
    fixe.save(chemin)
    return str(chemin)


def _nommer(police: TTFont, style: str, graisse: int) -> None:
    noms = {1: FAMILLE, 2: style.capitalize(), 4: f"{FAMILLE} {style.capitalize()}"}
    noms[6] = f"AtkinsonHyperlegibleNext-{style.capitalize()}"
    for ident in (16, 17, 21, 22, 25):
        police["name"].removeNames(nameID=ident)
    for ident, texte in noms.items():
        police["name"].setName(texte, ident, 3, 1, 0x409)
    police["OS/2"].usWeightClass = graisse


def _ajouter_l_espace_fine(police: TTFont) -> None:
    """Add U+202F, which the font lacks: French puts it before « ; » and between thousands."""
    corps = police["head"].unitsPerEm
    police.setGlyphOrder([*police.getGlyphOrder(), "uni202F"])
    police["glyf"]["uni202F"] = Glyph()
    police["hmtx"]["uni202F"] = (round(corps * FINE_EN_CADRATIN), 0)
    for table in police["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = "uni202F"


def _chasses(police: TTFont) -> dict[str, float]:
    """Width of each character, in ems."""
    largeurs, corps = police["hmtx"], police["head"].unitsPerEm
    return {chr(c): round(largeurs[g][0] / corps, 4) for c, g in police.getBestCmap().items()}


def fabriquer() -> None:
    """Write the fonts, in TTF for the PNG engine and in WOFF2 for the SVG, and their widths."""
    chasses = {}
    for style, graisse in GRAISSES.items():
        with tempfile.TemporaryDirectory() as dossier:
            jeux = [_statique(j, graisse, Path(dossier)) for j in ("latin", "latin-ext")]
            police = Merger().merge(jeux)
        _ajouter_l_espace_fine(police)
        _nommer(police, style, graisse)
        police.save(SORTIE / f"{style}.ttf")
        chasses[style] = _chasses(police)
        police.flavor = "woff2"
        police.save(SORTIE / f"{style}.woff2")
    texte = json.dumps(chasses, ensure_ascii=False, separators=(",", ":"))
    (SORTIE / "chasses.json").write_text(texte + "\n", encoding="utf-8")


if __name__ == "__main__":
    fabriquer()
