"""A long text folds: its first sentence is shown, the rest unfolds, with the keyboard too."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from fabrique_dash.chiffres.noyau.typographie import premiere_phrase
from fabrique_dash.graphiques.socle.echappement import html, joindre

# Two lines of a page, at some eighty characters each: beyond, a text is no more taken in at once.
LONGUE = 160
# Less than a line of its own would only be traded for the fold.
_RESTE = 60
_RIEN = Markup()


def plier(tete: str, reste: str) -> Markup:
    """Show the head of a text; the rest unfolds under it, and is printed.

    Args:
        tete: what is always shown, as text or markup without a link.
        reste: what follows, as text or markup.
    """
    return html(
        '<details class="tp-long"><summary>{}</summary><div>{}</div></details>', tete, reste
    )


def texte_long(texte: str, marque: Markup = _RIEN) -> Markup:
    """Write a text, folded after its first sentence when it is long.

    Args:
        texte: plain text. It may become a block: it does not go in a `<p>`.
        marque: what stands after it, such as a badge, and is never folded.
    """
    tete, reste = premiere_phrase(texte) if len(texte) > LONGUE else (texte, "")
    if len(reste) < _RESTE:
        return escape(texte) + marque
    return plier(escape(tete) + marque, reste)


def liste_longue(points: Sequence[Markup], suites: Sequence[Markup] = ()) -> Markup:
    """Make a bulleted list of points that are one text, folded after the first when it is long.

    Args:
        points: the points as markup, without links; no point makes no list.
        suites: what stands after each point, with links, and does not count; none for nothing.
    """
    apres = suites or [_RIEN] * len(points)
    entiers = [point + suite for point, suite in zip(points, apres, strict=True)]
    longueurs = [len(point.striptags()) for point in points]
    if sum(longueurs) <= LONGUE or sum(longueurs[1:]) < _RESTE:
        return _liste(entiers)
    return plier(points[0], apres[0] + _liste(entiers[1:]))


def _liste(points: Sequence[Markup]) -> Markup:
    puces = joindre(html("<li>{}</li>", point) for point in points)
    return html("<ul>{}</ul>", puces) if puces else _RIEN
