"""Figures as bodies of pictures: one as a card, several as intervals side by side."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.typographie import nombre
from fabrique_dash.graphiques.dessins.intervalles_plotly import Ligne
from fabrique_dash.graphiques.images.planche import (
    DISCRET,
    FOND,
    INTERIEUR,
    TRAIT,
    Corps,
    abreger,
    couper,
    ligne,
    paragraphe,
)
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.palette import CLAIR, forme
from fabrique_dash.graphiques.socle.polices import largeur

_GAUCHE, _DROITE, _RANG, _BAS = 230, 60, 92, 34
_MARQUE = 12
_REPERES = 4


def carte(chiffre: Chiffre) -> Corps:
    """Write under a figure, which is the title, what must be known to read it."""
    texte, y = "", 20.0
    if chiffre.manque:
        texte, y = paragraphe(0, y, couper(chiffre.manque, 26, INTERIEUR), 26)
    defini, fin = paragraphe(0, y + 6, couper(chiffre.definition, 22, INTERIEUR), 22)
    return Corps(texte + defini, fin - 18)


def intervalles(lignes: Sequence[Ligne]) -> Corps:
    """Draw one interval a row; what is not documented is said so, never drawn as 0.

    Args:
        lignes: rows, the first on top.
    """
    plus_grand = max((li.chiffre.maximum or 0 for li in lignes), default=0) or 1
    pixels = (INTERIEUR - _GAUCHE - _DROITE) / plus_grand
    hauteur = _RANG * len(lignes)
    axe = _axe(plus_grand, pixels, hauteur, lignes[0].chiffre.mot(2) if lignes else "")
    rangs = joindre(
        html('<g transform="translate(0 {})">{}</g>', rang * _RANG, _rang(li, pixels))
        for rang, li in enumerate(lignes)
    )
    return Corps(axe + rangs, hauteur + _BAS)


def _axe(plus_grand: float, pixels: float, hauteur: float, unite: str) -> Markup:
    pas = _pas(plus_grand)
    morceaux = []
    for rang in range(int(plus_grand / pas) + 1):
        x = _GAUCHE + rang * pas * pixels
        morceaux.append(
            html('<path d="M{:.1f} 0V{}" stroke="{}" stroke-opacity=".4"/>', x, hauteur, TRAIT)
            + ligne(x, hauteur + 24, nombre(rang * pas), 17, couleur=DISCRET, ancre="middle")
        )
    return joindre(morceaux) + ligne(0, hauteur + 24, f"({unite})", 17, couleur=DISCRET)


def _pas(plus_grand: float) -> float:
    """Choose a round step, at least 1, that gives few marks on the axis."""
    pas = 1.0
    while plus_grand / pas > _REPERES:
        suivants = [pas * facteur for facteur in (2, 5, 10)]
        convenable = [p for p in suivants if plus_grand / p <= _REPERES]
        if convenable:
            return convenable[0]
        pas *= 10
    return pas


def _rang(li: Ligne, pixels: float) -> Markup:
    y, chiffre = _RANG * 0.62, li.chiffre
    nom = ligne(0, y + 7, abreger(li.nom, 21, _GAUCHE - 40, True), 21, gras=True)
    if chiffre.maximum is None:
        return nom + ligne(_GAUCHE + 8, y + 7, chiffre.valeur(), 20, couleur=DISCRET)
    droite = _GAUCHE + chiffre.maximum * pixels
    gauche = _GAUCHE + (chiffre.minimum or 0) * pixels
    couleur = CLAIR.groupe(li.rang)
    tirets = html(' stroke-dasharray="3 9"') if chiffre.minimum is None else ""
    barre = html(
        '<path d="M{gauche:.1f} {y:.1f}H{droite:.1f}" stroke="{couleur}" stroke-width="7" '
        'fill="none"{tirets}/>',
        gauche=gauche,
        y=y,
        droite=droite,
        couleur=couleur,
        tirets=tirets,
    )
    bornes = [droite] if chiffre.minimum is None else sorted({gauche, droite})
    marques = joindre(_marque(x, y, li.rang, couleur, chiffre.exact) for x in bornes)
    mots = abreger(chiffre.valeur_et_unite(), 20, INTERIEUR - _GAUCHE)
    x = min(bornes[0] - _MARQUE, INTERIEUR - largeur(mots, 20))
    return nom + barre + marques + ligne(x, y - 22, mots, 20)


def _marque(x: float, y: float, rang: int, couleur: str, plein: bool) -> Markup:
    return html(
        '<g transform="translate({x:.1f} {y:.1f}) scale({marque})" stroke="{couleur}" '
        'stroke-width=".28" fill="{fond}">{forme}</g>',
        x=x,
        y=y,
        marque=_MARQUE,
        couleur=couleur,
        fond=couleur if plein else FOND,
        forme=forme(rang),
    )
