"""The table that an address opens on the page « Données », and what its filters keep of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.site.demande import Demande
from fabrique_dash.publication.site.natures_de_parametres import Un
from fabrique_dash.publication.tables.ouvertes import au_jour, filtrer, filtres_de

LIGNES_PAR_PAGE = 20
_TOUS = {"groupe": "Tous les groupes", "territoire": "Tous les territoires"}


@dataclass(frozen=True)
class TableLue:
    """A table, and the ids that its filters keep, by name of the filter."""

    table: Table
    ids: tuple[tuple[str, str], ...]


def filtres_de_la_table(demande: Demande) -> tuple[str, ...]:
    """Read the filters that the table of an address takes; return their names."""
    vue = demande.vue
    noms = tuple(nom for nom in filtres_de(_table(demande)) if nom in _TOUS)
    for nom in noms:
        demande.preciser(Un(nom, nom.capitalize(), objets(vue, nom), vide=_TOUS[nom]))
    return noms


def table_lue(demande: Demande) -> TableLue:
    """Return the table that an address opens, and what its filters keep."""
    ids = tuple((nom, demande[nom].un) for nom in filtres_de_la_table(demande))
    return TableLue(_table(demande), tuple(paire for paire in ids if paire[1]))


def _table(demande: Demande) -> Table:
    return demande.vue.donnees.descripteur.tables[demande["table"].un]


@par_vue
def lignes_lues(vue: Vue, nom: str, ids: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Return the rows of a table that may be shown at the date and that the filters keep."""
    table = vue.donnees.descripteur.tables[nom]
    return filtrer(vue.donnees, table, au_jour(vue, nom), dict(ids))
