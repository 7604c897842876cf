"""All the figures that the dashboard knows: importing this module fills the register."""

from __future__ import annotations

from fabrique_dash.chiffres import groupes, memoire, parcours, preoccupations, programme
from fabrique_dash.chiffres.registre import PAR_GROUPE, PROGRAMME

MODULES = (programme, memoire, groupes, parcours, preoccupations)

__all__ = ["MODULES", "PAR_GROUPE", "PROGRAMME"]
