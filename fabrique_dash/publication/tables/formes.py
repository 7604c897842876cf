"""The shape of each table's rows as Python types, written from the descriptor."""

from __future__ import annotations

from collections.abc import Iterator

from fabrique_dash.donnees.descripteur import Champ, Descripteur, Table
from fabrique_dash.donnees.etats import MASQUEES

_TYPES = {"integer": "int", "number": "float", "boolean": "bool"}
_ENTETE = '''"""The shape of a row of each table, as the reader gives it.

Made by `make types` from `data/datapackage.json`: don't edit. An empty text stays an empty text;
an empty number or an empty yes-or-no is None.
"""

from __future__ import annotations

from typing import TypedDict
'''


def nom_de_forme(table: str) -> str:
    """Return the name of the type of a table's rows: « faits_cohorte » gives « FaitsCohorte »."""
    return "".join(mot.capitalize() for mot in table.split("_"))


def _type(champ: Champ) -> str:
    if champ.type not in _TYPES:
        return "str"
    rempli = champ.contraintes.get("required", False)
    return _TYPES[champ.type] if rempli else f"{_TYPES[champ.type]} | None"


def _classe(nom: str, parente: str, sens: str, champs: list[Champ]) -> Iterator[str]:
    yield f'\n\nclass {nom}({parente}):\n    """{sens}"""\n'
    yield from (f"    {champ.nom}: {_type(champ)}" for champ in champs)


def _forme(table: Table) -> Iterator[str]:
    nom, champs = nom_de_forme(table.nom), list(table.champs)
    masquees = MASQUEES.get(table.nom, frozenset())
    if not masquees:
        yield from _classe(nom, "TypedDict", f"A row of `{table.nom}`.", champs)
        return
    montrees = f"{nom}Montres"
    sens = f"A row of `{table.nom}`, without what a reference date hides."
    yield from _classe(montrees, "TypedDict", sens, [c for c in champs if c.nom not in masquees])
    sens = f"A row of `{table.nom}`."
    yield from _classe(nom, montrees, sens, [c for c in champs if c.nom in masquees])


def formes(descripteur: Descripteur) -> str:
    """Write the module of the row types: one class a table, one attribute a column.

    A table that loses columns in a view (`donnees.etats.MASQUEES`) gets a second class, without
    them, for the rows of a view.
    """
    corps = [ligne for table in descripteur.tables.values() for ligne in _forme(table)]
    return "\n".join([_ENTETE.rstrip("\n"), *corps]) + "\n"
