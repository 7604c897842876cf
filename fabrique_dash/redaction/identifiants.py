"""The identifier of a row to add: made of what names it, and of no other row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import count

from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.journal.cases import lire_la_cle
from fabrique_dash.publication.site.noms import en_ascii
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees, nom_de_la_rangee

_LONGUEUR = 60  # characters: an address holds it
_FAUTE_DE_MIEUX = "rangee"  # a title of signs alone


def pris(publiees: RangeesPubliees, table: str) -> set[str]:
    """Return the identifiers that no row to add may take.

    Those of the rows, and those that open proposals add: two of them would otherwise give one
    identifier to two things, and the second to be published would be told that it is the first.
    """
    return {lire_la_cle(cle)[0] for cle in publiees.cles_prises(table)}


def identifiant(publiees: RangeesPubliees, table: str, *parties: str) -> str:
    """Propose the identifier of a row to add.

    Args:
        publiees: the rows.
        table: its table.
        parties: what it is made of: « Réunion d’été », « 2026-12 » → reunion-d-ete-2026-12.
    """
    return identifiant_libre(pris(publiees, table), *parties)


def identifiant_libre(connus: Collection[str], *parties: str) -> str:
    """Propose the identifier of a row to add, which is none of those that are taken.

    Args:
        connus: those that are.
        parties: what it is made of.
    """
    titre, *suite = [en_ascii(partie) for partie in parties]
    while len(titre) > _LONGUEUR and "-" in titre:
        titre = titre.rpartition("-")[0]
    base = "-".join(filter(None, [titre[:_LONGUEUR], *suite])) or _FAUTE_DE_MIEUX
    return _libre(base, connus)


def _libre(base: str, connus: Collection[str]) -> str:
    if base not in connus:
        return base
    return next(essai for n in count(2) if (essai := f"{base}-{n}") not in connus)


def identifiant_de_la_rangee(
    publiees: RangeesPubliees, table: Table, rangee: Mapping[str, str]
) -> str:
    """Propose the identifier of a row of any table, by what names it; empty if nothing does yet."""
    nom = nom_de_la_rangee(table, rangee)
    return identifiant(publiees, table.nom, nom) if nom and table.cle_primaire == ("id",) else ""
