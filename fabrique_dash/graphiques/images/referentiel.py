"""Titles under titles as the body of a picture: each enjeu with its balises, whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fabrique_dash.graphiques.images.planche import (
    INTERIEUR,
    TEXTE,
    Corps,
    couper,
    ligne,
    paragraphe,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre

_GOUTTIERE, _CODE = 44, 62
_TITRE, _TEXTE = 23, 21
_ENTRE_LIGNES, _ENTRE_BLOCS = 11, 34


@dataclass(frozen=True)
class Bloc:
    """An enjeu.

    Attributes:
        titre: its title.
        lignes: code and title of what it holds, in order.
    """

    titre: str
    lignes: tuple[tuple[str, str], ...]


def corps(blocs: Sequence[Bloc]) -> Corps:
    """Write blocks, two in a row when there are several.

    Args:
        blocs: in order.
    """
    par_rang = 2 if len(blocs) > 1 else 1
    large = (INTERIEUR - _GOUTTIERE * (par_rang - 1)) / par_rang
    dessin, y = Markup(), 8.0
    for debut in range(0, len(blocs), par_rang):
        rang = [_bloc(b, large) for b in blocs[debut : debut + par_rang]]
        dessin += joindre(
            html(
                '<g transform="translate({:.1f} {:.1f})">{}</g>',
                *(colonne * (large + _GOUTTIERE), y, svg),
            )
            for colonne, (svg, _) in enumerate(rang)
        )
        y += max(hauteur for _, hauteur in rang) + _ENTRE_BLOCS
    return Corps(dessin, max(0.0, y - _ENTRE_BLOCS))


def _bloc(bloc: Bloc, large: float) -> tuple[Markup, float]:
    """Write one block.

    Returns:
        The SVG, and its height.
    """
    trait = html('<path d="M0 0H{:.1f}" stroke="{}" stroke-width="3"/>', large, TEXTE)
    lignes = couper(bloc.titre, _TITRE, large, True)
    titre, y = paragraphe(0, _TITRE + 10, lignes, _TITRE, gras=True)
    morceaux = [trait, titre]
    y += _ENTRE_LIGNES
    for code, texte in bloc.lignes:
        morceaux.append(ligne(0, y, code, _TEXTE, gras=True))
        dit, y = paragraphe(_CODE, y, couper(texte, _TEXTE, large - _CODE), _TEXTE)
        morceaux.append(dit)
        y += _ENTRE_LIGNES
    return joindre(morceaux), y - _TEXTE
