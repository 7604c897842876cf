"""A table of words as the body of a picture: groups × themes."""

from __future__ import annotations

import pandas as pd

from fabrique_dash.graphiques.images.planche import (
    DISCRET,
    INTERIEUR,
    TRAIT,
    Corps,
    couper,
    ligne,
    paragraphe,
)

_PREMIERE, _TAILLE, _MARGE = 170, 19, 14
_HACHURES = (
    '<defs><pattern id="tp-hachures" width="9" height="9" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path d="M0 0V9" stroke="{TRAIT}" stroke-opacity=".45" '
    'stroke-width="2"/></pattern></defs>'
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
    cle = (
        f'<rect x="0" y="{y + 16:.1f}" width="26" height="18" fill="url(#tp-hachures)" '
        f'stroke="{TRAIT}"/>'
        + ligne(36, y + 31, "aucune préoccupation citée pour ce thème", 17, couleur=DISCRET)
    )
    return Corps(_HACHURES + dessin + cle, y + 40)


def _rang(cases: list[str], haut: float, large: float, *, tete: bool = False) -> tuple[str, float]:
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
                f'<rect x="{x:.1f}" y="{haut:.1f}" width="{place:.1f}" height="{hauteur:.1f}" '
                'fill="url(#tp-hachures)"/>'
            )
        texte, _ = paragraphe(x + _MARGE, haut + _MARGE + 16, lignes, _TAILLE, gras=g)
        morceaux.append(texte)
        x += place
        morceaux.append(f'<path d="M{x:.1f} {haut:.1f}v{hauteur:.1f}" stroke="{TRAIT}"/>')
    bas = haut + hauteur
    trait = (
        f'<path d="M0 {bas:.1f}H{INTERIEUR}" stroke="{TRAIT}" stroke-width="{2 if tete else 1}"/>'
    )
    return "".join(morceaux) + trait, bas
