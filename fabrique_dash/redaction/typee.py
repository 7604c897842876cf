"""What somebody types in a form, and where: what a draft keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fabrique_dash.redaction.champs import NOUVELLE, SOURCE


@dataclass(frozen=True)
class Lieu:
    """Where somebody is typing: a door, a table, and what it is about.

    Attributes:
        porte: the door.
        table: the table.
        cle: the key of the row, or of what the door lists; empty for a row to add.
    """

    porte: str
    table: str
    cle: str


@dataclass(frozen=True)
class Saisie:
    """What a form holds.

    Attributes:
        lieu: where it is typed.
        avant: the row as it was when the draft was opened; nothing for one to add.
        champs: what was typed: columns of its table by their names, those of another table as
            « table.colonne ».
        source: the columns of a new source.
    """

    lieu: Lieu
    avant: Mapping[str, str] = field(default_factory=dict)
    champs: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)

    @property
    def rangee(self) -> dict[str, str]:
        """The row as it would be."""
        siens = {nom: texte for nom, texte in self.champs.items() if "." not in nom}
        return {**self.avant, **siens}

    def de(self, table: str) -> dict[str, str]:
        """Return what was typed for another table, by column."""
        debut = f"{table}."
        return {n.removeprefix(debut): t for n, t in self.champs.items() if n.startswith(debut)}

    @property
    def nouvelle_source(self) -> bool:
        """Whether it makes a source on the way."""
        return self.champs.get(SOURCE) == NOUVELLE

    def sur(self, courante: Mapping[str, str]) -> Saisie:
        """Return the same on the row as it is published now: what was not typed follows it."""
        avant = {
            colonne: self.avant.get(colonne, texte) if colonne in self.champs else texte
            for colonne, texte in courante.items()
        }
        return replace(self, avant=avant)

    def contenu(self) -> dict[str, Any]:
        """Return what a draft keeps of it."""
        return {
            "table": self.lieu.table,
            "cle": self.lieu.cle,
            "avant": dict(self.avant),
            "champs": dict(self.champs),
            "source": dict(self.source),
        }
