"""Cells that two people have changed: what each of them wrote, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from fabrique_dash.journal.cases import Changement, Operation
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.redaction.erreurs import Erreurs
from fabrique_dash.redaction.saisies import Saisie

_A_TRANCHER = (
    "quelqu’un d’autre a changé cette case. À faire\u00a0: choisir la valeur à garder, plus haut."
)


def heurts_de(typee: Saisie, courante: Mapping[str, str]) -> list[Conflit]:
    """List the cells that were typed, and that somebody else has published otherwise since.

    Args:
        typee: what a form holds.
        courante: its row as it is published now.
    """
    lieu = typee.lieu
    return [
        Conflit(Changement(lieu.table, lieu.cle, colonne, avant, voulu), a_present)
        for colonne, avant in typee.avant.items()
        if (voulu := typee.champs.get(colonne)) is not None
        and (a_present := courante.get(colonne, "")) not in (avant, voulu)
    ]


def trancher(typee: Saisie, courante: Mapping[str, str], gardees: Collection[str]) -> Saisie:
    """Return what a form holds once it is chosen, for each of its conflicts, what is kept.

    Args:
        typee: what the form holds.
        courante: its row as it is published now.
        gardees: the columns whose typed value is kept; the other ones take the present value.
    """
    quittees = {h.changement.colonne for h in heurts_de(typee, courante)} - set(gardees)
    champs = {nom: texte for nom, texte in typee.champs.items() if nom not in quittees}
    return replace(typee, avant=dict(courante), champs=champs)


def reprise(
    changements: Sequence[Changement], conflits: Sequence[Conflit], gardes: Collection[int]
) -> list[Changement]:
    """Return the changes of a proposal, taken up again on what is published now.

    Args:
        changements: those of the proposal.
        conflits: those of them that can't be made.
        gardes: the ranks of the conflicts whose proposed value is kept; the others are dropped.
    """
    choisis = {c.changement: (rang in gardes, c.courant) for rang, c in enumerate(conflits)}
    repris: list[Changement] = []
    for changement in changements:
        garde, courant = choisis.get(changement, (True, changement.avant))
        if garde:
            repris.append(_depuis(changement, courant))
    return repris


def _depuis(changement: Changement, courant: str | None) -> Changement:
    ajoute = changement.operation is Operation.AJOUTER and courant is not None
    operation = Operation.MODIFIER if ajoute else changement.operation
    return replace(changement, avant=courant, operation=operation)


def erreurs_et_heurts(erreurs: Erreurs, heurts: Sequence[Conflit]) -> Erreurs:
    """Add to what is wrong in a form the conflicts that nobody has settled."""
    dits = {h.changement.colonne: _A_TRANCHER for h in heurts}
    return Erreurs({**erreurs.rangee, **dits}, erreurs.source)
