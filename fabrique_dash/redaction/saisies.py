"""What somebody is typing in a form: kept in a draft field by field, then turned into changes."""

from __future__ import annotations

from datetime import date

from fabrique_dash.journal.brouillons import (
    Brouillon,
    brouillons,
    cases_du_brouillon,
    ecrire_les_cases,
    noter_le_contenu,
    oter_la_rangee,
    ouvrir_un_brouillon,
)
from fabrique_dash.journal.cases import Operation, saisie
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.redaction.ecritures import changements_de, modifications
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Lieu, Saisie


def saisie_du_brouillon(brouillon: Brouillon) -> Saisie:
    """Read what a draft keeps."""
    c = brouillon.contenu
    lieu = Lieu(brouillon.porte, str(c.get("table", "")), str(c.get("cle", "")))
    return Saisie(lieu, c.get("avant", {}), c.get("champs", {}), c.get("source", {}))


def brouillon_du_lieu(journal: Journal, compte: str, lieu: Lieu) -> Brouillon | None:
    """Return the draft that an account has there, the latest; None if it has none."""
    siens = brouillons(journal, compte)
    return next((b for b in siens if saisie_du_brouillon(b).lieu == lieu), None)


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
    brouillon = brouillon_du_lieu(journal, compte, depart.lieu)
    connue = depart if brouillon is None else saisie_du_brouillon(brouillon).sur(depart.avant)
    neuf = {champ: saisie(texte)}
    champs, source = dict(connue.champs), dict(connue.source)
    (source if de_la_source else champs).update(neuf)
    voulue = Saisie(depart.lieu, connue.avant, champs, source)
    identifiant = (
        ouvrir_un_brouillon(journal, compte, depart.lieu.porte)
        if brouillon is None
        else brouillon.id
    )
    noter_le_contenu(journal, compte, identifiant, voulue.contenu())
    if brouillon is None and voulue.avant:
        # So that who opens the same row is told early.
        lieu = depart.lieu
        cases = modifications(lieu.table, lieu.cle, voulue.avant, voulue.rangee)
        ecrire_les_cases(journal, compte, identifiant, cases)


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
        raise PropositionImpossible("Rien n’est encore saisi ici.")
    courante = publiees.rangee(lieu.table, lieu.cle) if lieu.cle else None
    typee = saisie_du_brouillon(brouillon).sur(courante or {})
    changements = changements_de(publiees, porte, typee, jour)
    changees = {c.rangee for c in changements if c.operation is Operation.MODIFIER}
    ecrites = {c.rangee for c in cases_du_brouillon(journal, compte, brouillon.id)}
    for table, cle in ecrites - changees:
        oter_la_rangee(journal, compte, brouillon.id, table, cle)
    ecrire_les_cases(journal, compte, brouillon.id, changements)
    return brouillon.id
