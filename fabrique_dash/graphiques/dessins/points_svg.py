"""A small timeline of the points that a reader notes: one lane and one shape per kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.graphiques.socle.echappement import html, joindre
from fabrique_dash.graphiques.socle.palette import forme

LARGEUR = 900
_GAUCHE, _DROITE, _HAUT, _PAS = 130, 24, 28, 34
_TAILLE = 8
_ANNEES_DITES = 12
_FORMES = (2, 3, 0)  # triangle, lozenge, circle: told apart without colour


@dataclass(frozen=True)
class Marque:
    """A point to draw.

    Attributes:
        couloir: rank of its lane, from 0.
        premier: first day of the period that its date stands for.
        dernier: last day of that period.
        titre: what it says, as text.
    """

    couloir: int
    premier: date
    dernier: date
    titre: str


def frise_des_points(couloirs: Sequence[str], marques: Sequence[Marque]) -> Markup:
    """Draw points over whole years; a date without a day is a bar as long as its period.

    Args:
        couloirs: name of each lane, three at most.
        marques: the points; nothing is drawn without any.

    Returns:
        An SVG fragment whose colours follow the page's theme; each mark has its title.
    """
    if not marques:
        return Markup()
    annees = range(min(m.premier.year for m in marques), max(m.dernier.year for m in marques) + 1)
    hauteur = _HAUT + len(couloirs) * _PAS + 8
    dessin = _axe(annees, hauteur) + _noms(couloirs)
    dessin += joindre(_marque(m, annees) for m in marques)
    return html(
        '<svg class="tp-frise" viewBox="0 0 {largeur} {hauteur}" role="img" '
        'aria-label="{resume}" xmlns="http://www.w3.org/2000/svg">{dessin}</svg>',
        largeur=LARGEUR,
        hauteur=hauteur,
        resume=_resume(len(marques), annees),
        dessin=dessin,
    )


def _resume(nombre: int, annees: range) -> str:
    quand = f"en {annees[0]}" if len(annees) == 1 else f"de {annees[0]} à {annees[-1]}"
    return f"Vos points sur une frise\u00a0: {compte(nombre, 'point')}, {quand}. La liste les dit."


def _x(jour: date, annees: range) -> float:
    debut, fin = date(annees[0], 1, 1), date(annees[-1], 12, 31)
    part = (jour - debut).days / max(1, (fin - debut).days)
    return _GAUCHE + part * (LARGEUR - _GAUCHE - _DROITE)


def _axe(annees: range, hauteur: int) -> Markup:
    pas = -(-len(annees) // _ANNEES_DITES)
    return joindre(
        html(
            '<line class="tp-axe tp-axe--annee" x1="{x:.1f}" x2="{x:.1f}" y1="12" y2="{bas}"/>'
            '<text class="tp-annee" x="{texte:.1f}" y="11">{annee}</text>',
            x=(x := _x(date(annee, 1, 1), annees)),
            bas=hauteur - 4,
            texte=x + 3,
            annee=annee,
        )
        for annee in annees[::pas]
    )


def _noms(couloirs: Sequence[str]) -> Markup:
    return joindre(
        html('<text x="4" y="{}">{}</text>', _milieu(rang) + 4, nom)
        for rang, nom in enumerate(couloirs)
    )


def _milieu(couloir: int) -> float:
    return _HAUT + couloir * _PAS + _PAS / 2


def _marque(m: Marque, annees: range) -> Markup:
    gauche, droite, y = _x(m.premier, annees), _x(m.dernier, annees), _milieu(m.couloir)
    periode = html(
        '<line class="tp-point" x1="{gauche:.1f}" x2="{droite:.1f}" y1="{y}" y2="{y}"/>',
        gauche=gauche,
        droite=droite,
        y=y,
    )
    return html(
        "<g><title>{titre}</title>{periode}"
        '<g class="tp-point" transform="translate({x:.1f} {y}) scale({taille})" '
        'style="stroke-width:0">{forme}</g></g>',
        titre=m.titre,
        periode=periode if m.premier != m.dernier else "",
        x=(gauche + droite) / 2,
        y=y,
        taille=_TAILLE,
        forme=forme(_FORMES[m.couloir]),
    )
