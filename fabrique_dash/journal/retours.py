"""Going back: a publication like the others, that gives cells the values that they had.

What goes back is what people write, the rows. Descriptor, reference tables and outlines go with
the code that reads them: an older release is imported, as it was the first time.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from fabrique_dash.journal.cases import Changement, Operation, contraires
from fabrique_dash.journal.contenus import cases_de, paquet_de
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import (
    PropositionImpossible,
    Texte,
    proposer,
    suite,
)
from fabrique_dash.journal.propositions_lues import Nature, Quoi
from fabrique_dash.journal.publication import Issue, Verificateur, publier
from fabrique_dash.journal.tableau import Tableau, differences

_INCONNUE = "Il n’y a pas de publication n°\u00a0{}."


def proposer_d_annuler(
    journal: Journal,
    n: int,
    par: str,
    motif: str,
    rangees: Collection[tuple[str, str]] | None = None,
) -> str:
    """Propose to undo what a publication did, and nothing else; return the proposal.

    Args:
        journal: the journal.
        n: the publication.
        par: the account.
        motif: why.
        rangees: only these rows: table and key; all of them if None.

    Raises:
        DroitRefuse: the account may not write one of these rows.
        PropositionImpossible: it has no such publication, or there is nothing to undo in it.
    """
    with journal.lire() as cx:
        faits = cases_de(cx, n)
    a_defaire = [
        c
        for c in faits
        if c.operation is not Operation.FICHIER and (rangees is None or c.rangee in rangees)
    ]
    if not a_defaire:
        raise PropositionImpossible(f"La publication n°\u00a0{n} n’a rien à annuler.")
    texte = Texte(f"Annuler la publication n°\u00a0{n}", motif, Nature.ANNULATION)
    return proposer(journal, par, texte, contraires(a_defaire))


def proposer_de_retablir(journal: Journal, n: int, par: str, motif: str) -> str:
    """Propose to give all rows the state that they had at a publication; return the proposal.

    Raises:
        DroitRefuse: the account may not write one of these rows.
        PropositionImpossible: it has no such publication, or all is so already.
    """
    with journal.lire() as cx:
        changements = _vers_l_etat(cx, n)
    if not changements:
        raise PropositionImpossible(f"Tout est déjà comme à la publication n°\u00a0{n}.")
    texte = Texte(f"Rétablir l’état de la publication n°\u00a0{n}", motif, Nature.RETABLISSEMENT)
    return proposer(journal, par, texte, changements)


def _vers_l_etat(cx: Connection, n: int) -> list[Changement]:
    _, tete = paquet_de(cx)
    try:
        _, voulu = paquet_de(cx, n)
    except LookupError as erreur:
        raise PropositionImpossible(_INCONNUE.format(n)) from erreur
    changements: list[Changement] = []
    for present in tete.tableaux():
        chemin = present.table.chemin
        if voulu.manifeste.get(chemin) in (None, tete.manifeste.get(chemin)):
            continue
        # Read as the present package describes it: a column that has come since stays as it is.
        ancien = Tableau(present.table, voulu.octets(chemin))
        changements += (
            c
            for c in differences(present, ancien)
            if c.operation is not Operation.MODIFIER or c.colonne in ancien.entete
        )
    return changements


def annuler(
    journal: Journal,
    n: int,
    par: str,
    motif: str,
    verifier: Verificateur,
    rangees: Collection[tuple[str, str]] | None = None,
) -> Issue:
    """Undo what a publication did, and nothing else, at once.

    Where it was touched since, there is a conflict: what was proposed waits, to be settled cell by
    cell. Where the data would no longer be valid, it is withdrawn.

    Args:
        journal: the journal.
        n: the publication.
        par: the account.
        motif: why.
        verifier: checks a package.
        rangees: only these rows: table and key; all of them if None.

    Raises:
        DroitRefuse: the account may not write one of these rows, or publish.
        PropositionImpossible: there is no such publication, or nothing to undo in it.
        JournalIndisponible: the journal can't be used.
    """
    proposition = proposer_d_annuler(journal, n, par, motif, rangees)
    return _publier_ou_retirer(journal, proposition, par, verifier)


def retablir(journal: Journal, n: int, par: str, motif: str, verifier: Verificateur) -> Issue:
    """Give all rows the state that they had at a publication, at once.

    Args:
        journal: the journal.
        n: the publication.
        par: the account.
        motif: why.
        verifier: checks a package.

    Raises:
        DroitRefuse: the account may not write one of these rows, or publish.
        PropositionImpossible: there is no such publication, or all is so already.
        JournalIndisponible: the journal can't be used.
    """
    proposition = proposer_de_retablir(journal, n, par, motif)
    return _publier_ou_retirer(journal, proposition, par, verifier)


def _publier_ou_retirer(
    journal: Journal, proposition: str, par: str, verifier: Verificateur
) -> Issue:
    issue = publier(journal, proposition, par, verifier)
    if issue.problemes:  # of a conflict, on the contrary, its author chooses what is kept
        suite(journal, proposition, Quoi.RETIREE, par, "Le retour n’a pas pu se faire.")
    return issue
