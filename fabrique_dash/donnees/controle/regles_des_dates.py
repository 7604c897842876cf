"""Rules of dates and hours: what is certainly impossible, and only that.

A reduced date stands for a period: two of them are in the wrong order when no day of the one can
come before a day of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from fabrique_dash.donnees.dates import dernier_jour, jour_exact, premier_jour
from fabrique_dash.donnees.etats import REALISE
from fabrique_dash.donnees.lecture import TableLue
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.rangees import Rangee, rangees

Tables = Mapping[str, TableLue]

# What happened, or was known, or was read: it can't be later than the package.
_CONSTATS = frozenset(
    [
        "connu_le",
        "annonce_le",
        "corrige_le",
        "date_publication",
        "date_consultation",
        "date_parution",
    ]
)
# Of a row of this table whose column holds this value, these other dates are past.
_PASSES = (
    ("evenements", "realisation", REALISE, ("debut", "fin", "pas_avant")),
    ("avancement", "etat", "franchie", ("date",)),
)
_BORNES = frozenset(["debut", "fin", "date", "pas_avant", "pas_apres"])
COLONNES_DE_DATE = _CONSTATS | _BORNES
_INTERVALLES = (("debut", "fin"), ("pas_avant", "pas_apres"))
_HEURE = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def _periode(texte: Any) -> tuple[date, date] | None:
    """Return the first and last days of a reduced date; None without one, or without a real one."""
    try:
        return premier_jour(str(texte)), dernier_jour(str(texte))
    except ValueError:
        return None


def dates_impossibles(tables: Tables) -> Iterator[Probleme]:
    """Find the days that do not exist."""
    for lue in tables.values():
        # A column of type « date » is read as such.
        textes = {champ.nom for champ in lue.table.champs if champ.type == "string"}
        for colonne in sorted(COLONNES_DE_DATE & textes & set(lue.donnees.columns)):
            for position, texte in enumerate(lue.donnees[colonne]):
                if texte and _periode(texte) is None:
                    yield lue.faute(
                        position,
                        colonne,
                        texte,
                        "ce jour n’existe pas, ou n’est pas une date ISO",
                        "écrire AAAA, AAAA-MM ou AAAA-MM-JJ",
                    )


def fins_avant_le_debut(tables: Tables) -> Iterator[Probleme]:
    """Find the periods that end before they start."""
    for lue in tables.values():
        for debut, fin in _INTERVALLES:
            if not {debut, fin} <= set(lue.donnees.columns):
                continue
            paires = zip(lue.donnees[debut], lue.donnees[fin], strict=True)
            for position, (un, deux) in enumerate(paires):
                premiere, seconde = _periode(un), _periode(deux)
                if premiere and seconde and seconde[1] < premiere[0]:
                    yield lue.faute(
                        position,
                        fin,
                        deux,
                        f"{fin} précède {debut} ({un})",
                        "corriger l’une des deux dates",
                    )


def annonces_apres_coup(tables: Tables) -> Iterator[Probleme]:
    """Find the events that are said to be announced when they were over."""
    lue = tables["evenements"]
    for position, ligne in enumerate(rangees(lue.donnees)):
        annonce = _periode(ligne["annonce_le"])
        fin = _periode(ligne["fin"] or ligne["debut"] or ligne["pas_apres"])
        if annonce and fin and annonce[0] > fin[1]:
            yield lue.faute(
                position,
                "annonce_le",
                ligne["annonce_le"],
                "l’annonce est postérieure à l’événement",
                "laisser vide si aucune source ne l’annonçait avant",
            )


def sans_date_ni_borne(tables: Tables) -> Iterator[Probleme]:
    """Find the events that would be shown at no date."""
    lue = tables["evenements"]
    for position, ligne in enumerate(rangees(lue.donnees)):
        if not ligne["debut"] and not ligne["pas_avant"]:
            yield lue.faute(
                position,
                "pas_avant",
                "",
                "sans date ni borne, l’événement ne serait montré à aucune date",
                "donner la date, ou la première date possible et la déduction",
            )


def horaires(tables: Tables) -> Iterator[Probleme]:
    """Find the hours that no clock could show."""
    lue = tables["evenements"]
    for position, ligne in enumerate(rangees(lue.donnees)):
        if ligne["heure_debut"] or ligne["heure_fin"]:
            yield from (lue.faute(position, *dit) for dit in _horaire(ligne))


def _horaire(e: Rangee) -> Iterator[tuple[str, str, str, str]]:
    """Say what is wrong with an event's hours: column, value, what, what to do."""
    debut, fin = jour_exact(e["debut"]), jour_exact(e["fin"] or e["debut"])
    premiere, derniere = e["heure_debut"], e["heure_fin"]
    if debut is None or fin is None:
        colonne = "heure_debut" if premiere else "heure_fin"
        yield (
            colonne,
            e[colonne],
            "une heure ne se comprend qu’avec un jour précis",
            "écrire le jour (AAAA-MM-JJ) dans « debut », et dans « fin » s’il y en a une, "
            "ou vider les heures",
        )
    elif not premiere:
        yield (
            "heure_fin",
            derniere,
            "il y a une heure de fin sans heure de début",
            "donner aussi l’heure de début, ou vider celle de fin",
        )
    elif debut == fin and all(map(_HEURE.fullmatch, (premiere, derniere))) and derniere <= premiere:
        yield (
            "heure_fin",
            derniere,
            f"la fin n’est pas après le début ({premiere})",
            "corriger l’heure ; si l’événement finit le lendemain, écrire "
            f"{debut + timedelta(days=1)} dans « fin »",
        )


def faits_futurs(tables: Tables, cree_le: date) -> Iterator[Probleme]:
    """Find what is told as past though it is later than the package itself.

    Args:
        tables: the tables that could be read.
        cree_le: day of the package, « created » in its descriptor.
    """
    for lue in tables.values():
        for colonne, passes in _constats(lue):
            for position, texte in enumerate(lue.donnees[colonne].tolist()):
                periode = _periode(texte) if texte and passes[position] else None
                if periode and periode[0] > cree_le:
                    yield lue.faute(
                        position,
                        colonne,
                        texte,
                        f"c’est après la date du paquet ({cree_le}), et c’est dit comme passé",
                        "corriger la date, ou mettre à jour « created » dans datapackage.json",
                    )


def _constats(lue: TableLue) -> Iterator[tuple[str, list[bool]]]:
    """List the columns that tell what has been seen, and on which rows they do."""
    for colonne in sorted(_CONSTATS & set(lue.donnees.columns)):
        yield colonne, [True] * len(lue.donnees)
    for table, temoin, valeur, colonnes in _PASSES:
        if lue.table.nom == table:
            passes = (lue.donnees[temoin] == valeur).tolist()
            yield from ((colonne, passes) for colonne in colonnes)
