"""A long history made by code: thousands of publications, hundreds of thousands of cells."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from fabrique_dash.journal.cases import Changement
from fabrique_dash.journal.contenus import paquet_de, sceller
from fabrique_dash.journal.droits import SYSTEME, Habilitation, Role
from fabrique_dash.journal.invitations import inviter
from fabrique_dash.journal.moteur import Journal, ecrire_l_instant
from fabrique_dash.journal.propositions_lues import Nature, Quoi
from fabrique_dash.journal.tables import CASE_PUBLIEE, EVENEMENT, PROPOSITION, PUBLICATION

PUBLICATIONS, CASES = 10_000, 200_000
_PAR_LOT = 500
_PERSONNES = 12
_GRAINE = 12


@dataclass(frozen=True)
class Passe:
    """What was made.

    Attributes:
        personnes: accounts; one in two agreed to be named.
        changee_partout: a row that every publication changes: table and key.
        changee_parfois: a row that some change, as any other.
    """

    personnes: tuple[str, ...]
    changee_partout: tuple[str, str]
    changee_parfois: tuple[str, str]


def vieillir(journal: Journal, publications: int = PUBLICATIONS, cases: int = CASES) -> Passe:
    """Give a journal of one publication a long history, that leaves its data as they are.

    Args:
        journal: the journal.
        publications: how many it will have.
        cases: how many cells they will have changed.
    """
    hasard = random.Random(_GRAINE)
    referent = Habilitation(Role.REFERENT)
    personnes = tuple(
        inviter(journal, SYSTEME, f"Personne {rang}", referent, nomme=rang % 2 == 0)[0]
        for rang in range(_PERSONNES)
    )
    with journal.lire() as cx:
        rangees = list(_rangees(cx))
        derniere = dict(cx.execute(select(PUBLICATION)).mappings().one())
    partout, parfois = rangees[0], rangees[len(rangees) // 2]
    par_publication = cases // (publications - 1)
    for debut in range(2, publications + 1, _PAR_LOT):
        lot = []
        for n in range(debut, min(debut + _PAR_LOT, publications + 1)):
            choisies = [partout, *hasard.choices(rangees[1:], k=par_publication - 1)]
            derniere = _suivante(journal, derniere, n, hasard.choice(personnes), choisies)
            lot.append(derniere)
        with journal.ecrire() as cx:
            _inscrire(cx, lot)
    return Passe(personnes, partout, parfois)


def _rangees(cx: Connection) -> Iterator[tuple[str, str]]:
    _, paquet = paquet_de(cx)
    for tableau in paquet.tableaux():
        for cle, _ in tableau:
            yield tableau.table.nom, cle


def _suivante(
    journal: Journal,
    parent: dict[str, Any],
    n: int,
    par: str,
    rangees: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """Make a publication, with its changes under « cases », sealed as a true one is."""
    cases = [Changement(t, cle, "note", f"note {n - 1}", f"note {n}") for t, cle in rangees]
    quand = journal.horloge() + timedelta(minutes=n)
    faite = {
        "n": n,
        "parent": n - 1,
        "par": par,
        "le": ecrire_l_instant(quand),
        "message": f"Publication synthétique {n}",
        "proposition": secrets.token_hex(8),
        "manifeste": parent["manifeste"],
        "version": parent["version"],
    }
    return {**faite, "chaine": sceller(parent["chaine"], faite, cases), "cases": cases}


def _inscrire(cx: Connection, lot: Sequence[dict[str, Any]]) -> None:
    propositions = [
        {
            "id": p["proposition"],
            "nature": Nature.SAISIE.value,
            "par": p["par"],
            "le": p["le"],
            "base": p["parent"],
            "titre": p["message"],
            "motif": "Pour mesurer.",
        }
        for p in lot
    ]
    evenements = [
        {"proposition": p["proposition"], "quoi": quoi.value, "par": p["par"], "le": p["le"]}
        | {"commentaire": ""}
        for p in lot
        for quoi in (Quoi.PROPOSEE, Quoi.PUBLIEE)
    ]
    publications = [{nom: v for nom, v in p.items() if nom != "cases"} for p in lot]
    cases = [
        {"n": p["n"], "rang": rang, **case.colonnes()}
        for p in lot
        for rang, case in enumerate(p["cases"])
    ]
    for table, rangees in (
        (PROPOSITION, propositions),
        (EVENEMENT, evenements),
        (PUBLICATION, publications),
        (CASE_PUBLIEE, cases),
    ):
        cx.execute(insert(table), rangees)
