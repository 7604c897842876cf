"""A name for any row, also for rows that only link things or tell something of one."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from fabrique_dash.chiffres.noyau.objets import NATURE_DE, NATURES, lignes_visibles, objets
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.rangees import Rangee
from fabrique_dash.donnees.vue import Vue

_COURANTES = ("libelle", "titre", "nom", "sujet", "element", "id")


def libelle(vue: Vue, table: str, ligne: Rangee) -> str:
    """Name a row.

    Args:
        vue: the point of view, for the names of what the row points to.
        table: name of the row's table.
        ligne: the row, one that may be shown in this view.
    """
    if table in NATURE_DE:
        return NATURES[NATURE_DE[table]].nommer(ligne)
    if table in _PROPRES:
        return _PROPRES[table](vue, ligne)
    return next(str(ligne[c]) for c in _COURANTES if ligne.get(c))


def mot_de_nature(vue: Vue, nature: str) -> str:
    """Return the noun for a kind of rows: « événement », or the title of their table.

    Args:
        vue: the point of view.
        nature: a key of `chiffres.objets.NATURES`, or the name of a table.
    """
    if nature in NATURES:
        return NATURES[nature].mot
    return titre_de_nature(vue, nature)


def titre_de_nature(vue: Vue, nature: str) -> str:
    """Return the title of a kind of rows, that of their table: « Événements ».

    Args:
        vue: the point of view.
        nature: a key of `chiffres.objets.NATURES`, or the name of a table.
    """
    return vue.donnees.descripteur.tables[table_de_nature(nature)].titre


def table_de_nature(nature: str) -> str:
    """Return the name of the table of a kind of rows.

    Args:
        nature: a key of `chiffres.objets.NATURES`, or the name of a table.
    """
    return NATURES[nature].table if nature in NATURES else nature


def lignes_de_la_cohorte(vue: Vue, table: Table) -> pd.DataFrame:
    """Return the rows of a table that may be shown, without those of other cohorts.

    Args:
        vue: the point of view.
        table: the table; its columns `cohorte_id` and `territoire_id` are looked at, if any.
    """
    lignes = lignes_visibles(vue, table.nom)
    if "cohorte_id" in lignes.columns:
        lignes = lignes[lignes["cohorte_id"].isin(["", vue.cohorte])]
    if "territoire_id" in lignes.columns:
        lignes = lignes[lignes["territoire_id"].isin(["", *vue.territoires["id"]])]
    return lignes


def _nom(vue: Vue, nature: str, identifiant: str) -> str:
    return objets(vue, nature).get(identifiant, identifiant)


def _avancement(vue: Vue, a: Rangee) -> str:
    territoire = _nom(vue, "territoire", a["territoire_id"])
    return f"{territoire}\u00a0: {_nom(vue, 'etape', a['etape_id'])}, {a['etat']}"


def _delegation(vue: Vue, d: Rangee) -> str:
    acteur = _nom(vue, "acteur", d["acteur_id"])
    return f"{acteur}, {d['fonction']} ({_nom(vue, 'territoire', d['territoire_id'])})"


def _parole(vue: Vue, p: Rangee) -> str:
    return f"{_nom(vue, 'acteur', p['acteur_id'])}\u00a0: {p['idee']}"


def _role(vue: Vue, r: Rangee) -> str:
    return f"{_nom(vue, 'acteur', r['acteur_id'])}, {r['fonction']}"


def _reserve(vue: Vue, r: Rangee) -> str:
    return f"{_nom(vue, 'territoire', r['territoire_id'])}\u00a0: {r['reserve']}"


def _lien_de_theme(vue: Vue, lien: Rangee) -> str:
    nature = lien["nature"]
    objet = _nom(vue, nature, lien[f"{nature}_id"])
    return f"{_nom(vue, 'theme', lien['theme_id'])}\u00a0: {objet}"


def _fait(vue: Vue, f: Rangee) -> str:
    return f"{f['libelle']}\u00a0: {f['valeur']}"


_PROPRES: dict[str, Callable[[Vue, Rangee], str]] = {
    "avancement": _avancement,
    "delegations": _delegation,
    "paroles": _parole,
    "roles": _role,
    "reserves": _reserve,
    "faits_cohorte": _fait,
    "liens_themes": _lien_de_theme,
}
