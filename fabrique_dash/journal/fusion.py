"""Changes merged cell by cell into a package: each is made, already made, or in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fabrique_dash.journal.cases import Changement, Operation, par_rangee
from fabrique_dash.journal.paquet import Paquet, sans_la_date
from fabrique_dash.journal.tableau import Tableau


@dataclass(frozen=True)
class Conflit:
    """A cell that somebody else has changed since.

    Attributes:
        changement: what was wanted: the value that it started from, the one that it would give.
        courant: the value now; None where the row, or the column, does not exist.
    """

    changement: Changement
    courant: str | None


@dataclass(frozen=True)
class Fusion:
    """What became of changes.

    Attributes:
        effets: those that were made, as they were made: made again in this order on the same
            package, they give the same.
        conflits: those that could not be.
    """

    effets: tuple[Changement, ...]
    conflits: tuple[Conflit, ...]


def fusionner(paquet: Paquet, changements: Sequence[Changement]) -> Fusion:
    """Make changes in a package; if there is a conflict, the package must be thrown away.

    A cell is changed if it has the value that the change started from, left as it is if it has
    already the value wanted, and otherwise in conflict.

    Args:
        paquet: the package, changed.
        changements: the changes; those of one row stand together.

    Raises:
        TableIllisible: a table of the package can't be read.
    """
    effets: list[Changement] = []
    conflits: list[Conflit] = []
    fichiers = [c for c in changements if c.operation is Operation.FICHIER]
    for changement in fichiers:
        _poser_un_fichier(paquet, changement, effets, conflits)
    cases = (c for c in changements if c.operation is not Operation.FICHIER)
    for operation, (nom, cle), groupe in par_rangee(cases):
        tableau = paquet.tableau(nom)
        if tableau is None:
            conflits += (Conflit(c, None) for c in groupe)
            continue
        faits, heurts = _FACONS[operation](tableau, cle, groupe)
        effets += faits
        conflits += heurts
        if faits:
            paquet.toucher(nom)
    return Fusion(tuple(effets), tuple(conflits))


_Suite = tuple[list[Changement], list[Conflit]]


def _poser_un_fichier(
    paquet: Paquet, changement: Changement, effets: list[Changement], conflits: list[Conflit]
) -> None:
    chemin, voulu = changement.nom_table, changement.apres
    assert voulu is not None  # a file leaves by its descriptor
    octets = paquet.contenu(voulu)
    existe = chemin in paquet.manifeste
    courant = sans_la_date(chemin, paquet.octets(chemin)) if existe else None
    if courant == sans_la_date(chemin, octets):
        return
    if courant != changement.avant:
        conflits.append(Conflit(changement, courant))
        return
    paquet.remplacer(chemin, octets)
    effets.append(changement)


def _modifier(tableau: Tableau, cle: str, groupe: Iterable[Changement]) -> _Suite:
    faits, heurts = [], []
    for changement in groupe:
        courant = tableau.case(cle, changement.colonne)
        if courant is not None and courant == changement.apres:
            continue
        if courant is None or courant != changement.avant or changement.apres is None:
            heurts.append(Conflit(changement, courant))
            continue
        tableau.ecrire(cle, changement.colonne, changement.apres)
        faits.append(changement)
    return faits, heurts


def _ajouter(tableau: Tableau, cle: str, groupe: list[Changement]) -> _Suite:
    voulue = {c.colonne: c.apres or "" for c in groupe}
    presente = tableau.rangee(cle)
    if presente is not None:
        autres = [c for c in groupe if presente.get(c.colonne) != c.apres]
        autres += [
            Changement(tableau.table.nom, cle, colonne, None, "", Operation.AJOUTER)
            for colonne, texte in presente.items()
            if texte and colonne not in voulue
        ]
        return [], [Conflit(c, presente.get(c.colonne)) for c in autres]
    if inconnues := [c for c in groupe if c.colonne not in tableau.colonnes]:
        return [], [Conflit(c, None) for c in inconnues]
    tableau.poser(cle, voulue, groupe[0].voisin)
    voisin = tableau.voisin(cle)
    return [replace(c, voisin=voisin) for c in groupe], []


def _supprimer(tableau: Tableau, cle: str, groupe: list[Changement]) -> _Suite:
    presente = tableau.rangee(cle)
    if presente is None:
        return [], []
    connus = {c.colonne: c for c in groupe}
    heurts = []
    for colonne, texte in presente.items():
        changement = connus.get(colonne)
        if texte != (changement.avant if changement else ""):
            voulu = changement or Changement(
                tableau.table.nom, cle, colonne, "", None, Operation.SUPPRIMER
            )
            heurts.append(Conflit(voulu, texte))
    if heurts:
        return [], heurts
    voisin = tableau.voisin(cle)
    tableau.oter(cle)
    return [replace(c, voisin=voisin) for c in groupe if c.colonne in presente], []


_FACONS = {
    Operation.MODIFIER: _modifier,
    Operation.AJOUTER: _ajouter,
    Operation.SUPPRIMER: _supprimer,
}
