"""What changed between two reference dates: what became known, what was held, what slipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

import pandas as pd

from fabrique_dash.chiffres.noyau.libelles import libelle, lignes_de_la_cohorte
from fabrique_dash.chiffres.noyau.objets import NATURE_DE
from fabrique_dash.chiffres.noyau.typographie import compte, enumeration, jour_long
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.etats import Etat, Statut
from fabrique_dash.donnees.formes_de_la_vue import Evenement
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue, vue


class Quoi(StrEnum):
    """What happened to a row between the two dates."""

    TENU = "tenu"
    GLISSE = "date passée, sans confirmation"
    ANNONCE = "annoncé"
    CONNU = "devenu connu"


@dataclass(frozen=True)
class Changement:
    """One change.

    Attributes:
        nature: kind of the row: a key of `chiffres.objets.NATURES`, else the name of its table.
        id: id of the row.
        libelle: its name.
        quoi: what happened to it.
        date: reduced ISO date from which it is so, as the data gives it; may be empty.
        place_nature: kind of the thing on whose page the row is seen.
        place_id: id of that thing.
        source_id: its source.
        statut: its status.
    """

    nature: str
    id: str
    libelle: str
    quoi: str
    date: str
    place_nature: str
    place_id: str
    source_id: str
    statut: str


class ChangementDit(TypedDict):
    """A row of `changements`: the attributes of `Changement`."""

    nature: str
    id: str
    libelle: str
    quoi: str
    date: str
    place_nature: str
    place_id: str
    source_id: str
    statut: str


COLONNES = tuple(Changement.__dataclass_fields__)
_NOMS = {
    Quoi.TENU: ("événement tenu", "événements tenus"),
    Quoi.GLISSE: ("date passée sans confirmation", "dates passées sans confirmation"),
    Quoi.ANNONCE: ("événement annoncé", "événements annoncés"),
    Quoi.CONNU: ("ligne devenue connue", "lignes devenues connues"),
}
_AUTRES_DATEES = ("saisons", "etapes", "divergences")
_COLONNES_DE_DATE = ("connu_le", "connue_le", "fin")


def changements(vue_avant: Vue, vue_apres: Vue) -> pd.DataFrame:
    """List what can be said on the second date and could not on the first.

    An event appears once, for the furthest that it went: held, slipped (its date passed and no
    source says that it was held), announced, or just known.

    Args:
        vue_avant: the view at the first date.
        vue_apres: the view of the same cohort and data, at that date or later.

    Returns:
        One row per change, with the attributes of `Changement` as columns: what was held first,
        then what slipped, what was announced, what became known; by date in each.

    Raises:
        ValueError: the two views are not of the same data and cohort, or are in the wrong order.
    """
    memes = vue_avant.donnees is vue_apres.donnees and vue_avant.cohorte == vue_apres.cohorte
    if not memes or vue_avant.jour > vue_apres.jour:
        raise ValueError("les deux vues ne sont pas celles d’une même cohorte, dans l’ordre")
    return _depuis(vue_apres, vue_avant.jour)


def bilan(lignes: pd.DataFrame, debut: date, fin: date) -> str:
    """Say in one sentence how much changed between two dates.

    Args:
        lignes: rows of `changements`.
        debut: the first date.
        fin: the second one.
    """
    entre = f"ntre le {jour_long(debut)} et le {jour_long(fin)}"
    if lignes.empty:
        return f"Rien n’a changé e{entre}."
    nombres = lignes["quoi"].value_counts()
    dits = [compte(int(nombres[q.value]), *noms) for q, noms in _NOMS.items() if q.value in nombres]
    return f"E{entre}\u00a0: {enumeration(dits)}."


@par_vue
def _depuis(apres: Vue, jour: date) -> pd.DataFrame:
    avant = vue(apres.donnees, apres.cohorte, jour)
    trouves = [*_evenements(avant, apres), *_lignes_nouvelles(avant, apres)]
    rangs = [str(quoi) for quoi in Quoi]
    trouves.sort(key=lambda c: (rangs.index(c.quoi), _rang_de_date(c.date), c.nature, c.id))
    return pd.DataFrame([asdict(c) for c in trouves], columns=list(COLONNES))


def _rang_de_date(texte: str) -> date:
    return dernier_jour(texte) if texte else date.max


def _evenements(avant: Vue, apres: Vue) -> Iterator[Changement]:
    anciens = dict(zip(avant.evenements["id"], avant.evenements["etat"], strict=True))
    for e in rangees(apres.evenements, Evenement):
        if anciens.get(e["id"]) == e["etat"]:
            continue
        quoi, depuis = _devenu(e)
        yield Changement(
            nature="evenement",
            id=e["id"],
            libelle=e["titre"],
            quoi=quoi,
            date=depuis,
            place_nature="evenement",
            place_id=e["id"],
            source_id=e["source_id"],
            statut=e["statut"],
        )


def _devenu(evenement: Evenement) -> tuple[str, str]:
    """What an event is now, and the date from which it is so."""
    e = evenement
    termine = str(e["fin"] or e["debut"])
    match e["etat"]:
        case Etat.TENU:
            return Quoi.TENU.value, termine or str(e["pas_apres"])
        case Etat.SANS_CONFIRMATION:
            return Quoi.GLISSE.value, termine
        case Etat.A_VENIR:
            return Quoi.ANNONCE.value, str(e["annonce_le"])
        case _:
            return Quoi.CONNU.value, str(e["pas_avant"])


def _lignes_nouvelles(avant: Vue, apres: Vue) -> Iterator[Changement]:
    for table in apres.donnees.descripteur.tables.values():
        if "connu_le" in table.colonnes or table.nom in _AUTRES_DATEES:
            anciennes = set(lignes_de_la_cohorte(avant, table)["id"])
            for ligne in rangees(lignes_de_la_cohorte(apres, table)):
                if ligne["id"] not in anciennes and ligne["statut"] != Statut.NON_DOCUMENTE:
                    yield _nouvelle(apres, table, ligne)


def _nouvelle(vue: Vue, table: Table, ligne: Rangee) -> Changement:
    place_nature, place_id = place_de(table, ligne)
    return Changement(
        nature=NATURE_DE.get(table.nom, table.nom),
        id=ligne["id"],
        libelle=libelle(vue, table.nom, ligne),
        quoi=Quoi.CONNU.value,
        date=next((str(ligne[c]) for c in _COLONNES_DE_DATE if ligne.get(c)), ""),
        place_nature=place_nature,
        place_id=place_id,
        source_id=ligne["source_id"],
        statut=ligne["statut"],
    )


def place_de(table: Table, ligne: Rangee) -> tuple[str, str]:
    """Return the thing on whose page a row is seen: itself, what it is about, or else its source.

    Args:
        table: its table, one that people write.
        ligne: the row.

    Returns:
        Kind of the thing, a key of `chiffres.objets.NATURES`, and its id.
    """
    if table.nom in NATURE_DE:
        return NATURE_DE[table.nom], str(ligne["id"])
    for cle in table.cles_etrangeres:
        if cle.table in NATURE_DE and cle.table != "sources" and ligne[cle.champ]:
            return NATURE_DE[cle.table], str(ligne[cle.champ])
    return "source", str(ligne["source_id"])
