"""What an account was granted, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.journal.cases import ecrire_la_cle
from fabrique_dash.journal.droits import Habilitation
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

_SANS_DROIT = "sans droit d’écrire"


def territoires_des_roles(
    journal: Journal, habilitations: Sequence[Habilitation]
) -> dict[str, str]:
    """Return the name of each territory, by its id; nothing when no role is for one.

    Args:
        journal: the journal, whose last publication is read.
        habilitations: what accounts were granted.
    """
    voulus = {h.portee for h in habilitations if h.portee}
    noms = RangeesPubliees(journal).noms("territoires") if voulus else {}
    return {v: noms.get(ecrire_la_cle([v]), v) for v in voulus}


def roles_en_mots(habilitations: Sequence[Habilitation], territoires: Mapping[str, str]) -> str:
    """Say what an account was granted: « contributeur (Arras) et relecteur ».

    Args:
        habilitations: its roles.
        territoires: the name of each territory that they are for (`territoires_des_roles`).
    """
    roles = [
        f"{h.role.value} ({territoires[h.portee]})" if h.portee else h.role.value
        for h in habilitations
    ]
    return enumeration(roles) or _SANS_DROIT
