"""The programme's events as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import Calendar, Event

from fabrique_dash.chiffres.calculs.groupes import territoires_du_groupe
from fabrique_dash.chiffres.tables.frise import evenements_dates
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue

DOMAINE = "territoires-pilotes"
# How often a calendar program should ask for a feed again, and the same in RFC 5545's words.
RAFRAICHIR, _EN_ICS = timedelta(hours=12), "PT12H"
_PARIS = ZoneInfo("Europe/Paris")
_STATUTS = {Etat.TENU.value: "CONFIRMED", Etat.A_VENIR.value: "TENTATIVE"}


def _horaires(evenement: dict[str, object]) -> tuple[date | datetime, date | datetime | None]:
    """Start and end: with hours only where a source gives them, else whole days, end excluded.

    Where the end hour is not known there is no end: RFC 5545 wants it later than the start.
    """
    premier, dernier = evenement["premier"], evenement["dernier"]
    assert isinstance(premier, date) and isinstance(dernier, date)  # undated rows are left out
    if not evenement["heure_debut"]:
        return premier, dernier + timedelta(days=1)
    debut = time.fromisoformat(str(evenement["heure_debut"]))
    ouverture = datetime.combine(premier, debut, _PARIS)
    if not evenement["heure_fin"]:
        return ouverture, None
    fin = time.fromisoformat(str(evenement["heure_fin"]))
    return ouverture, datetime.combine(dernier, fin, _PARIS)


def _description(evenement: dict[str, object]) -> str:
    lignes = [str(evenement["contenu"])] if evenement["contenu"] else []
    if not evenement["exact"]:
        lignes.append(f"Date connue seulement ainsi\u00a0: {evenement['date']}.")
    lignes.append(f"État\u00a0: {evenement['etat']}. Source\u00a0: {evenement['source_id']}.")
    return "\n".join(lignes)


def _entree(evenement: dict[str, object], fait_le: datetime, adresse: str) -> Event:
    entree = Event()
    debut, fin = _horaires(evenement)
    entree.add("uid", f"{evenement['id']}@{DOMAINE}")
    entree.add("dtstamp", fait_le)
    entree.add("dtstart", debut)
    if fin is not None:
        entree.add("dtend", fin)
    entree.add("summary", evenement["titre"])
    entree.add("description", _description(evenement))
    if evenement["lieu"]:
        entree.add("location", evenement["lieu"])
    if str(evenement["etat"]) in _STATUTS:
        entree.add("status", _STATUTS[str(evenement["etat"])])
    entree.add("categories", [str(evenement["couloir"]), str(evenement["etat"])])
    entree.add("transp", "TRANSPARENT")
    lien = str(evenement.get("adresse", adresse))
    if lien:
        entree.add("url", lien)
    return entree


def jour_connu(evenement: Rangee) -> date | None:
    """Return a day on which an event was in its present state; None for an undated one.

    Args:
        evenement: a row of `chiffres.frise.evenements_dates`.
    """
    if evenement["etat"] == Etat.A_VENIR and evenement["annonce_le"]:
        return dernier_jour(evenement["annonce_le"])
    dernier: date | None = evenement["dernier"]
    return dernier


def agenda_du_groupe(vue: Vue, groupe: str) -> pd.DataFrame:
    """List the dated events of a group: those common to the cohort, and its territories' own.

    Args:
        vue: the point of view.
        groupe: id of the group.

    Returns:
        Rows of `chiffres.frise.evenements_dates`.
    """
    lignes = evenements_dates(vue)
    siens = {"", *territoires_du_groupe(vue, groupe)["id"]}
    return lignes[lignes["id"].isin(vue.seances["id"]) & lignes["territoire_id"].isin(siens)]


def ics(
    evenements: pd.DataFrame,
    fait_le: datetime,
    adresse: str = "",
    nom: str = "Territoires Pilotes",
    flux: bool = False,
) -> bytes:
    """Write events as a calendar; undated ones have no place in it and are left out.

    Args:
        evenements: rows of `chiffres.frise.evenements_dates`, maybe with `adresse`, the address
            of each one.
        fait_le: when the data was last made (DTSTAMP): the same data gives the same file.
        adresse: address of the view that lists these events, or empty.
        nom: what calendar programs call it.
        flux: whether it is a feed, to be asked for again.
    """
    calendrier = Calendar()
    calendrier.add("prodid", "-//La Fabrique des Transitions//Territoires Pilotes//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", nom)
    calendrier.add("x-wr-timezone", "Europe/Paris")
    if flux:
        calendrier.add("refresh-interval", RAFRAICHIR, parameters={"VALUE": "DURATION"})
        calendrier.add("x-published-ttl", _EN_ICS)
    for evenement in rangees(evenements[evenements["premier"].notna()]):
        entree = {str(nom): valeur for nom, valeur in evenement.items()}
        calendrier.add_component(_entree(entree, fait_le.astimezone(UTC), adresse))
    calendrier.add_missing_timezones()
    return bytes(calendrier.to_ical())
