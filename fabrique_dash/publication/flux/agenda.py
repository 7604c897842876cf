"""The programme's events as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
from icalendar import Calendar, Event

from fabrique_dash.chiffres.calculs.groupes import territoires_du_groupe
from fabrique_dash.chiffres.tables.frise import EvenementBorne, EvenementDate, evenements_dates
from fabrique_dash.donnees.dates import dernier_jour
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.fuseaux import PARIS, fuseau_de
from fabrique_dash.donnees.noms_des_sources import nommer
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue, nom_de_la_cohorte
from fabrique_dash.publication.site.adresses import adresse_au

DOMAINE = "territoires-pilotes"
# How often a calendar program should ask for a feed again, and the same in RFC 5545's words.
RAFRAICHIR, _EN_ICS = timedelta(hours=12), "PT12H"
_ORIGINE = date(2000, 1, 1)  # a revision's number is a count of days: later is greater
_SAUTS = re.compile(r"[\r\n]+")
_STATUTS = {Etat.TENU.value: "CONFIRMED", Etat.A_VENIR.value: "TENTATIVE"}


def _horaires(evenement: EvenementBorne) -> tuple[date | datetime, date | datetime | None]:
    """Start and end: with hours only where a source gives them, else whole days, end excluded.

    Hours are those of the commune where it takes place, written in UTC: calendar programs do not
    all read a time zone's rules, and all know this one.

    Where the end hour is not known there is no end: RFC 5545 wants it later than the start.
    """
    premier, dernier = evenement["premier"], evenement["dernier"]
    if not evenement["heure_debut"]:
        return premier, dernier + timedelta(days=1)
    zone = fuseau_de(evenement["code_commune"]).zone
    debut = time.fromisoformat(evenement["heure_debut"])
    ouverture = datetime.combine(premier, debut, zone).astimezone(UTC)
    if not evenement["heure_fin"]:
        return ouverture, None
    fin = time.fromisoformat(evenement["heure_fin"])
    return ouverture, datetime.combine(dernier, fin, zone).astimezone(UTC)


def _description(evenement: EvenementBorne, source: str) -> str:
    lignes = [evenement["contenu"]] if evenement["contenu"] else []
    if not evenement["exact"]:
        lignes.append(f"Date connue seulement ainsi\u00a0: {evenement['date']}.")
    lignes.append(f"État\u00a0: {evenement['etat']}. Source\u00a0: {source}.")
    return "\n".join(lignes)


def _entree(evenement: EvenementBorne, adresse: str, source: str) -> Event:
    entree = Event()
    debut, fin = _horaires(evenement)
    entree.add("uid", f"{evenement['id']}@{DOMAINE}")
    _dater(entree, evenement)
    entree.add("dtstart", debut)
    if fin is not None:
        entree.add("dtend", fin)
    entree.add("summary", evenement["titre"])
    entree.add("description", _description(evenement, source))
    if evenement["lieu"]:
        entree.add("location", evenement["lieu"])
    if evenement["etat"] in _STATUTS:
        entree.add("status", _STATUTS[evenement["etat"]])
    entree.add("categories", [evenement["couloir"], evenement["etat"]])
    entree.add("transp", "TRANSPARENT")
    entree.add("url", adresse)
    return entree


def _dater(entree: Event, evenement: EvenementBorne) -> None:
    """Say when an event was last changed: a calendar program takes what is newer than it has."""
    change = change_le(evenement, jour_connu(evenement) or evenement["dernier"])
    instant = datetime.combine(change, time(), UTC)
    entree.add("dtstamp", instant)
    entree.add("last-modified", instant)
    entree.add("sequence", (change - _ORIGINE).days)


def jour_connu(evenement: EvenementDate | EvenementBorne) -> date | None:
    """Return a day on which an event was in its present state; None for an undated one.

    Args:
        evenement: a row of `chiffres.frise.evenements_dates`.
    """
    if evenement["etat"] == Etat.A_VENIR and evenement["annonce_le"]:
        return dernier_jour(evenement["annonce_le"])
    return evenement["dernier"]


def change_le(evenement: EvenementDate | EvenementBorne, connu: date) -> date:
    """Return the day of an event's last change: of its state, or by a correction of the data.

    Args:
        evenement: a row of `chiffres.frise.evenements_dates`.
        connu: the day that `jour_connu` gives.
    """
    corrige = evenement["corrige_le"]
    return max(connu, date.fromisoformat(corrige)) if corrige else connu


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


def agenda(vue: Vue, evenements: pd.DataFrame, racine: str, groupe: str = "") -> bytes:
    """Write events as a calendar, to take away or to subscribe to: one recipe, the same bytes.

    Undated events have no place in a calendar and are left out. The stamp of an event is when it
    last changed: the same data gives the same file.

    Args:
        vue: the point of view.
        evenements: rows of `chiffres.frise.evenements_dates`.
        racine: address under which the application is served, without a final slash.
        groupe: id of the group whose events these are; empty for the whole cohort.
    """
    calendrier = Calendar()
    calendrier.add("prodid", "-//La Fabrique des Transitions//Territoires Pilotes//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", _nom(vue, groupe))
    calendrier.add("x-wr-timezone", PARIS.nom)
    calendrier.add("refresh-interval", RAFRAICHIR, parameters={"VALUE": "DURATION"})
    calendrier.add("x-published-ttl", _EN_ICS)
    for evenement in rangees(evenements[evenements["premier"].notna()], EvenementBorne):
        lien = f"{racine}/{_chemin(vue, evenement)}"
        source = nommer(vue.donnees, [evenement["source_id"]])
        calendrier.add_component(_entree(evenement, lien, source))
    return bytes(calendrier.to_ical())


def _nom(vue: Vue, groupe: str) -> str:
    """Name of the calendar: programs list those of all cohorts side by side."""
    nom = nom_de_la_cohorte(vue)
    if groupe:
        nom = f"{nom}, groupe {vue.groupes.set_index('id')['nom'][groupe]}"
    return _SAUTS.sub(" ", nom)  # a property of iCalendar is one line


def _chemin(vue: Vue, evenement: EvenementBorne) -> str:
    """Path of the page that opens an event on a day when it was known to be as it is told."""
    return adresse_au(vue, "evenement", evenement["id"], jour_connu(evenement) or vue.jour)
