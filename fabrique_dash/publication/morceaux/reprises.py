"""Beside a fact, the place where whoever may write it finds « Corriger »; the others, nothing.

A fragment is made once for everybody: it holds a mark, which no text of the data can spell, since
its `<` would be escaped. What draws the fragment puts a link there, or takes the mark away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from markupsafe import Markup

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre, remplir

_PLACE = re.compile(r"<!--corriger (\S+) (\S+) (.*?)-->", re.DOTALL)

_LONGUEUR = 80  # signs of a name: what is read aloud at each link
Rangee = tuple[str, str]  # its table, and its id there


@dataclass(frozen=True)
class Fait:
    """A row of the data as a page shows it.

    Attributes:
        table: its table.
        identifiant: its id there.
        nom: what it is called, in words.
    """

    table: str
    identifiant: str
    nom: str


def places(vue: Vue, rangees: Sequence[Rangee], nom: str) -> Markup:
    """Mark the places of corrections; nothing without a journal, nor in a preview.

    Args:
        vue: the point of view.
        rangees: the rows that the page tells there: table, and id.
        nom: what they are called, in words, cut when it is long; several are numbered.
    """
    if vue.donnees.publiee is None or vue.donnees.apercu:
        return Markup()
    tous = len(rangees)
    court = nom if len(nom) <= _LONGUEUR else f"{nom[:_LONGUEUR].rstrip()}…"
    return joindre(
        html(
            "<!--corriger {} {} {}-->",
            table,
            quote(identifiant, safe=""),
            court if tous == 1 else f"{court} ({rang} sur {tous})",
        )
        for rang, (table, identifiant) in enumerate(rangees, 1)
    )


def place(vue: Vue, table: str, identifiant: str, nom: str) -> Markup:
    """Mark the place of the correction of one row."""
    return places(vue, [(table, identifiant)], nom)


def remplacer(balisage: Markup, lien: Callable[[Fait], Markup]) -> Markup:
    """Put in each place what a link gives.

    Args:
        balisage: a fragment.
        lien: makes the link to the correction of a fact; nothing for who may not write it.
    """
    if _PLACE.search(balisage) is None:
        return balisage

    def remplie(table: str, identifiant: str, nom: str) -> Markup:
        return lien(Fait(table, unquote(identifiant), nom))

    return remplir(balisage, _PLACE, remplie)


def sans_place(balisage: Markup) -> Markup:
    """Take the places away."""
    return remplacer(balisage, lambda _: Markup())
