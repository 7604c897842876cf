"""What a door looks at, and the rows that it writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.redaction.champs import INFERENCE, SOURCE
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Saisie


@dataclass(frozen=True)
class Contexte:
    """What a door looks at.

    Attributes:
        publiees: the rows.
        porte: the door.
        typee: what was typed.
        rangee: the row of its table as it was typed, with the code of its source.
        source: the row of that source, a new one as it would be; empty as long as there is none.
        jour: the day in France.
    """

    publiees: RangeesPubliees
    porte: Porte
    typee: Saisie
    rangee: Mapping[str, str]
    source: Mapping[str, str]
    jour: date

    @property
    def connu_le(self) -> str:
        """By when the fact was known: the date of its source, or today."""
        paru = self.source.get("date_publication") or self.source.get("pas_apres")
        return paru or self.jour.isoformat()

    @property
    def preuve(self) -> dict[str, str]:
        """The source, status and inference of the row, for those that go with it."""
        return {c: self.rangee.get(c, "") for c in (SOURCE, "statut", INFERENCE)}

    def completee(self, proposes: Mapping[str, str], **faits: str) -> dict[str, str]:
        """Return the row with what its empty fields stand for, and what is not asked for."""
        dits = {nom: texte for nom, texte in self.rangee.items() if texte}
        return {**self.rangee, **proposes, **dits, **faits}


@dataclass(frozen=True)
class Ecriture:
    """A row that a form writes.

    Attributes:
        table: its table.
        apres: its cells as they would be.
        cle: the row that it changes; empty for one to add.
        avant: the cells of that row; empty for one to add.
        sous: the field under which a fault of a column is told, where it is another.
        demandes: the columns that the form asks for.
    """

    table: str
    apres: Mapping[str, str]
    cle: str = ""
    avant: Mapping[str, str] = field(default_factory=dict)
    sous: Mapping[str, str] = field(default_factory=dict)
    demandes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Faits:
    """What a door makes of what was typed: the rows, and what its empty fields stand for."""

    rangees: tuple[Ecriture, ...]
    proposes: Mapping[str, str] = field(default_factory=dict)


def cohortes_suivies(publiees: RangeesPubliees) -> list[str]:
    """List the cohorts that the dashboard follows: with one only, nobody is asked which."""
    return [r["id"] for _, r in publiees.rangees("cohortes") if r["suivie"] == "true"]


def cohorte(c: Contexte) -> str:
    """Return the cohort that a row is of; empty as long as nobody says which of several."""
    suivies = cohortes_suivies(c.publiees)
    return c.rangee.get("cohorte_id", "") or (suivies[0] if len(suivies) == 1 else "")


def demandees(porte: Porte, table: Table) -> frozenset[str]:
    """Return the columns of its table that a door asks for."""
    return frozenset(porte.colonnes or table.colonnes)


def principale(c: Contexte, apres: Mapping[str, str], **sous: str) -> Ecriture:
    """Make the row of the form's own table.

    Args:
        c: what the door looks at.
        apres: its cells as they would be.
        sous: the field under which a fault of a column is told, where it is another.
    """
    lieu = c.typee.lieu
    demandes = demandees(c.porte, c.publiees.tables[lieu.table])
    return Ecriture(lieu.table, apres, lieu.cle, c.typee.avant, sous, demandes)


def sous_la_preuve() -> dict[str, str]:
    """Tell the faults of the source and status that several rows share where they are typed."""
    return {colonne: colonne for colonne in (SOURCE, "statut", INFERENCE)}
