"""One field of a sheet with all that makes it checkable: value, status, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from fabrique_dash.donnees.etats import Statut
from fabrique_dash.donnees.rangees import Rangee


@dataclass(frozen=True)
class Champ:
    """One field of a sheet.

    Attributes:
        rubrique: heading under which it stands.
        champ: its label.
        valeur: what is known, in words; « non documenté » when nothing is.
        statut: documenté, déduit, indéterminé or non documenté.
        sources: ids of the sources; empty for what no source says.
        precision: reason, inference or limit, may be empty.
        objet: (nature, id) of the thing that the value names, when it has a page.
        rangees: (table, id) of the rows that say it, those that people write.
        manque: where no row says it, the table that would, then what it would be about: the ids
            of a territory, and of a step if it is one; empty for what nobody writes.
    """

    rubrique: str
    champ: str
    valeur: str
    statut: str
    sources: tuple[str, ...] = ()
    precision: str = ""
    objet: tuple[str, str] | None = None
    rangees: tuple[tuple[str, str], ...] = ()
    manque: tuple[str, ...] = ()


def codes_de(ligne: Rangee) -> tuple[str, ...]:
    """List the ids of the sources that a row cites."""
    return tuple(f"{ligne['source_id']} {ligne.get('autres_sources', '')}".split())


def inconnu(rubrique: str, champ: str, precision: str = "") -> Champ:
    """Make a field that no source fills; who makes it adds where it would be written."""
    return Champ(rubrique, champ, Statut.NON_DOCUMENTE, Statut.NON_DOCUMENTE, precision=precision)


def table_des_champs(champs: Sequence[Champ]) -> pd.DataFrame:
    """Gather fields, one a row.

    Returns:
        rubrique, champ, valeur, statut, precision, sources (ids joined by spaces).
    """
    colonnes = ["rubrique", "champ", "valeur", "statut", "precision", "sources"]
    lignes = [
        (c.rubrique, c.champ, c.valeur, c.statut, c.precision, " ".join(c.sources)) for c in champs
    ]
    return pd.DataFrame(lignes, columns=colonnes)
