"""Proposals: several changes with a reason, and what happened to each.

A proposal never changes. Its state is its last event; one that is taken up again makes another.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from fabrique_dash.donnees.controle.regles import faute_de_courriel
from fabrique_dash.journal.cases import Changement, Operation, lu, par_rangee, saisie
from fabrique_dash.journal.contenus import Tete, paquet_de
from fabrique_dash.journal.droits import DroitRefuse, peut_ecrire, peut_relire, repond_de
from fabrique_dash.journal.habilitations import droits, exiger_un_administrateur
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.paquet import Manifeste, Paquet
from fabrique_dash.journal.propositions_lues import (
    OUVERTES,
    Evenement,
    Nature,
    Quoi,
    etat_de,
)
from fabrique_dash.journal.tables import CHANGEMENT, EVENEMENT, PROPOSITION

_DU_RELECTEUR = frozenset({Quoi.QUESTIONNEE, Quoi.REFUSEE})
_DE_L_AUTEUR = frozenset({Quoi.REPONDUE, Quoi.RETIREE})
_ABSENTE = "Cette proposition n’existe pas."
_PLUS_RIEN = (
    "Il ne reste rien à proposer\u00a0: tout est gardé tel quel. Retirez plutôt la proposition."
)
_AVEC_UN_MOT = frozenset({Quoi.QUESTIONNEE, Quoi.REPONDUE, Quoi.REFUSEE})


class PropositionImpossible(RuntimeError):
    """A proposal can't be made, or can't become what is asked; the message is in French."""


@dataclass(frozen=True)
class Texte:
    """What a proposal says of itself."""

    titre: str
    motif: str
    nature: Nature = Nature.SAISIE


def proposer(
    journal: Journal,
    par: str,
    texte: Texte,
    changements: Sequence[Changement],
    remplace: str | None = None,
) -> str:
    """Record a proposal and return its code. What somebody typed is read as the package reads it.

    Args:
        journal: the journal.
        par: the account.
        texte: what it says of itself; both are asked for.
        changements: what it changes; those of one row stand together.
        remplace: an open proposal of the same account, that this one takes the place of.

    Raises:
        DroitRefuse: the account may not write one of these rows.
        PropositionImpossible: it says or changes nothing, or changes what can't be.
        JournalIndisponible: the journal can't be written.
    """
    if texte.nature is Nature.SAISIE:
        changements = [lu(changement) for changement in changements]
    with journal.ecrire() as cx:
        tete, paquet = paquet_de(cx)
        verifier_les_changements(paquet, changements)
        _exiger_les_droits(cx, par, paquet, changements)
        return inscrire(cx, journal, par, tete, texte, changements, remplace=remplace)


def reprendre(
    journal: Journal, par: str, proposition: str, changements: Sequence[Changement]
) -> str:
    """Record a proposal in the place of an open one, which said the same; return its code.

    It keeps what the first one says of itself: title, reason, nature, and the release that it
    comes from if any. An administrator answers for what the system proposed: nobody else can.

    Args:
        journal: the journal.
        par: the account.
        proposition: the open proposal.
        changements: what is changed now; those of one row stand together.

    Raises:
        DroitRefuse: the account may not take it up again, or may not write one of these rows.
        PropositionImpossible: it no longer waits, or what is left of it changes nothing.
        JournalIndisponible: the journal can't be written.
    """
    with journal.ecrire() as cx:
        lue = cx.execute(select(PROPOSITION).where(PROPOSITION.c.id == proposition)).first()
        if lue is None:
            raise PropositionImpossible(_ABSENTE)
        if not changements:
            raise PropositionImpossible(_PLUS_RIEN)
        texte = Texte(lue.titre, lue.motif, Nature(lue.nature))
        tete, paquet = paquet_de(cx)
        if texte.nature is Nature.IMPORT:  # files and columns that no page could propose
            exiger_un_administrateur(cx, par)
        else:
            verifier_les_changements(paquet, changements)
            _exiger_les_droits(cx, par, paquet, changements)
        manifeste = None if lue.manifeste is None else json.loads(lue.manifeste)
        return inscrire(cx, journal, par, tete, texte, changements, proposition, manifeste)


def inscrire(
    cx: Connection,
    journal: Journal,
    par: str,
    tete: Tete,
    texte: Texte,
    changements: Sequence[Changement],
    remplace: str | None = None,
    manifeste: Manifeste | None = None,
) -> str:
    """Record a proposal whose changes and rights have been looked at; return its code."""
    titre, motif = saisie(texte.titre), saisie(texte.motif)
    if not titre or not motif:
        raise PropositionImpossible("Une proposition a un titre et un motif.")
    _sans_courriel(titre, motif)
    identifiant, le = secrets.token_hex(8), journal.maintenant()
    if remplace is not None:
        noter(cx, journal, remplace, Quoi.REMPLACEE, par)
    cx.execute(
        insert(PROPOSITION).values(
            id=identifiant,
            nature=texte.nature.value,
            par=par,
            le=le,
            base=tete.n,
            titre=titre,
            motif=motif,
            remplace=remplace,
            manifeste=None if manifeste is None else json.dumps(dict(manifeste), sort_keys=True),
        )
    )
    rangees = [
        {"proposition": identifiant, "rang": r, **c.colonnes()} for r, c in enumerate(changements)
    ]
    if rangees:
        cx.execute(insert(CHANGEMENT), rangees)
    _ajouter_l_evenement(cx, identifiant, Evenement(Quoi.PROPOSEE, par, le, ""))
    return identifiant


def _sans_courriel(*textes: str | None) -> None:
    """Refuse an e-mail address: what is recorded here is never erased."""
    if faute := faute_de_courriel(*textes):
        raise PropositionImpossible(faute)


def verifier_les_changements(paquet: Paquet, changements: Sequence[Changement]) -> None:
    """Raise `PropositionImpossible` for what no proposal may change."""
    if not changements:
        raise PropositionImpossible("Cette proposition ne change rien.")
    _sans_courriel(*(changement.apres for changement in changements))
    for changement in changements:
        tableau = paquet.tableau(changement.nom_table)
        if tableau is None or changement.operation is Operation.FICHIER:
            dit = f"La table «\u00a0{changement.nom_table}\u00a0» ne se change pas ici."
            raise PropositionImpossible(dit)
        if changement.colonne not in tableau.colonnes:
            dit = f"La colonne «\u00a0{changement.colonne}\u00a0» n’existe pas."
            raise PropositionImpossible(dit)
        deplace = changement.operation is Operation.MODIFIER
        if deplace and changement.colonne in tableau.table.cle_primaire:
            raise PropositionImpossible("L’identifiant d’une rangée ne se change pas.")


def _exiger_les_droits(
    cx: Connection, par: str, paquet: Paquet, changements: Sequence[Changement]
) -> None:
    accordes = droits(cx, par)
    for operation, (nom, cle), groupe in par_rangee(changements):
        tableau = paquet.tableau(nom)
        assert tableau is not None
        avant = tableau.rangee(cle)
        voulues = {c.colonne: c.apres or "" for c in groupe}
        apres = None if operation is Operation.SUPPRIMER else {**(avant or {}), **voulues}
        if not peut_ecrire(accordes, tableau.table, avant, apres):
            titre = tableau.table.titre
            raise DroitRefuse(
                f"Vous n’avez pas le droit d’écrire cette rangée de «\u00a0{titre}\u00a0»."
            )


def noter(
    cx: Connection, journal: Journal, proposition: str, quoi: Quoi, par: str, mot: str = ""
) -> None:
    """Add an event to an open proposal, whose line is held until the end of the transaction.

    Raises:
        DroitRefuse: the account may not.
        PropositionImpossible: the proposal no longer waits, or a word is missing.
    """
    auteur = cx.execute(
        select(PROPOSITION.c.par).where(PROPOSITION.c.id == proposition).with_for_update()
    ).scalar()
    if auteur is None:
        raise PropositionImpossible(_ABSENTE)
    etat = etat_de(cx, proposition)
    if etat not in OUVERTES:
        raise PropositionImpossible(
            f"Cette proposition n’attend plus\u00a0: elle est {etat.value}."
        )
    if quoi in _DU_RELECTEUR and not peut_relire(droits(cx, par)):
        raise DroitRefuse("Seul un relecteur peut interroger ou refuser une proposition.")
    if quoi in _DE_L_AUTEUR | {Quoi.REMPLACEE} and not repond_de(droits(cx, par), par, auteur):
        raise DroitRefuse("Seul son auteur peut répondre, retirer ou reprendre une proposition.")
    mot = saisie(mot)
    if quoi in _AVEC_UN_MOT and not mot:
        raise PropositionImpossible("Dites pourquoi, en quelques mots.")
    _sans_courriel(mot)
    _ajouter_l_evenement(cx, proposition, Evenement(quoi, par, journal.maintenant(), mot))


def suite(journal: Journal, proposition: str, quoi: Quoi, par: str, mot: str = "") -> None:
    """Question, answer, refuse or withdraw a proposal.

    Raises:
        DroitRefuse: the account may not.
        PropositionImpossible: the proposal no longer waits, a word is missing, or `quoi` is the
            matter of another function.
    """
    if quoi not in _DU_RELECTEUR | _DE_L_AUTEUR:
        raise PropositionImpossible(
            f"Une proposition ne devient pas «\u00a0{quoi.value}\u00a0» ainsi."
        )
    with journal.ecrire() as cx:
        noter(cx, journal, proposition, quoi, par, mot)


def _ajouter_l_evenement(cx: Connection, proposition: str, evenement: Evenement) -> None:
    cx.execute(
        insert(EVENEMENT).values(
            proposition=proposition,
            quoi=evenement.quoi.value,
            par=evenement.par,
            le=evenement.le,
            commentaire=evenement.commentaire,
        )
    )
