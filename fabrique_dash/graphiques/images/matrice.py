"""A table of words as the body of a picture: groups × themes."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from fabrique_dash.graphiques.images.planche import (
    DISCRET,
    INTERIEUR,
    TRAIT,
    Corps,
    couper,
    ligne,
    paragraphe,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre

_PREMIERE, _TAILLE, _MARGE = 170, 19, 14
_HACHURES = html(
    '<defs><pattern id="tp-hachures" width="9" height="9" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V9" stroke="{}" stroke-opacity=".45" '
    'stroke-width="2"/></pattern></defs>',
    TRAIT,
)


def corps(matrice: pd.DataFrame) -> Corps:
    """Draw the table; an empty cell is hatched.

    Args:
        matrice: the first column names each row, the others hold text.
    """
    themes = list(matrice.columns[1:])
    large = (INTERIEUR - _PREMIERE) / max(1, len(themes))
    dessin, y = _rang(["", *map(str, themes)], 0.0, large, tete=True)
    for cases in matrice.itertuples(index=False):
        rang, y = _rang([str(case) for case in cases], y, large)
        dessin += rang
    cle = html(
        '<rect x="0" y="{:.1f}" width="26" height="18" fill="url(#tp-hachures)" stroke="{}"/>',
        y + 16,
        TRAIT,
    ) + ligne(36, y + 31, "aucune préoccupation citée pour ce thème", 17, couleur=DISCRET)
    return Corps(_HACHURES + dessin + cle, y + 40)


def _rang(
    cases: list[str], haut: float, large: float, *, tete: bool = False
) -> tuple[Markup, float]:
    """Draw one row of cells.

    Returns:
        The SVG, and the y of the next row.
    """
    places = [_PREMIERE, *[large] * (len(cases) - 1)]
    gras = [tete or rang == 0 for rang in range(len(cases))]
    coupes = [
        couper(texte, _TAILLE, place - 2 * _MARGE, g) if texte else []
        for texte, place, g in zip(cases, places, gras, strict=True)
    ]
    hauteur = max(1, *map(len, coupes)) * _TAILLE * 1.3 + 2 * _MARGE
    morceaux, x = [], 0.0
    for lignes, place, g in zip(coupes, places, gras, strict=True):
        if not lignes and not tete:
            morceaux.append(
                html(
                    '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" '
                    'fill="url(#tp-hachures)"/>',
                    *(x, haut, place, hauteur),
                )
            )
        texte, _ = paragraphe(x + _MARGE, haut + _MARGE + 16, lignes, _TAILLE, gras=g)
        morceaux.append(texte)
        x += place
        morceaux.append(
            html('<path d="M{:.1f} {:.1f}v{:.1f}" stroke="{}"/>', x, haut, hauteur, TRAIT)
        )
    bas = haut + hauteur
    gros = 2 if tete else 1
    trait = html(
        '<path d="M0 {:.1f}H{}" stroke="{}" stroke-width="{}"/>', bas, INTERIEUR, TRAIT, gros
    )
    return joindre(morceaux) + trait, bas
