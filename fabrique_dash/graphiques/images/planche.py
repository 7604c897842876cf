"""The sheet of every picture: a sentence as title, date, filters, drawing, sources, licence.

Coordinates are pixels of a sheet 1200 px wide; a body is drawn from (0, 0) in `INTERIEUR` px.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from fabrique_dash.graphiques.socle.echappement import feuille_de_style, html, joindre
from fabrique_dash.graphiques.socle.palette import CLAIR
from fabrique_dash.graphiques.socle.polices import FAMILLE, declaration, largeur

LARGEUR, MARGE = 1200, 48
INTERIEUR = LARGEUR - 2 * MARGE
FOND, TEXTE, DISCRET, TRAIT = "#FFFFFF", CLAIR.texte, CLAIR.discret, CLAIR.trait
# Editors of drawings know no `paint-order`: the halo of a name is the same text, underneath.
HALO = f".tp-halo{{stroke:{FOND};stroke-width:5px;stroke-linejoin:round}}"
_TEXTE_SVG = re.compile(r"(<text\b[^>]*>[^<]*</text>)")
_INTERDITS_EN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE = (
    f'text{{font-family:"{FAMILLE}","Atkinson Hyperlegible",sans-serif;fill:{TEXTE};'
    "white-space:pre}"
)


@dataclass(frozen=True)
class Corps:
    """A drawing without its sheet: SVG, height in pixels, and the CSS of its classes."""

    svg: Markup
    hauteur: float
    style: str = ""


@dataclass(frozen=True)
class Planche:
    """All that a picture says.

    Attributes:
        titre: a sentence.
        precision: reference date and filters, in words.
        corps: the drawing.
        pied: lines under it: sources, statuses, licence.
        texte_alternatif: what the drawing says, for those who don't see it.
        taille_du_titre: font size in pixels.
    """

    titre: str
    precision: str
    corps: Corps
    pied: tuple[str, ...]
    texte_alternatif: str
    taille_du_titre: float = 36


def propre(valeur: object) -> Markup:
    """Make a value harmless in XML: escaped, without the characters that XML refuses."""
    return escape(_INTERDITS_EN_XML.sub("", str(valeur)))


def ligne(
    x: float,
    y: float,
    texte: object,
    corps: float,
    *,
    gras: bool = False,
    couleur: str = TEXTE,
    ancre: str = "start",
) -> Markup:
    """Write one line of text on its base line."""
    return html(
        '<text x="{x:.1f}" y="{y:.1f}" font-size="{corps:g}" font-weight="{graisse}" '
        'style="fill:{couleur}" text-anchor="{ancre}">{texte}</text>',
        x=x,
        y=y,
        corps=corps,
        graisse=700 if gras else 400,
        couleur=couleur,
        ancre=ancre,
        texte=propre(texte),
    )


def avec_halo(dessin: Markup) -> Markup:
    """Put under each text of a drawing the same one, wider: it is read over lines and marks."""
    return joindre(
        html('<g class="tp-halo" aria-hidden="true">{}</g>{}', morceau, morceau)
        if rang % 2
        else morceau
        for rang, morceau in enumerate(map(Markup, _TEXTE_SVG.split(dessin)))
    )


def couper(texte: str, corps: float, place: float, gras: bool = False) -> list[str]:
    """Cut a text into lines that fit; no-break spaces hold, a word too long is cut.

    Args:
        texte: the text.
        corps: font size in pixels.
        place: room in pixels.
        gras: whether it is bold.
    """
    lignes = [""]
    for mot in re.split(r"[ \n\t]+", texte.strip()):
        for morceau in _morceaux(mot, corps, place, gras):
            essai = f"{lignes[-1]} {morceau}".strip(" ")
            if lignes[-1] and largeur(essai, corps, gras) > place:
                lignes.append(morceau)
            else:
                lignes[-1] = essai
    return lignes


def _morceaux(mot: str, corps: float, place: float, gras: bool) -> list[str]:
    """Cut a word that our font can't fit: in a font that replaces it, it is let go beyond."""
    morceaux = [""]
    for signe in mot:
        if morceaux[-1] and largeur(morceaux[-1] + signe, corps, gras, secours=False) > place:
            morceaux.append("")
        morceaux[-1] += signe
    return morceaux


def abreger(texte: str, corps: float, place: float, gras: bool = False) -> str:
    """Shorten a text to the room that it has, with « … » when something is left out."""
    if largeur(texte, corps, gras) <= place:
        return texte
    debuts = range(len(texte))  # none is empty: the mark alone stands for a text without room
    tiennent = bisect_right(debuts, place, key=lambda n: largeur(f"{texte[:n]}…", corps, gras))
    return f"{texte[: max(tiennent - 1, 0)].rstrip()}…"


def paragraphe(
    x: float,
    y: float,
    lignes: Sequence[str],
    corps: float,
    *,
    gras: bool = False,
    couleur: str = TEXTE,
    interligne: float = 1.3,
) -> tuple[Markup, float]:
    """Write lines one under the other.

    Returns:
        The SVG, and the y of the next base line.
    """
    morceaux = [
        ligne(x, y + rang * corps * interligne, texte, corps, gras=gras, couleur=couleur)
        for rang, texte in enumerate(lignes)
    ]
    return joindre(morceaux), y + len(lignes) * corps * interligne


class _Mise(NamedTuple):
    """A sheet laid out: its head and foot as SVG, where its body starts and ends, its height."""

    tete: Markup
    pied: Markup
    haut: float
    bas: float
    hauteur: int


def _mettre_en_page(planche: Planche) -> _Mise:
    taille = planche.taille_du_titre
    lignes_du_titre = couper(planche.titre, taille, INTERIEUR, True)
    titre, y = paragraphe(0, taille + 2, lignes_du_titre, taille, gras=True, interligne=1.25)
    precisions = couper(planche.precision, 21, INTERIEUR)
    dit, y = paragraphe(0, y - taille + 30, precisions, 21, couleur=DISCRET)
    haut = y + 10
    bas = haut + planche.corps.hauteur + 22
    lignes = [morceau for texte in planche.pied for morceau in couper(texte, 17, INTERIEUR)]
    pied, fin = paragraphe(0, bas + 28, lignes, 17, couleur=DISCRET)
    return _Mise(html("{}{}", titre, dit), pied, haut, bas, round(fin + 2 * MARGE - 12))


def hauteur(planche: Planche) -> int:
    """Return the height of a sheet, in pixels when it is `LARGEUR` wide."""
    return _mettre_en_page(planche).hauteur


def svg(planche: Planche, *, avec_police: bool = True) -> Markup:
    """Draw the whole sheet.

    Args:
        planche: what it says.
        avec_police: whether the font goes inside; the PNG engine reads it from its own files.
    """
    mise = _mettre_en_page(planche)
    police = declaration() if avec_police else ""
    return html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {largeur} {hauteur}" '
        'width="{largeur}" height="{hauteur}" role="img" lang="fr" '
        'aria-labelledby="tp-titre tp-texte">'
        '<title id="tp-titre">{titre}</title>'
        '<desc id="tp-texte">{texte}</desc>'
        "<style>{style}</style>"
        '<rect width="{largeur}" height="{hauteur}" fill="{fond}"/>'
        '<g transform="translate({marge} {marge})">{tete}'
        '<g transform="translate(0 {haut:.1f})">{corps}</g>'
        '<path d="M0 {bas:.1f}H{interieur}" stroke="{trait}"/>{pied}</g></svg>',
        largeur=LARGEUR,
        hauteur=mise.hauteur,
        titre=propre(planche.titre),
        texte=propre(planche.texte_alternatif),
        style=feuille_de_style(f"{police}{_STYLE}{planche.corps.style}"),
        fond=FOND,
        marge=MARGE,
        tete=mise.tete,
        haut=mise.haut,
        corps=planche.corps.svg,
        bas=mise.bas,
        interieur=INTERIEUR,
        trait=TRAIT,
        pied=mise.pied,
    )
