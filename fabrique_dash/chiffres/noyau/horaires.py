"""An event's day and hours in words: as its place's clocks show them."""

from __future__ import annotations

from datetime import timedelta

from fabrique_dash.chiffres.noyau.typographie import heure, periode
from fabrique_dash.donnees.dates import jour_exact
from fabrique_dash.donnees.formes import EvenementsMontres
from fabrique_dash.donnees.fuseaux import PARIS, fuseau_de


def finit_le_lendemain(evenement: EvenementsMontres) -> bool:
    """Tell whether an event goes on past midnight and ends before its hour of start."""
    debut, fin = jour_exact(evenement["debut"]), jour_exact(evenement["fin"])
    if debut is None or fin is None or not evenement["heure_fin"]:
        return False
    lendemain = fin - debut == timedelta(days=1)
    return lendemain and evenement["heure_fin"] <= evenement["heure_debut"]


def jours_en_mots(evenement: EvenementsMontres) -> str:
    """Write an event's days; one night is told by the day on which it starts."""
    fin = "" if finit_le_lendemain(evenement) else evenement["fin"]
    return evenement["libelle_date"] or periode(evenement["debut"], fin)


def heures_en_mots(evenement: EvenementsMontres, entre: tuple[str, str]) -> str:
    """Write an event's hours, in the zone of its place, which is named when it is not Paris.

    Args:
        evenement: the event; without hours nothing is written.
        entre: what stands before the first hour and between the two, when the second is known.
    """
    if not evenement["heure_debut"]:
        return ""
    dites = heure(evenement["heure_debut"])
    if evenement["heure_fin"]:
        suite = " le lendemain" if finit_le_lendemain(evenement) else ""
        dites = f"{entre[0]}{dites}{entre[1]}{heure(evenement['heure_fin'])}{suite}"
    fuseau = fuseau_de(evenement["code_commune"])
    return dites if fuseau == PARIS else f"{dites} (heure {fuseau.mots})"
