"""Beside a fact, the place where whoever may write it finds « Corriger »; the others, nothing.

Beside what no source says, the place where they find « Dire ».

A fragment is made once for everybody: it holds a mark, which no text of the data can spell, since
its `<` would be escaped. What draws the fragment puts a link there, or takes the mark away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from markupsafe import Markup

from fabrique_dash.chiffres.noyau.typographie import abrege
from fabrique_dash.donnees.rangees import Rangee
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.echappement import html, joindre, remplir

_PLACE = re.compile(r"<!--(corriger|dire) (\S+) (\S+) (.*?)-->", re.DOTALL)
_DIRE, _ENTRE = "dire", "/"  # no value holds that sign, once quoted

_LONGUEUR = 80  # signs of a name: what is read aloud at each link
Reprise = tuple[str, str]  # of a row: its table, and its id there


@dataclass(frozen=True)
class Fait:
    """A row of the data as a page shows it, or one that a page shows to be missing.

    Attributes:
        table: its table.
        cle: its id there; of a row that is missing, what it would be about: ids.
        nom: what it is called, in words.
        manque: whether there is no such row.
    """

    table: str
    cle: tuple[str, ...]
    nom: str
    manque: bool = False


def places(vue: Vue, rangees: Sequence[Reprise], nom: str) -> Markup:
    """Mark the places of corrections; nothing without a journal, nor in a preview.

    Args:
        vue: the point of view.
        rangees: the rows that the page tells there: table, and id.
        nom: what they are called, in words, cut when it is long; several are numbered.
    """
    if not _se_reprend(vue):
        return Markup()
    tous, court = len(rangees), abrege(nom, _LONGUEUR)
    return joindre(
        html(
            "<!--corriger {} {} {}-->",
            table,
            quote(identifiant, safe=""),
            court if tous == 1 else f"{court} ({rang} sur {tous})",
        )
        for rang, (table, identifiant) in enumerate(rangees, 1)
    )


def _se_reprend(vue: Vue) -> bool:
    return vue.donnees.publiee is not None and not vue.donnees.apercu


def place(vue: Vue, table: str, identifiant: str, nom: str) -> Markup:
    """Mark the place of the correction of one row."""
    return places(vue, [(table, identifiant)], nom)


def place_de_chaque(vue: Vue, table: str, nom: str) -> Callable[[Rangee], Markup]:
    """Return what marks the place of the correction of each row of a table that a page shows.

    Args:
        vue: the point of view.
        table: the table of the package.
        nom: the column by which a row is called.
    """
    return lambda ligne: place(vue, table, ligne["id"], ligne[nom])


def place_du_manque(vue: Vue, table: str, sujet: Sequence[str], nom: str) -> Markup:
    """Mark where what no source says may be said; nothing without a journal, nor in a preview.

    Args:
        vue: the point of view.
        table: the table that has no row of it.
        sujet: what the row would be about: a territory, and a step if the table is of steps.
        nom: what it is called, in words, cut when it is long.
    """
    if not _se_reprend(vue):
        return Markup()
    cle = _ENTRE.join(quote(valeur, safe="") for valeur in sujet)
    return html("<!--dire {} {} {}-->", table, cle, abrege(nom, _LONGUEUR))


def a_des_places(balisage: Markup) -> bool:
    """Tell whether a fragment marks any place."""
    return _PLACE.search(balisage) is not None


def remplacer(balisage: Markup, lien: Callable[[Fait], Markup]) -> Markup:
    """Put in each place what a link gives.

    Args:
        balisage: a fragment.
        lien: makes the link to the correction of a fact; nothing for who may not write it.
    """
    if not a_des_places(balisage):
        return balisage

    def remplie(mot: str, table: str, cle: str, nom: str) -> Markup:
        valeurs = tuple(unquote(valeur) for valeur in cle.split(_ENTRE))
        return lien(Fait(table, valeurs, nom, mot == _DIRE))

    return remplir(balisage, _PLACE, remplie)


def sans_place(balisage: Markup) -> Markup:
    """Take the places away."""
    return remplacer(balisage, lambda _: Markup())
