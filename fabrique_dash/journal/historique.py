"""What was published, told again: by cell, by row, by publication, by person. Nothing expires."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from fabrique_dash.journal.cases import Changement, Operation, changement_de
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions_lues import Nature
from fabrique_dash.journal.tables import CASE_PUBLIEE, COMPTE, PROPOSITION, PUBLICATION

_LIMITE = 200


@dataclass(frozen=True)
class Publication:
    """A publication.

    Attributes:
        n: its number.
        le: when, in UTC; what orders publications is their number.
        par: the code of the account that published it.
        nom: its name, if it agreed to be named and still exists.
        auteur: the code of the account that proposed the changes.
        nom_de_l_auteur: its name, likewise.
        message: in a few words.
        motif: why.
        nature: where the proposal came from.
        proposition: its code.
    """

    n: int
    le: str
    par: str
    nom: str | None
    auteur: str
    nom_de_l_auteur: str | None
    message: str
    motif: str
    nature: Nature
    proposition: str


@dataclass(frozen=True)
class Trace:
    """A change that was published, with its publication."""

    publication: Publication
    changement: Changement


@dataclass(frozen=True)
class Filtre:
    """What to tell of history; an empty filter tells all.

    Attributes:
        table: only the changes of this table.
        cle: only those of this row.
        colonne: only those of this column.
        n: only this publication.
        proposition: only the one that came of this proposal.
        par: only what this account published, or proposed.
        depuis: not before this instant, as the journal writes it; a day will do.
        jusqu_a: before this one.
        avant: only publications before this number, to go on with a list.
    """

    table: str | None = None
    cle: str | None = None
    colonne: str | None = None
    n: int | None = None
    proposition: str | None = None
    par: str | None = None
    depuis: str | None = None
    jusqu_a: str | None = None
    avant: int | None = None

    def de_publication(self) -> list[ColumnElement[bool]]:
        """Return what it asks of a publication."""
        p = PUBLICATION.c
        voulus: list[tuple[object, Callable[[Any], ColumnElement[bool]]]] = [
            (self.n, p.n.__eq__),
            (self.proposition, p.proposition.__eq__),
            (self.par, lambda par: (p.par == par) | (PROPOSITION.c.par == par)),
            (self.depuis, p.le.__ge__),
            (self.jusqu_a, p.le.__lt__),
            (self.avant, p.n.__lt__),
        ]
        return [condition(valeur) for valeur, condition in voulus if valeur is not None]

    def de_case(self) -> list[ColumnElement[bool]]:
        """Return what it asks of a change."""
        c = CASE_PUBLIEE.c
        voulus = [(self.table, c.nom_table), (self.cle, c.cle), (self.colonne, c.colonne)]
        return [colonne == valeur for valeur, colonne in voulus if valeur is not None]


_PAR, _AUTEUR = COMPTE.alias("par_compte"), COMPTE.alias("auteur_compte")
_COLONNES = (
    PUBLICATION.c.n.label("numero"),
    PUBLICATION.c.le,
    PUBLICATION.c.par,
    PUBLICATION.c.message,
    PUBLICATION.c.proposition,
    PROPOSITION.c.par.label("auteur"),
    PROPOSITION.c.motif,
    PROPOSITION.c.nature,
    _PAR.c.nom.label("nom"),
    _PAR.c.nomme.label("nomme"),
    _AUTEUR.c.nom.label("nom_auteur"),
    _AUTEUR.c.nomme.label("auteur_nomme"),
)
_AVEC_LES_NOMS = (
    PUBLICATION.join(PROPOSITION, PROPOSITION.c.id == PUBLICATION.c.proposition)
    .outerjoin(_PAR, _PAR.c.id == PUBLICATION.c.par)
    .outerjoin(_AUTEUR, _AUTEUR.c.id == PROPOSITION.c.par)
)


def _publication(ligne: Any) -> Publication:
    return Publication(
        ligne.numero,
        ligne.le,
        ligne.par,
        ligne.nom if ligne.nomme else None,
        ligne.auteur,
        ligne.nom_auteur if ligne.auteur_nomme else None,
        ligne.message,
        ligne.motif,
        Nature(ligne.nature),
        ligne.proposition,
    )


def publications(
    journal: Journal, filtre: Filtre | None = None, limite: int = _LIMITE
) -> list[Publication]:
    """List publications, the latest first.

    Args:
        journal: the journal.
        filtre: which ones; those that changed such a table, row or column, if it says so.
        limite: how many at most.
    """
    choix = filtre or Filtre()
    demande: Select[Any] = select(*_COLONNES).select_from(_AVEC_LES_NOMS)
    demande = demande.where(*choix.de_publication())
    if de_case := choix.de_case():
        demande = demande.where(PUBLICATION.c.n.in_(select(CASE_PUBLIEE.c.n).where(*de_case)))
    with journal.lire() as cx:
        lues = cx.execute(demande.order_by(PUBLICATION.c.n.desc()).limit(limite))
        return [_publication(ligne) for ligne in lues]


def historique(
    journal: Journal, filtre: Filtre | None = None, limite: int = _LIMITE
) -> list[Trace]:
    """List changes that were published, the latest publication first, each in its order.

    Args:
        journal: the journal.
        filtre: which ones.
        limite: how many at most.
    """
    choix = filtre or Filtre()
    jointes = CASE_PUBLIEE.join(_AVEC_LES_NOMS, PUBLICATION.c.n == CASE_PUBLIEE.c.n)
    demande: Select[Any] = select(*_COLONNES, CASE_PUBLIEE).select_from(jointes)
    demande = demande.where(*choix.de_publication(), *choix.de_case())
    demande = demande.order_by(CASE_PUBLIEE.c.n.desc(), CASE_PUBLIEE.c.rang).limit(limite)
    with journal.lire() as cx:
        return [Trace(_publication(li), changement_de(li)) for li in cx.execute(demande)]


def compter(journal: Journal, filtre: Filtre) -> dict[Operation, int]:
    """Count changes that were published, by operation: all of them, however many.

    Args:
        journal: the journal.
        filtre: which ones.
    """
    jointes = CASE_PUBLIEE.join(PUBLICATION, PUBLICATION.c.n == CASE_PUBLIEE.c.n).join(
        PROPOSITION, PROPOSITION.c.id == PUBLICATION.c.proposition
    )
    operation = CASE_PUBLIEE.c.operation
    demande = select(operation, func.count()).select_from(jointes).group_by(operation)
    demande = demande.where(*filtre.de_publication(), *filtre.de_case())
    with journal.lire() as cx:
        return {Operation(nom): int(nombre) for nom, nombre in cx.execute(demande)}


def derniere(journal: Journal, table: str, cle: str, avant: int) -> Publication | None:
    """Return the last publication that changed a row; None if none did since the first one.

    Args:
        journal: the journal.
        table: its table.
        cle: its key.
        avant: only publications before this number.
    """
    c = CASE_PUBLIEE.c
    de_la_rangee = (c.nom_table == table, c.cle == cle, c.n < avant)
    numero = select(func.max(c.n)).where(*de_la_rangee).scalar_subquery()
    demande = select(*_COLONNES).select_from(_AVEC_LES_NOMS).where(PUBLICATION.c.n == numero)
    with journal.lire() as cx:
        ligne = cx.execute(demande).first()
        return None if ligne is None else _publication(ligne)


def rangees_changees(journal: Journal, table: str) -> list[str]:
    """List the keys of the rows of a table that some publication changed, in their order."""
    c = CASE_PUBLIEE.c
    demande = select(c.cle).where(c.nom_table == table).distinct().order_by(c.cle)
    with journal.lire() as cx:
        return list(cx.execute(demande).scalars())


def personnes_nommees(journal: Journal) -> dict[str, str]:
    """Return who agreed to be named and published, or proposed what was: name, by account."""
    cite = [
        select(true()).where(PUBLICATION.c.par == COMPTE.c.id).exists(),
        select(true()).where(PROPOSITION.c.par == COMPTE.c.id).exists(),
    ]
    demande = select(COMPTE.c.id, COMPTE.c.nom).where(COMPTE.c.nomme, cite[0] | cite[1])
    with journal.lire() as cx:
        lus = cx.execute(demande.order_by(COMPTE.c.nom, COMPTE.c.id))
        return {ligne.id: ligne.nom for ligne in lus}
