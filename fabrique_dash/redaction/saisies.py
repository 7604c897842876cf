"""What somebody is typing in a form: kept in a draft field by field, then turned into changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from fabrique_dash.chiffres.noyau.typographie import date_reduite
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.etats import Statut
from fabrique_dash.journal.brouillons import (
    Brouillon,
    brouillons,
    ecrire_les_cases,
    noter_le_contenu,
    ouvrir_un_brouillon,
)
from fabrique_dash.journal.cases import Changement, ajout, ecrire_la_cle, lire_la_cle, saisie
from fabrique_dash.journal.moteur import Journal
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.redaction.champs import NOUVELLE_SOURCE, SOURCE, SOURCES
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees

_PREFIXE = "M"  # of the codes of the sources that the team adds
_SANS_CLE = "Donnez d’abord à cette rangée son identifiant."


@dataclass(frozen=True)
class Lieu:
    """Where somebody is typing: a door, a table, a row (empty for one to add)."""

    porte: str
    table: str
    cle: str


@dataclass(frozen=True)
class Saisie:
    """What a form holds.

    Attributes:
        lieu: where it is typed.
        avant: the row as it was when the draft was opened; nothing for one to add.
        champs: the columns that were typed.
        source: those of a new source.
    """

    lieu: Lieu
    avant: Mapping[str, str] = field(default_factory=dict)
    champs: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)

    @property
    def rangee(self) -> dict[str, str]:
        """The row as it would be."""
        return {**self.avant, **self.champs}

    @property
    def nouvelle_source(self) -> bool:
        """Whether it makes a source on the way."""
        return self.champs.get(SOURCE) == NOUVELLE_SOURCE

    def sur(self, courante: Mapping[str, str]) -> Saisie:
        """Return the same on the row as it is published now: what was not typed follows it."""
        avant = {
            colonne: self.avant.get(colonne, texte) if colonne in self.champs else texte
            for colonne, texte in courante.items()
        }
        return replace(self, avant=avant)

    def contenu(self) -> dict[str, Any]:
        """Return what a draft keeps of it."""
        return {
            "table": self.lieu.table,
            "cle": self.lieu.cle,
            "avant": dict(self.avant),
            "champs": dict(self.champs),
            "source": dict(self.source),
        }


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
        champ: the column.
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
    if brouillon is None and depart.lieu.cle:
        # So that who opens the same row is told early.
        ecrire_les_cases(journal, compte, identifiant, _modifications(voulue, voulue.rangee))


def preparer(
    journal: Journal, compte: str, publiees: RangeesPubliees, porte: Porte, lieu: Lieu, jour: date
) -> str:
    """Write in a draft the changes of cells that its form comes to; return the draft.

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
    ecrire_les_cases(journal, compte, brouillon.id, changements)
    return brouillon.id


def changements_de(
    publiees: RangeesPubliees, porte: Porte, typee: Saisie, jour: date
) -> list[Changement]:
    """Return the changes that a form comes to: a new source first, then its row.

    Args:
        publiees: the rows.
        porte: the door.
        typee: what was typed.
        jour: the day on which a new source is read.

    Raises:
        PropositionImpossible: a row to add has no key.
    """
    rangee, changements = typee.rangee, []
    if typee.nouvelle_source:
        source = nouvelle_source(typee.source, _codes(publiees), jour)
        changements += ajout(SOURCES, ecrire_la_cle([source["id"]]), source)
        rangee[SOURCE] = source["id"]
    if porte.garde_la_source:
        rangee["autres_sources"] = _autres_sources(typee.avant, rangee[SOURCE])
    if typee.lieu.cle:
        return changements + _modifications(typee, rangee)
    table = publiees.tables[typee.lieu.table]
    return changements + ajout(table.nom, _cle_neuve(table, rangee), rangee)


def _modifications(typee: Saisie, rangee: Mapping[str, str]) -> list[Changement]:
    """Return all the cells, those that do not change too: they leave a draft that held them."""
    lieu = typee.lieu
    return [
        Changement(lieu.table, lieu.cle, colonne, avant, rangee[colonne])
        for colonne, avant in typee.avant.items()
    ]


def _cle_neuve(table: Table, rangee: Mapping[str, str]) -> str:
    valeurs = [rangee.get(colonne, "") for colonne in table.cle_primaire]
    if not all(valeurs):
        raise PropositionImpossible(_SANS_CLE)
    return ecrire_la_cle(valeurs)


def _autres_sources(avant: Mapping[str, str], source: str) -> str:
    codes = [avant.get(SOURCE, ""), *avant.get("autres_sources", "").split()]
    return " ".join(dict.fromkeys(code for code in codes if code and code != source))


def _codes(publiees: RangeesPubliees) -> set[str]:
    return {lire_la_cle(cle)[0] for cle in publiees.noms(SOURCES)}


def nouvelle_source(typee: Mapping[str, str], codes: Collection[str], jour: date) -> dict[str, str]:
    """Make the whole row of a source of what is asked for.

    Args:
        typee: the columns that were typed.
        codes: the codes that are taken.
        jour: the day on which it was read.
    """
    publiee = typee.get("date_publication", "")
    titre, producteur = typee.get("titre", ""), typee.get("producteur", "")
    code = next(c for n in count(1) if (c := f"{_PREFIXE}{n}") not in codes)
    quand = f", {dite}" if (dite := _en_mots(publiee)) else ""
    return {
        "id": code,
        "nom_court": typee.get("nom_court", ""),
        "producteur": producteur,
        "titre": titre,
        "statut_titre": Statut.DOCUMENTE.value,
        "type": typee.get("type", "") or "document",
        "url": typee.get("url", ""),
        "date_publication": publiee,
        "statut_date": (Statut.DOCUMENTE if publiee else Statut.NON_DOCUMENTE).value,
        "date_consultation": jour.isoformat(),
        "citation": f"{producteur}, «\u00a0{titre}\u00a0»{quand}.",
        "licence": "non précisée",
        "niveau_lecture": "entier",
        "statut": Statut.DOCUMENTE.value,
        "note": "" if typee.get("url") else "Non publié.",
    }


def _en_mots(publiee: str) -> str:
    try:
        return date_reduite(publiee) if publiee else ""
    except ValueError:  # said under its field
        return ""
