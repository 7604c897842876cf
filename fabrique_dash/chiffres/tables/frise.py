"""The table that the timelines draw: what is dated, as precisely as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from fabrique_dash.chiffres.noyau.horaires import heures_en_mots, jours_en_mots
from fabrique_dash.chiffres.noyau.typographie import enumeration
from fabrique_dash.donnees.dates import dernier_jour, precision, premier_jour
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.formes import EvenementsMontres
from fabrique_dash.donnees.formes_de_la_vue import Evenement
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

COULOIRS = {
    "programme": "Programme",
    "territoires": "Territoires",
    "alliance": "Alliance et chantiers",
    "villes-pairs": "Villes pairs",
    "publications": "Publications",
}


@dataclass(frozen=True)
class FiltreFrise:
    """What to keep of the events; an empty choice keeps everything."""

    couloirs: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    etats: tuple[str, ...] = ()
    annees: tuple[int, int] | None = None


class _EvenementDeFrise(Evenement):
    date: str
    exact: bool
    orateurs: str


class EvenementDate(_EvenementDeFrise):
    """A row of `evenements_dates`; premier and dernier are None when the sources give no date."""

    premier: date | None
    dernier: date | None


class EvenementBorne(_EvenementDeFrise):
    """A row of `evenements_dates` that has a date, even a loose one."""

    premier: date
    dernier: date


def date_en_mots(evenement: EvenementsMontres) -> str:
    """Write an event's date as its source does, with its hours where they are known."""
    heures = heures_en_mots(evenement, ("", " – "))
    return ", ".join(filter(None, (jours_en_mots(evenement), heures)))


def _bornes(debut: str, fin: str) -> tuple[date | None, date | None]:
    if not debut:
        return None, None
    return premier_jour(debut), dernier_jour(fin or debut)


@par_vue
def evenements_dates(vue: Vue) -> pd.DataFrame:
    """Prepare the visible events for a timeline.

    Returns:
        The columns of `evenements` with `etat`, plus date (in words), premier and dernier (days
        that bound what is known; None when undated), exact (known to the day), orateurs.
    """
    lignes = vue.evenements
    bornes = [_bornes(d, f) for d, f in zip(lignes["debut"], lignes["fin"], strict=True)]
    exacts = [bool(d) and precision(d) == "jour" for d in lignes["debut"]]
    orateurs = {e: enumeration([nom for _, nom in qui]) for e, qui in intervenants(vue).items()}
    return lignes.assign(
        date=[date_en_mots(e) for e in rangees(lignes, Evenement)],
        premier=pd.Series([b[0] for b in bornes], index=lignes.index, dtype="object"),
        dernier=pd.Series([b[1] for b in bornes], index=lignes.index, dtype="object"),
        exact=exacts,
        orateurs=lignes["id"].map(orateurs).fillna(""),
    )


def intervenants(vue: Vue) -> dict[str, list[tuple[str, str]]]:
    """Return the people who took part in each event, as (actor id, name), by event id."""
    noms = vue.donnees.table("acteurs").set_index("id")["nom"]
    interventions = vue.donnees.table("interventions").drop_duplicates(
        ["evenement_id", "acteur_id"]
    )
    return {
        str(evenement): [(str(ident), str(noms[ident])) for ident in siens["acteur_id"]]
        for evenement, siens in interventions.groupby("evenement_id", sort=False)
    }


@par_vue
def filtrer(vue: Vue, filtre: FiltreFrise) -> pd.DataFrame:
    """Keep the visible events that a filter asks for; undated ones stay whatever the period.

    Args:
        vue: the point of view.
        filtre: lanes, kinds, states and years to keep.

    Returns:
        Rows of `evenements_dates`.
    """
    evenements = evenements_dates(vue)
    garde = pd.Series(True, index=evenements.index)
    for colonne, choix in (
        ("couloir", filtre.couloirs),
        ("genre", filtre.genres),
        ("etat", filtre.etats),
    ):
        if choix:
            garde &= evenements[colonne].isin(choix)
    if filtre.annees:
        premiere, derniere = filtre.annees
        dans = [
            debut is None or (debut.year <= derniere and fin.year >= premiere)
            for debut, fin in zip(evenements["premier"], evenements["dernier"], strict=True)
        ]
        garde &= pd.Series(dans, index=evenements.index)
    return evenements[garde]


@par_vue
def selon_la_date(vue: Vue, filtre: FiltreFrise) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split what `filtrer` keeps: the events that have a date, even a loose one, and the others."""
    retenus = filtrer(vue, filtre)
    datees = retenus["premier"].notna()
    return retenus[datees], retenus[~datees]


def etager(premiers: Sequence[date], derniers: Sequence[date], ecart_jours: int) -> list[int]:
    """Give each period a row, so that two of them never touch.

    Args:
        premiers: first days, in order.
        derniers: last days.
        ecart_jours: least number of days between two periods of a row.
    """
    fins: list[date] = []
    rangs = []
    for debut, fin in zip(premiers, derniers, strict=True):
        libre = next((i for i, f in enumerate(fins) if f + timedelta(ecart_jours) < debut), None)
        if libre is None:
            fins.append(fin)
            libre = len(fins) - 1
        else:
            fins[libre] = fin
        rangs.append(libre)
    return rangs


@par_vue
def prochain_et_dernier(vue: Vue) -> tuple[EvenementDate | None, EvenementDate | None]:
    """Find the next announced and the last held dated event of the cohort.

    Returns:
        (next, last), each a row of `evenements_dates` or None when there is none.
    """
    dates = evenements_dates(vue)
    siens = dates[dates["id"].isin(vue.seances["id"]) & dates["premier"].notna()]
    a_venir = siens[siens["etat"] == Etat.A_VENIR].sort_values("dernier")
    tenus = siens[siens["etat"] == Etat.TENU].sort_values("dernier")
    prochains = rangees(a_venir.head(1), EvenementDate)
    derniers = rangees(tenus.tail(1), EvenementDate)
    return prochains[0] if prochains else None, derniers[0] if derniers else None
