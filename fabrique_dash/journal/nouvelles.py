"""What happened lately, to tell whom it concerns: events of proposals, and territories touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from fabrique_dash.journal.cases import Changement, Operation, lire_la_cle
from fabrique_dash.journal.contenus import cases_de, paquet_de
from fabrique_dash.journal.droits import TERRITOIRES, colonne_du_territoire
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.paquet import Paquet
from fabrique_dash.journal.propositions_lues import Quoi, etat_de
from fabrique_dash.journal.tables import COMPTE, EVENEMENT, PROPOSITION


@dataclass(frozen=True)
class Recent:
    """Something that happened to a proposal.

    Attributes:
        id: its number.
        quoi: what.
        par: by whom, an account's code.
        le: when.
        mot: with which words.
        proposition: the proposal.
        titre: its title.
        motif: its reason.
        auteur: the account that made it.
        nom_de_l_auteur: its name, if it agreed to be named and still exists.
        etat: what the proposal is now.
    """

    id: int
    quoi: Quoi
    par: str
    le: str
    mot: str
    proposition: str
    titre: str
    motif: str
    auteur: str
    nom_de_l_auteur: str | None
    etat: Quoi


def recents(journal: Journal, depuis: str) -> list[Recent]:
    """List what happened to proposals, the first event first.

    Args:
        journal: the journal.
        depuis: not before this instant, as the journal writes it.
    """
    demande = (
        select(
            EVENEMENT,
            PROPOSITION.c.titre,
            PROPOSITION.c.motif,
            PROPOSITION.c.par.label("auteur"),
            COMPTE.c.nom,
            COMPTE.c.nomme,
        )
        .join(PROPOSITION, PROPOSITION.c.id == EVENEMENT.c.proposition)
        .outerjoin(COMPTE, COMPTE.c.id == PROPOSITION.c.par)
        .where(EVENEMENT.c.le >= depuis)
        .order_by(EVENEMENT.c.id)
    )
    with journal.lire() as cx:
        lus = cx.execute(demande).all()
        etats = {p: etat_de(cx, p) for p in {e.proposition for e in lus}}
        return [
            Recent(
                e.id,
                Quoi(e.quoi),
                e.par,
                e.le,
                e.commentaire,
                e.proposition,
                e.titre,
                e.motif,
                e.auteur,
                e.nom if e.nomme else None,
                etats[e.proposition],
            )
            for e in lus
        ]


@dataclass(frozen=True)
class Touche:
    """A row that a publication changed, and the territory that it is about."""

    territoire: str
    table: str
    cle: str


def touches(journal: Journal, n: int) -> tuple[Touche, ...]:
    """Return the rows of territories that a publication changed, each once, in their order.

    A row that went from one territory to another is told of both.

    Args:
        journal: the journal.
        n: the publication.
    """
    with journal.lire() as cx:
        return tuple(dict.fromkeys(_touches(cx, n)))


def _touches(cx: Connection, n: int) -> Iterable[Touche]:
    cases = [c for c in cases_de(cx, n) if c.operation is not Operation.FICHIER]
    apres = paquet_de(cx, n)[1]
    avant = paquet_de(cx, n - 1)[1]
    for case in cases:
        for territoire in _territoires(case, (avant, apres)):
            yield Touche(territoire, *case.rangee)


def _territoires(case: Changement, paquets: tuple[Paquet, ...]) -> Iterable[str]:
    if case.nom_table == TERRITOIRES:
        yield from lire_la_cle(case.cle)
        return
    for paquet in paquets:
        tableau = paquet.tableau(case.nom_table)
        rangee = None if tableau is None else tableau.rangee(case.cle)
        if tableau is not None and rangee is not None:
            colonne = colonne_du_territoire(tableau.table)
            if colonne and rangee.get(colonne):
                yield rangee[colonne]
