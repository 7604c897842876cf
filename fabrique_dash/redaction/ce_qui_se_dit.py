"""What each door lists: the meetings, the steps, the territories of which something is not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.etats import REALISE
from fabrique_dash.journal.cases import ecrire_la_cle
from fabrique_dash.publication.site.tenue_a_jour import ETAPE, NOM, RENDEZ_VOUS, TOUTE_TABLE
from fabrique_dash.redaction.portes import FRANCHIE
from fabrique_dash.redaction.rangees_publiees import RangeesPubliees
from fabrique_dash.redaction.typee import Lieu

EVENEMENTS, TERRITOIRES = "evenements", "territoires"
_NEUVE, _OTEE = "une rangée à ajouter", "une rangée que quelqu’un a ôtée depuis"


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


def liste_de(publiees: RangeesPubliees, cle: str, table: str, jour: date) -> Liste | None:
    """Return what a door lists; None where there is nothing to choose.

    Args:
        publiees: the rows.
        cle: the door.
        table: the table that was chosen, or the door's.
        jour: the day in France.
    """
    if cle == RENDEZ_VOUS:
        dits = rendez_vous_a_confirmer(publiees, jour)
        return Liste("Rendez-vous", "Choisir un rendez-vous", dits)
    if cle == ETAPE:
        return Liste("Territoire et étape", "Choisir une étape", etapes_a_dire(publiees))
    if cle == NOM:
        return Liste("Territoire", "Choisir un territoire", territoires_sans_nom(publiees))
    if cle == TOUTE_TABLE:
        return Liste("Rangée", "Ajouter une rangée", publiees.noms(table), obligatoire=False)
    return None


def nom_du_lieu(publiees: RangeesPubliees, lieu: Lieu) -> str:
    """Name what somebody is typing about: a row, a step of a territory."""
    noms = publiees.noms(lieu.table)
    if lieu.porte == ETAPE:
        noms = _etapes(publiees)
    elif lieu.porte == NOM:
        noms |= territoires_sans_nom(publiees)
    return noms.get(lieu.cle, _OTEE if lieu.cle else _NEUVE)


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
    return {
        cle: f"Territoire n°\u202f{t['numero']}"
        for cle, t in publiees.rangees(TERRITOIRES)
        if not t["nom"]
    }


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
    return territoire["nom"] or f"Territoire n°\u202f{territoire['numero']}"
