"""Cells that two people have changed: what each of them wrote, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from fabrique_dash.journal.cases import Changement, Operation, par_rangee
from fabrique_dash.journal.fusion import Conflit
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.redaction.erreurs import Erreurs
from fabrique_dash.redaction.typee import Saisie

_A_TRANCHER = (
    "quelqu’un d’autre a changé cette case. À faire\u00a0: choisir la valeur à garder, plus haut."
)
_OTEE = (
    "Quelqu’un a ôté cette rangée\u00a0: gardez l’état d’à présent, ou faites-la d’abord revenir, "
    "par l’historique."
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

    Raises:
        PropositionImpossible: a value is kept of a row that somebody took away.
    """
    choisis: dict[tuple[Operation, tuple[str, str]], list[tuple[Conflit, bool]]] = {}
    for rang, conflit in enumerate(conflits):
        c = conflit.changement
        choisis.setdefault((c.operation, c.rangee), []).append((conflit, rang in gardes))
    repris: list[Changement] = []
    for operation, rangee, groupe in par_rangee(changements):
        tranches = choisis.get((operation, rangee))
        repris += groupe if tranches is None else _FACONS[operation](groupe, tranches)
    return repris


_Tranches = Sequence[tuple[Conflit, bool]]


def _sans_heurt(groupe: Sequence[Changement], tranches: _Tranches) -> list[Changement]:
    heurtes = {conflit.changement for conflit, _ in tranches}
    return [changement for changement in groupe if changement not in heurtes]


def _gardes(tranches: _Tranches) -> list[Changement]:
    return [replace(h.changement, avant=h.courant) for h, garde in tranches if garde]


def _remplacer(groupe: Sequence[Changement], tranches: _Tranches) -> list[Changement]:
    """Keep what is not in conflict, and what is chosen, from the value of now."""
    return _sans_heurt(groupe, tranches) + _gardes(tranches)


def _modifier(groupe: Sequence[Changement], tranches: _Tranches) -> list[Changement]:
    """Keep likewise cells of a row, which must still be there."""
    if any(garde and conflit.courant is None for conflit, garde in tranches):
        raise PropositionImpossible(_OTEE)
    return _remplacer(groupe, tranches)


def _ajouter(groupe: Sequence[Changement], tranches: _Tranches) -> list[Changement]:
    """Change the row that somebody else has added: it can't be added any more."""
    if all(conflit.courant is None for conflit, _ in tranches):  # columns that are no longer
        return _sans_heurt(groupe, tranches)
    presents = [(conflit, garde) for conflit, garde in tranches if conflit.courant is not None]
    return [replace(c, operation=Operation.MODIFIER, voisin=None) for c in _gardes(presents)]


def _supprimer(groupe: Sequence[Changement], tranches: _Tranches) -> list[Changement]:
    """Take the row away as it is now; it stays whole if one of its cells is to stay."""
    return _remplacer(groupe, tranches) if all(garde for _, garde in tranches) else []


_FACONS = {
    Operation.MODIFIER: _modifier,
    Operation.AJOUTER: _ajouter,
    Operation.SUPPRIMER: _supprimer,
    Operation.FICHIER: _remplacer,
}


def erreurs_et_heurts(erreurs: Erreurs, heurts: Sequence[Conflit]) -> Erreurs:
    """Add to what is wrong in a form the conflicts that nobody has settled."""
    dits = {h.changement.colonne: _A_TRANCHER for h in heurts}
    return Erreurs({**erreurs.rangee, **dits}, erreurs.source)
