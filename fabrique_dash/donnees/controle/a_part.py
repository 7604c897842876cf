"""The validation as the server does it: in the workshop, away from the pages."""

from __future__ import annotations

from pathlib import Path

from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.donnees.descripteur import NOM_FICHIER
from fabrique_dash.donnees.problemes import Probleme

PROGRAMME = "fabrique_dash.donnees.controle.validation"
DELAI = 120.0  # seconds: the whole package takes one and a half


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
        return [Probleme(NOM_FICHIER, 0, "", "", probleme, remede)]


def _verifier(dossier: Path) -> list[Probleme]:
    # Loaded in the workshop only: its library takes a second and 40 MB.
    from fabrique_dash.donnees.controle import validation

    return validation.verifier(dossier)
