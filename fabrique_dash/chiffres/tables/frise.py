"""The table that the timelines draw: what is dated, as precisely as it is known, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from fabrique_dash.chiffres.calculs.annee import annee_du_parcours
from fabrique_dash.chiffres.noyau.typographie import enumeration, heure, periode
from fabrique_dash.chiffres.tables.personnes import intervenants
from fabrique_dash.donnees.dates import (
    dernier_jour,
    jour_exact,
    mois_plus_tot,
    precision,
    premier_jour,
)
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.formes import EvenementsMontres
from fabrique_dash.donnees.formes_de_la_vue import Evenement
from fabrique_dash.donnees.fuseaux import PARIS, fuseau_de
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

NOMMES_AU_PLUS = 40  # events with a row of their own in a lane: two screens
_JOURS_D_UNE_MARQUE = 9  # about that wide on a four-year timeline
_SUITE = 12  # months after the end: from there on, the window stops following the reference date
_MARGE = timedelta(45)


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


class EvenementPlace(EvenementBorne):
    """A row that `placer` returns."""

    y: float
    bref: bool
    nomme: bool


def _finit_le_lendemain(evenement: EvenementsMontres) -> bool:
    """Tell whether an event goes on past midnight and ends before its hour of start."""
    debut, fin = jour_exact(evenement["debut"]), jour_exact(evenement["fin"])
    if debut is None or fin is None or not evenement["heure_fin"]:
        return False
    lendemain = fin - debut == timedelta(days=1)
    return lendemain and evenement["heure_fin"] <= evenement["heure_debut"]


def jours_en_mots(evenement: EvenementsMontres) -> str:
    """Write an event's days; one night is told by the day on which it starts."""
    fin = "" if _finit_le_lendemain(evenement) else evenement["fin"]
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
        suite = " le lendemain" if _finit_le_lendemain(evenement) else ""
        dites = f"{entre[0]}{dites}{entre[1]}{heure(evenement['heure_fin'])}{suite}"
    fuseau = fuseau_de(evenement["code_commune"])
    return dites if fuseau == PARIS else f"{dites} (heure {fuseau.mots})"


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


@par_vue
def genres_et_annees(vue: Vue) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Return the kinds of the visible events, in order, and the first and last years they touch.

    The years are that of the reference date when no event is dated.
    """
    tous = evenements_dates(vue)
    dates = tous.dropna(subset=["premier"])
    annees = [d.year for d in [*dates["premier"], *dates["dernier"]]] or [vue.jour.year]
    return tuple(sorted(tous["genre"].unique())), (min(annees), max(annees))


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


def evenements_par_etat(vue: Vue, filtre: FiltreFrise) -> Counter[str]:
    """Count what `filtrer` keeps, by state."""
    return Counter(filtrer(vue, filtre)["etat"])


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


def placer(
    evenements: pd.DataFrame, nommes: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Stack the events of each lane: the same places on the page's chart and on the picture.

    Args:
        evenements: dated rows of `evenements_dates`, at least one.
        nommes: lanes in which each event has a row of its own, with its name on it, unless they
            are more than `NOMMES_AU_PLUS`.

    Returns:
        The rows with `y` (upwards, from 0), `bref` (known to the day, and so short that a line
        would be thinner than a mark) and `nomme` (alone on its row), and where each lane's name
        goes.
    """
    morceaux, noms, etage = [], {}, 0
    for couloir in reversed(list(COULOIRS)):
        siens = evenements[evenements["couloir"] == couloir].sort_values("premier")
        if siens.empty:
            continue
        premiers, derniers = list(siens["premier"]), list(siens["dernier"])
        nomme = couloir in nommes and len(siens) <= NOMMES_AU_PLUS
        rangs = list(range(len(siens)))[::-1]
        if not nomme:
            rangs = etager(premiers, derniers, 3 * _JOURS_D_UNE_MARQUE)
        brefs = [
            exact and (dernier - premier).days < _JOURS_D_UNE_MARQUE
            for exact, premier, dernier in zip(siens["exact"], premiers, derniers, strict=True)
        ]
        places = [etage + rang for rang in rangs]
        morceaux.append(siens.assign(y=places, bref=brefs, nomme=nomme))
        noms[couloir] = etage + max(rangs) / 2
        etage += max(rangs) + 2
    return pd.concat(morceaux), noms


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


def dans_la_fenetre(vue: Vue, datees: pd.DataFrame) -> pd.DataFrame:
    """Keep the events of the cohort's window, from a month before its launch on.

    It ends a little after the reference date, or after the announced end if that is later; years
    after that end, it no longer follows the date. All are kept while nothing is launched, and
    when none is in the window.

    Args:
        vue: the point of view.
        datees: dated rows of `evenements_dates`.
    """
    annee = annee_du_parcours(vue)
    if annee is None:
        return datees
    bout = max(annee.fin, min(vue.jour, mois_plus_tot(annee.fin, -_SUITE))) + _MARGE
    siens = (datees["dernier"] >= mois_plus_tot(annee.debut, 1)) & (datees["premier"] <= bout)
    return datees[siens] if siens.any() else datees
