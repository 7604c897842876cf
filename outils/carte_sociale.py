"""The picture that social networks show beside a link: made once, kept with the static files."""

import base64
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import resvg_py
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from markupsafe import Markup

from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.palette import CLAIR, forme
from outils.serveur_local import RACINE

STATIQUE = RACINE / "fabrique_dash" / "interface" / "static"
SORTIE = STATIQUE / "carte-sociale.png"
LARGEUR, HAUTEUR = 1200, 630
_POLICES = {
    "bricolage-grotesque-latin-wght-normal": 700,
    "atkinson-hyperlegible-next-latin-wght-normal": 500,
}
_TITRE, _TEXTE = "Bricolage Grotesque", "Atkinson Hyperlegible Next"
_FAMILLES = dict(zip(_POLICES, (_TITRE, _TEXTE), strict=True))
_PLACES = ((150, 512), (370, 476), (590, 516), (810, 470), (1030, 508))


def _marques() -> Markup:
    return joindre(
        html(
            '<g transform="translate({} {}) scale(44)" fill="{}">{}</g>',
            *(x, y, CLAIR.groupe(rang), forme(rang)),
        )
        for rang, (x, y) in enumerate(_PLACES)
    )


def dessin() -> Markup:
    """Draw the picture: no figure on it, so that it never gets out of date."""
    chemin = "M150 512 C230 440 300 470 370 476 S520 540 590 516 S740 440 810 470 S960 540 1030 508"
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {large} {haut}">'
        '<rect width="{large}" height="{haut}" fill="{fond}"/>'
        '<rect width="{large}" height="16" fill="{accent}"/>'
        '<text x="80" y="170" font-family="{titre}" font-weight="700" font-size="104" '
        'fill="{accent}">Territoires Pilotes</text>'
        '<g font-family="{police}" font-weight="500" font-size="48" fill="{encre}">'
        '<text x="80" y="262">Où en est le programme, que disent les groupes,</text>'
        '<text x="80" y="326">sur quelles sources\u202f?</text></g>'
        '<path d="{chemin}" fill="none" stroke="{trait}" stroke-width="8"/>{marques}</svg>',
        large=LARGEUR,
        haut=HAUTEUR,
        fond=CLAIR.fond,
        accent=CLAIR.accent,
        titre=_TITRE,
        police=_TEXTE,
        encre=CLAIR.texte,
        chemin=chemin,
        trait=CLAIR.trait,
        marques=_marques(),
    )


def _polices(dossier: Path) -> list[str]:
    """Write the product's fonts as the drawing engine reads them: one weight, not compressed."""
    fichiers = []
    for nom, graisse in _POLICES.items():
        police = TTFont(STATIQUE / "fonts" / f"{nom}.woff2")
        axes = {axe.axisTag: axe.defaultValue for axe in police["fvar"].axes} | {"wght": graisse}
        fixe = instantiateVariableFont(police, axes, updateFontNames=False)
        fixe["OS/2"].usWeightClass = graisse
        for rang in (16, 21):  # other family names, which would come first
            fixe["name"].removeNames(nameID=rang)
        fixe["name"].setName(_FAMILLES[nom], 1, 3, 1, 0x409)
        fixe.flavor = None
        fichiers.append(str(dossier / f"{nom}.ttf"))
        fixe.save(fichiers[-1])
    return fichiers


def image() -> bytes:
    """Make the picture as PNG."""
    with TemporaryDirectory() as dossier:
        rendu = resvg_py.svg_to_bytes(
            svg_string=dessin(),
            width=LARGEUR,
            skip_system_fonts=True,
            font_files=_polices(Path(dossier)),
        )
    return base64.b64decode(rendu) if isinstance(rendu, str) else bytes(rendu)


def principal(arguments: Sequence[str]) -> None:
    """Write the picture (default: among the static files)."""
    sortie = Path(arguments[0]) if arguments else SORTIE
    sortie.write_bytes(image())
    print(sortie.name)


if __name__ == "__main__":
    principal(sys.argv[1:])
