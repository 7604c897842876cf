"""Who may write, review, publish: pure functions on what an account was granted.

What was granted is read from the journal in the very transaction that writes (`comptes.droits`),
never from a cookie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from fabrique_dash.donnees.descripteur import Descripteur, Table
from fabrique_dash.journal.cases import Changement, Operation

SYSTEME = "système"  # whoever has the machine: the commands
TERRITOIRES = "territoires"
_TERRITOIRE, _SOURCES = "territoire_id", "sources"
_DITS_COMME_DES_TEXTES = {"libelle_date", "periode"}  # dates in words: « mars », « mai »
_SIGNES_D_UNE_COQUILLE = 3  # and never more than a third of the text


class DroitRefuse(RuntimeError):
    """An account asked for what it may not do; the message is in French."""


class Role(StrEnum):
    """What an account may do; a reader needs no account."""

    LECTEUR = "lecteur"
    CONTRIBUTEUR = "contributeur"
    REFERENT = "référent"
    RELECTEUR = "relecteur"
    ADMINISTRATEUR = "administrateur"


_ECRIVENT_TOUT = {Role.REFERENT, Role.RELECTEUR, Role.ADMINISTRATEUR}
_RELISENT = {Role.RELECTEUR, Role.ADMINISTRATEUR}


@dataclass(frozen=True)
class Habilitation:
    """A role, and the territory that it is for; an empty one is for everything."""

    role: Role
    portee: str = ""


Rangee = Mapping[str, str]


def _roles(habilitations: Iterable[Habilitation]) -> set[Role]:
    return {h.role for h in habilitations}


def peut_ecrire(
    habilitations: Sequence[Habilitation], table: Table, avant: Rangee | None, apres: Rangee | None
) -> bool:
    """Tell whether an account may propose a change of one row.

    A contributor writes the rows of one territory, cannot give them to another, and may add a
    source. Nobody writes by hand what a script makes.

    Args:
        habilitations: what the account was granted.
        table: the table.
        avant: the row as it is; None if it does not exist.
        apres: the row as it would be; None if it goes away.
    """
    if not table.editable:
        return False
    if _roles(habilitations) & _ECRIVENT_TOUT:
        return True
    siens = {h.portee for h in habilitations if h.role is Role.CONTRIBUTEUR and h.portee}
    if siens and table.nom == _SOURCES:
        return avant is None
    colonne = colonne_du_territoire(table)
    if not colonne:
        return False
    if table.nom == TERRITOIRES and (avant is None or apres is None):
        return False
    lies = {rangee.get(colonne, "") for rangee in (avant, apres) if rangee is not None}
    return bool(lies) and lies <= siens


def colonne_du_territoire(table: Table) -> str:
    """Return the column that says which territory a row is about; empty if no column does."""
    colonne = "id" if table.nom == TERRITOIRES else _TERRITOIRE
    return colonne if colonne in table.colonnes else ""


def peut_ecrire_dans(
    habilitations: Sequence[Habilitation], table: Table, *, ajouter: bool = False
) -> bool:
    """Tell whether an account may propose a change of some row of a table.

    Args:
        habilitations: what the account was granted.
        table: the table.
        ajouter: whether only a row to add counts.
    """
    siennes = [{"id": h.portee, _TERRITOIRE: h.portee} for h in habilitations]
    return any(
        peut_ecrire(habilitations, table, avant, sienne)
        for sienne in siennes
        for avant in ((None,) if ajouter else (sienne, None))
    )


def peut_relire(habilitations: Sequence[Habilitation]) -> bool:
    """Tell whether an account may question and refuse proposals."""
    return bool(_roles(habilitations) & _RELISENT)


def repond_de(habilitations: Sequence[Habilitation], compte: str, auteur: str) -> bool:
    """Tell whether an account answers for a proposal: its author, or who administers the system's.

    Args:
        habilitations: what the account was granted.
        compte: the account.
        auteur: who made the proposal.
    """
    du_systeme = auteur == SYSTEME and Role.ADMINISTRATEUR in _roles(habilitations)
    return compte == auteur or du_systeme


def peut_publier(
    habilitations: Sequence[Habilitation], propre: bool, retour: bool, coquille: bool
) -> bool:
    """Tell whether an account may publish a proposal.

    Args:
        habilitations: what the account was granted.
        propre: whether it is its own proposal.
        retour: whether the proposal goes back to what was published before.
        coquille: whether the proposal mends a slip (`est_une_coquille`).
    """
    roles = _roles(habilitations)
    if Role.ADMINISTRATEUR in roles:
        return True
    return Role.RELECTEUR in roles and (not propre or retour or coquille)


def est_une_coquille(descripteur: Descripteur, changements: Sequence[Changement]) -> bool:
    """Tell whether changes only mend slips: a few signs, in free texts, of one row.

    Codes, keys, dates, numbers and choices say facts: another person must look at them.
    """
    if not changements or len({c.rangee for c in changements}) > 1:
        return False
    return all(_est_d_un_texte_libre(descripteur, c) and _est_menu(c) for c in changements)


def _est_menu(changement: Changement) -> bool:
    avant, apres = changement.avant, changement.apres
    if not avant or not apres:
        return False
    limite = min(_SIGNES_D_UNE_COQUILLE, len(avant) // 3)
    chiffres = [[s for s in texte if s.isdigit()] for texte in (avant, apres)]
    return Levenshtein.distance(avant, apres) <= limite and chiffres[0] == chiffres[1]


def _est_d_un_texte_libre(descripteur: Descripteur, changement: Changement) -> bool:
    table = descripteur.tables.get(changement.nom_table)
    if table is None or changement.operation is not Operation.MODIFIER:
        return False
    cles = {*table.cle_primaire, *(cle.champ for cle in table.cles_etrangeres), "autres_sources"}
    faits = cles | _DITS_COMME_DES_TEXTES
    champ = next((c for c in table.champs if c.nom == changement.colonne), None)
    if champ is None or champ.nom in faits or champ.type != "string":
        return False
    return not {"enum", "pattern"} & champ.contraintes.keys()
