"""What is wrong in a form, field by field, in the words of `make donnees`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fabrique_dash.donnees.controle.a_part import verifier_la_rangee
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.redaction.champs import SOURCE, SOURCES
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.saisies import Saisie, nouvelle_source

_UN_CODE = "M1"  # of the source that is not made yet: any that the column accepts
_OBLIGATOIRE = "ce champ est obligatoire. À faire\u00a0: le remplir."


@dataclass(frozen=True)
class Erreurs:
    """What is wrong, by column: in the row, and in the new source that it makes."""

    rangee: Mapping[str, str]
    source: Mapping[str, str]

    def __bool__(self) -> bool:
        """Tell whether anything is."""
        return bool(self.rangee or self.source)


def erreurs_de(publiees: RangeesPubliees, typee: Saisie, jour: date) -> Erreurs:
    """Check what a form holds, as far as a row can be by itself.

    Args:
        publiees: the rows.
        typee: what was typed.
        jour: the day in France.
    """
    table = publiees.tables[typee.lieu.table]
    rangee, source = typee.rangee, {}
    if typee.nouvelle_source:
        rangee[SOURCE] = _UN_CODE
        faite = nouvelle_source(typee.source, (), jour)
        source = _par_colonne(verifier_la_rangee(publiees.tables[SOURCES], faite))
        source.pop("citation", None)  # made of the others
    fautes = _par_colonne(verifier_la_rangee(table, rangee))
    for colonne in (SOURCE, "statut"):
        if colonne in table.colonnes and not rangee.get(colonne):
            fautes[colonne] = _OBLIGATOIRE
    return Erreurs(fautes, source)


def _par_colonne(problemes: list[Probleme]) -> dict[str, str]:
    dites: dict[str, str] = {}
    for probleme in problemes:
        dites.setdefault(probleme.colonne, probleme.conseil())
    return dites
