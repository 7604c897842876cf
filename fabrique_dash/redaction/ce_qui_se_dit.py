"""What each door lists: the meetings, the steps, the territories of which something is not said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.descripteur import Table
from fabrique_dash.donnees.etats import REALISE
from fabrique_dash.journal.cases import ecrire_la_cle, lire_la_cle
from fabrique_dash.journal.droits import Habilitation, peut_ecrire, peut_ecrire_dans
from fabrique_dash.publication.site.tenue_a_jour import (
    ETAPE,
    NOM,
    PORTES,
    RENDEZ_VOUS,
    TOUTE_TABLE,
)
from fabrique_dash.redaction.portes import FRANCHIE, porte
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Lieu

EVENEMENTS, TERRITOIRES = "evenements", "territoires"
_NEUVE, _OTEE = "une rangée à ajouter", "une rangée que quelqu’un a ôtée depuis"
_D_UNE_RANGEE = frozenset({RENDEZ_VOUS, NOM})  # doors of rows that are there
_LISTES = {
    RENDEZ_VOUS: ("Rendez-vous", "Choisir un rendez-vous"),
    ETAPE: ("Territoire et étape", "Choisir une étape"),
    NOM: ("Territoire", "Choisir un territoire"),
}


@dataclass(frozen=True)
class Liste:
    """What is chosen behind a door.

    Attributes:
        libelle: what one chooses.
        vide: what is said as long as nothing is chosen.
        noms: what each choice is called, by key.
        obligatoire: whether there is nothing to type before it is chosen.
    """

    libelle: str
    vide: str
    noms: Mapping[str, str]
    obligatoire: bool = True


def portes_permises(
    tables: Mapping[str, Table], habilitations: Sequence[Habilitation]
) -> dict[str, str]:
    """Return the doors by which an account may write something: what each says, by its name.

    Args:
        tables: the tables that the publication describes.
        habilitations: what the account was granted.
    """

    def permise(cle: str) -> bool:
        sienne = porte(cle).table
        voulues = [tables[sienne]] if sienne else tables.values()
        ajouter = cle not in _D_UNE_RANGEE
        return any(peut_ecrire_dans(habilitations, t, ajouter=ajouter) for t in voulues)

    return {cle: libelle for cle, libelle in PORTES.items() if permise(cle)}


def tables_permises(
    tables: Mapping[str, Table], habilitations: Sequence[Habilitation]
) -> dict[str, str]:
    """Return the tables in which an account may write something: title, by name."""
    return {t.nom: t.titre for t in tables.values() if peut_ecrire_dans(habilitations, t)}


def liste_de(
    publiees: RangeesPubliees,
    habilitations: Sequence[Habilitation],
    cle: str,
    table: str,
    jour: date,
) -> Liste | None:
    """Return what a door lists to somebody; None where there is nothing to choose.

    Args:
        publiees: the rows.
        habilitations: what the account was granted: the rest is not listed.
        cle: the door.
        table: the table that was chosen, or the door's.
        jour: the day in France.
    """
    noms = _a_dire(publiees, cle, table, jour)
    if noms is None:
        return None
    decrite = publiees.tables[table]
    permises = {
        c: noms[c]
        for c, rangee in _rangees_listees(publiees, cle, table, noms)
        if peut_ecrire(habilitations, decrite, rangee, rangee)
    }
    if cle != TOUTE_TABLE:
        return Liste(*_LISTES[cle], permises)
    if peut_ecrire_dans(habilitations, decrite, ajouter=True):
        return Liste("Rangée", "Ajouter une rangée", permises, obligatoire=False)
    return Liste("Rangée", "Choisir une rangée", permises)


def _rangees_listees(
    publiees: RangeesPubliees, cle: str, table: str, noms: Mapping[str, str]
) -> list[tuple[str, Mapping[str, str]]]:
    """Return the row of each thing that is listed; that of a step as it would be."""
    if cle == ETAPE:
        return [(c, {"territoire_id": lire_la_cle(c)[0]}) for c in noms]
    return [(c, rangee) for c, rangee in publiees.rangees(table) if c in noms]


def avec_les_siens(liste: Liste, publiees: RangeesPubliees, siens: Sequence[Lieu]) -> Liste:
    """List also what somebody has a draft about, though it is not to be said any more.

    Args:
        liste: what the door lists.
        publiees: the rows.
        siens: where the account has drafts, by this door and in this table.
    """
    autres = [lieu for lieu in siens if lieu.cle and lieu.cle not in liste.noms]
    noms = {lieu.cle: nom_du_lieu(publiees, lieu) for lieu in autres}
    return replace(liste, noms={**liste.noms, **noms})


def est_encore_a_dire(publiees: RangeesPubliees, lieu: Lieu, jour: date) -> bool:
    """Tell whether a door still lists what somebody is typing about: nobody else has said it.

    Args:
        publiees: the rows.
        lieu: where it is typed.
        jour: the day in France.
    """
    noms = _a_dire(publiees, lieu.porte, lieu.table, jour)
    return noms is None or not lieu.cle or lieu.cle in noms


def _a_dire(
    publiees: RangeesPubliees, cle: str, table: str, jour: date
) -> Mapping[str, str] | None:
    if cle == RENDEZ_VOUS:
        return rendez_vous_a_confirmer(publiees, jour)
    if cle == ETAPE:
        return etapes_a_dire(publiees)
    if cle == NOM:
        return territoires_sans_nom(publiees)
    return publiees.noms(table) if cle == TOUTE_TABLE else None


def nom_du_lieu(publiees: RangeesPubliees, lieu: Lieu) -> str:
    """Name what somebody is typing about: a row, a step of a territory."""
    if not lieu.cle:
        table = publiees.tables.get(lieu.table)
        return f"{_NEUVE} ({table.titre})" if table else _NEUVE
    noms = publiees.noms(lieu.table)
    if lieu.porte == ETAPE:
        noms = _etapes(publiees)
    elif lieu.porte == NOM:
        noms |= territoires_sans_nom(publiees)
    return noms.get(lieu.cle, _OTEE)


def rendez_vous_a_confirmer(publiees: RangeesPubliees, jour: date) -> dict[str, str]:
    """Return the events that are over and that no source says were held: title, by key.

    Args:
        publiees: the rows.
        jour: the day in France.
    """
    return {
        cle: f"{e['titre']} ({e['libelle_date'] or e['debut'] or e['pas_apres']})"
        for cle, e in publiees.rangees(EVENEMENTS)
        if est_a_confirmer(e, jour)
    }


def est_a_confirmer(evenement: Mapping[str, str], jour: date) -> bool:
    """Tell whether it may be said that an event was held, which no source says yet.

    It is more than `Etat.SANS_CONFIRMATION`, which says what a page shows: the meeting of today is
    « à venir » until midnight, and one may say this very evening that it was held; one without a
    date may be said held once the sources' last day has come.

    Args:
        evenement: its row.
        jour: the day in France.
    """
    quand = evenement["fin"] or evenement["debut"] or evenement["pas_apres"]
    return evenement["realisation"] != REALISE and bool(quand) and dernier_jour(quand) <= jour


def territoires_sans_nom(publiees: RangeesPubliees) -> dict[str, str]:
    """Return the territories that no source names: their number, by key."""
    return {cle: _nom(t) for cle, t in publiees.rangees(TERRITOIRES) if not t["nom"]}


def etapes_a_dire(publiees: RangeesPubliees) -> dict[str, str]:
    """Return the steps that nobody has said crossed: territory and step, by both their keys."""
    franchies = {
        ecrire_la_cle([a["territoire_id"], a["etape_id"]])
        for _, a in publiees.rangees("avancement")
        if a["etat"] == FRANCHIE
    }
    return {cle: nom for cle, nom in _etapes(publiees).items() if cle not in franchies}


def _etapes(publiees: RangeesPubliees) -> dict[str, str]:
    etapes = [e for _, e in publiees.rangees("etapes")]
    return {
        ecrire_la_cle([t["id"], e["id"]]): f"{_nom(t)} — {e['libelle']}"
        for _, t in publiees.rangees(TERRITOIRES)
        for e in etapes
        if e["cohorte_id"] == t["cohorte_id"]
    }


def _nom(territoire: Mapping[str, str]) -> str:
    return territoire["nom"] or f"Territoire n°\u00a0{territoire['numero']}"
