"""The programme's events as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import Calendar, Event

from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.fiches import fiches

DOMAINE = "territoires-pilotes"
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
    if adresse:
        entree.add("url", adresse)
    return entree


def ics(evenements: pd.DataFrame, fait_le: datetime, adresse: str = "") -> bytes:
    """Write events as a calendar; undated ones have no place in it and are left out.

    Args:
        evenements: rows of `chiffres.frise.evenements_dates`.
        fait_le: when the data was last made (DTSTAMP): the same data gives the same file.
        adresse: address of the view that lists these events, or empty.
    """
    calendrier = Calendar()
    calendrier.add("prodid", "-//La Fabrique des Transitions//Territoires Pilotes//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", "Territoires Pilotes")
    calendrier.add("x-wr-timezone", "Europe/Paris")
    for evenement in fiches(evenements[evenements["premier"].notna()]):
        entree = {str(nom): valeur for nom, valeur in evenement.items()}
        calendrier.add_component(_entree(entree, fait_le.astimezone(UTC), adresse))
    calendrier.add_missing_timezones()
    return bytes(calendrier.to_ical())
