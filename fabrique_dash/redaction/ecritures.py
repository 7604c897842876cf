"""What a form comes to: the rows that it writes, and what it takes for fields left empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fabrique_dash.donnees.citations import noms_cites
from fabrique_dash.journal.cases import Changement, ajout, ecrire_la_cle
from fabrique_dash.journal.propositions import PropositionImpossible
from fabrique_dash.redaction.champs import SOURCE, SOURCES
from fabrique_dash.redaction.contexte import Contexte, Ecriture, Faits
from fabrique_dash.redaction.nouvelle_source import TYPE_PROPOSE, code_de_source, nouvelle_source
from fabrique_dash.redaction.portes import Porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.selon_la_porte import SOURCES_PROPOSEES, selon_la_porte
from fabrique_dash.redaction.typee import Saisie

_AUTRES = "autres_sources"
_SANS_CLE = "Donnez d’abord à cette rangée son identifiant."


@dataclass(frozen=True)
class Ecrites:
    """What a form comes to.

    Attributes:
        rangees: the rows, in the order in which they are added; that of its table among them.
        source: the new source; None if it makes none.
        proposes: what each field that is left empty stands for.
        source_proposee: the same of the new source's.
    """

    rangees: tuple[Ecriture, ...]
    source: Ecriture | None = None
    proposes: Mapping[str, str] = field(default_factory=dict)
    source_proposee: Mapping[str, str] = field(default_factory=dict)


def ecrites(publiees: RangeesPubliees, porte: Porte, typee: Saisie, jour: date) -> Ecrites:
    """Tell what a form comes to, as far as it is filled.

    Args:
        publiees: the rows.
        porte: the door.
        typee: what was typed.
        jour: the day in France, on which a new source is read.
    """
    rangee, source = typee.rangee, None
    proposee: dict[str, str] = {}
    if typee.nouvelle_source:
        proposer = SOURCES_PROPOSEES.get(porte.cle)
        proposee = TYPE_PROPOSE | (proposer(publiees, typee) if proposer else {})
        dite = {**proposee, **{n: t for n, t in typee.source.items() if t}}
        source = Ecriture(SOURCES, nouvelle_source(dite, code_de_source(publiees), jour))
        rangee[SOURCE] = source.apres["id"]
    citee = source.apres if source else _source(publiees, rangee.get(SOURCE, ""))
    faits = selon_la_porte(Contexte(publiees, porte, typee, rangee, citee, jour))
    if porte.garde_la_source:
        faits = _garder_la_source(faits, typee)
    rangees = [_sources_nommees(publiees, r) for r in faits.rangees]
    return Ecrites(tuple(rangees), source, faits.proposes, proposee)


def _source(publiees: RangeesPubliees, code: str) -> Mapping[str, str]:
    return publiees.rangee(SOURCES, ecrire_la_cle([code])) or {}


def _garder_la_source(faits: Faits, typee: Saisie) -> Faits:
    """Keep the source of before among the others."""
    premiere, *autres = faits.rangees
    siennes = [typee.avant.get(SOURCE, ""), *typee.avant.get(_AUTRES, "").split()]
    nouvelle = premiere.apres.get(SOURCE, "")
    dites = " ".join(dict.fromkeys(c for c in siennes if c and c != nouvelle))
    premiere = replace(premiere, apres={**premiere.apres, _AUTRES: dites})
    return replace(faits, rangees=(premiere, *autres))


def _sources_nommees(publiees: RangeesPubliees, ecrite: Ecriture) -> Ecriture:
    """Declare the sources that the row reasons from, where the form does not ask for them."""
    if _AUTRES in ecrite.demandes or _AUTRES not in publiees.tables[ecrite.table].colonnes:
        return ecrite
    apres = ecrite.apres
    codes = {s["nom_court"]: s["id"] for _, s in publiees.rangees(SOURCES)}
    nommes = noms_cites(apres.get("inference", "") + apres.get("note", ""))
    dites = [*apres.get(_AUTRES, "").split(), *(codes[n] for n in nommes if n in codes)]
    autres = " ".join(dict.fromkeys(c for c in dites if c != apres.get(SOURCE)))
    return replace(ecrite, apres={**apres, _AUTRES: autres}) if dites else ecrite


def changements_de(
    publiees: RangeesPubliees, porte: Porte, typee: Saisie, jour: date
) -> list[Changement]:
    """Return the changes that a form comes to: a new source first, then its rows.

    Args:
        publiees: the rows.
        porte: the door.
        typee: what was typed.
        jour: the day on which a new source is read.

    Raises:
        PropositionImpossible: a row to add has no key.
    """
    return changements(publiees, ecrites(publiees, porte, typee, jour))


def changements(publiees: RangeesPubliees, tout: Ecrites) -> list[Changement]:
    """Return the changes that rows are, a new source first.

    Raises:
        PropositionImpossible: a row to add has no key.
    """
    rangees = [*([tout.source] if tout.source else []), *tout.rangees]
    return [c for rangee in rangees for c in _changements(publiees, rangee)]


def _changements(publiees: RangeesPubliees, ecrite: Ecriture) -> Sequence[Changement]:
    if ecrite.cle:
        return _modifications(ecrite.table, ecrite.cle, ecrite.avant, ecrite.apres)
    table = publiees.tables[ecrite.table]
    valeurs = [ecrite.apres.get(colonne, "") for colonne in table.cle_primaire]
    if not all(valeurs):
        raise PropositionImpossible(_SANS_CLE)
    return ajout(table.nom, ecrire_la_cle(valeurs), dict(ecrite.apres))


def _modifications(
    table: str, cle: str, avant: Mapping[str, str], apres: Mapping[str, str]
) -> list[Changement]:
    """Return all the cells of a row, those that do not change too: they leave a draft.

    Args:
        table: the table.
        cle: the row.
        avant: its cells as they were.
        apres: as they would be.
    """
    return [Changement(table, cle, c, texte, apres.get(c, "")) for c, texte in avant.items()]
