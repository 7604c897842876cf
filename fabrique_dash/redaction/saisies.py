"""What somebody is typing in a form: kept in a draft field by field, then turned into changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fabrique_dash.journal.brouillons import (
    Brouillon,
    brouillons,
    cases_du_brouillon,
    ecrire_les_cases,
    oter_la_rangee,
    tenir_un_brouillon,
)
from fabrique_dash.journal.cases import Operation, saisie
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.redaction.ecritures import changements_de
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Lieu, Saisie

RIEN_DE_SAISI = "Rien n’est encore saisi ici."


def saisie_du_brouillon(brouillon: Brouillon) -> Saisie:
    """Read what a draft keeps."""
    c, lieu = brouillon.contenu, lieu_du_brouillon(brouillon)
    return Saisie(lieu, c.get("avant", {}), c.get("champs", {}), c.get("source", {}))


def lieu_du_brouillon(brouillon: Brouillon) -> Lieu:
    """Tell where a draft was typed."""
    c = brouillon.contenu
    return Lieu(brouillon.porte, str(c.get("table", "")), str(c.get("cle", "")))


def brouillon_du_lieu(journal: Journal, compte: str, lieu: Lieu) -> Brouillon | None:
    """Return the draft that an account has there, the latest; None if it has none."""
    return next((b for b in brouillons(journal, compte) if lieu_du_brouillon(b) == lieu), None)


def ouverte(publiees: RangeesPubliees, porte: Porte, lieu: Lieu) -> Saisie:
    """Return what a form holds before anything is typed in it."""
    avant = publiees.rangee(lieu.table, lieu.cle) if lieu.cle else None
    return Saisie(lieu, avant or {}, dict(porte.poses))


def enregistrer(
    journal: Journal, compte: str, depart: Saisie, champ: str, texte: str, de_la_source: bool
) -> None:
    """Keep a field; on the disk when this returns.

    Args:
        journal: the journal.
        compte: who types.
        depart: what the form held before anything was typed.
        champ: the field.
        texte: what was typed.
        de_la_source: whether it is a column of the new source.

    Raises:
        JournalIndisponible: it could not be kept.
    """
    lieu = depart.lieu

    def avec_le_champ(brouillon: Brouillon | None) -> dict[str, Any]:
        connue = depart if brouillon is None else saisie_du_brouillon(brouillon).sur(depart.avant)
        champs, source = dict(connue.champs), dict(connue.source)
        (source if de_la_source else champs)[champ] = saisie(texte)
        return Saisie(lieu, connue.avant, champs, source).contenu()

    def est_lui(brouillon: Brouillon) -> bool:
        return lieu_du_brouillon(brouillon) == lieu

    tenir_un_brouillon(journal, compte, lieu.porte, est_lui, avec_le_champ)


def tenir(journal: Journal, compte: str, depart: Saisie, proposes: Mapping[str, str]) -> str:
    """Have a draft somewhere, opened if needed, and return it; what it holds stays.

    Args:
        journal: the journal.
        compte: whose draft it is.
        depart: what the form holds before anything is typed.
        proposes: what fields are to hold, if nothing was typed in them.

    Raises:
        JournalIndisponible: it could not be kept.
    """
    lieu = depart.lieu

    def avec_ce_qui_est_propose(brouillon: Brouillon | None) -> dict[str, Any]:
        connue = depart if brouillon is None else saisie_du_brouillon(brouillon).sur(depart.avant)
        lus = {champ: saisie(texte) for champ, texte in proposes.items()}
        # A door's own fields are no typing: what is proposed takes their place.
        typees = {c: t for c, t in connue.champs.items() if brouillon or c not in lus}
        return Saisie(lieu, connue.avant, {**lus, **typees}, connue.source).contenu()

    def est_lui(brouillon: Brouillon) -> bool:
        return lieu_du_brouillon(brouillon) == lieu

    return tenir_un_brouillon(journal, compte, lieu.porte, est_lui, avec_ce_qui_est_propose)


def preparer(
    journal: Journal, compte: str, publiees: RangeesPubliees, porte: Porte, lieu: Lieu, jour: date
) -> str:
    """Write in a draft the changes of cells that its form comes to; return the draft.

    What an earlier try wrote there leaves it, but for the rows that are still to be changed.

    Raises:
        PropositionImpossible: nothing was typed, or the row has no key.
        JournalIndisponible: the journal can't be written.
    """
    brouillon = brouillon_du_lieu(journal, compte, lieu)
    if brouillon is None:
        raise PropositionImpossible(RIEN_DE_SAISI)
    courante = publiees.rangee(lieu.table, lieu.cle) if lieu.cle else None
    typee = saisie_du_brouillon(brouillon).sur(courante or {})
    changements = changements_de(publiees, porte, typee, jour)
    changees = {c.rangee for c in changements if c.operation is Operation.MODIFIER}
    ecrites = {c.rangee for c in cases_du_brouillon(journal, compte, brouillon.id)}
    for table, cle in ecrites - changees:
        oter_la_rangee(journal, compte, brouillon.id, table, cle)
    ecrire_les_cases(journal, compte, brouillon.id, changements)
    return brouillon.id
