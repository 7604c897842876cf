"""The validation as the server does it: in the workshop, away from the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.donnees.descripteur import NOM_FICHIER, Table
from fabrique_dash.donnees.problemes import Probleme, SansControle

PROGRAMME = "fabrique_dash.donnees.controle.validation"
DELAI = 120.0  # seconds: the whole package takes one and a half
DELAI_D_UNE_RANGEE = 10.0


def verifier(dossier: Path) -> list[Probleme]:
    """Check a package and return its faults, as `validation.verifier` does.

    Args:
        dossier: folder that holds datapackage.json.
    """
    try:
        return atelier().faire(_verifier, dossier.absolute(), delai=DELAI)
    except TravailImpossible as erreur:
        remede = "enregistrer de nouveau un des fichiers, ou relancer le tableau de bord"
        probleme = f"les données n’ont pas pu être contrôlées ({erreur})"
        return [SansControle(NOM_FICHIER, 0, "", "", probleme, remede)]


def verifier_la_rangee(
    table: Table,
    rangee: Mapping[str, str],
    autres: Sequence[Mapping[str, str]] = (),
    place: int = 0,
) -> list[Probleme]:
    """Check a row, as `validation.verifier_la_rangee` does.

    Nothing is said when the workshop can't be asked: the whole package is checked later anyway.

    Args:
        table: its table.
        rangee: its cells, as they are typed.
        autres: the other rows of the table, which it must be told from.
        place: how many of them come before it.
    """
    siennes = (table, dict(rangee), list(autres), place)
    try:
        return atelier().faire(_verifier_la_rangee, *siennes, delai=DELAI_D_UNE_RANGEE)
    except TravailImpossible:
        return []


def _verifier_la_rangee(
    table: Table, rangee: Mapping[str, str], autres: Sequence[Mapping[str, str]], place: int
) -> list[Probleme]:
    from fabrique_dash.donnees.controle import validation

    return validation.verifier_la_rangee(table, rangee, autres, place)


def _verifier(dossier: Path) -> list[Probleme]:
    # Loaded in the workshop only: its library takes a second and 40 MB.
    from fabrique_dash.donnees.controle import validation

    return validation.verifier(dossier)
