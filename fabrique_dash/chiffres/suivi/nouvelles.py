"""The latest dated news of each territory: how long the sources have been silent about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from fabrique_dash.donnees.dates import connu_au, dernier_jour
from fabrique_dash.donnees.etats import Etat
from fabrique_dash.donnees.formes import Avancement
from fabrique_dash.donnees.formes_de_la_vue import Evenement, Territoire
from fabrique_dash.donnees.memoire import par_vue
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

_COLONNES = ["territoire_id", "territoire", "quoi", "date", "borne", "jours", "source_id", "statut"]
_RECITS = {
    "paroles": "parole rapportée",
    "delegations": "personne citée",
    "reserves": "réserve rapportée",
}


@dataclass(frozen=True)
class _Nouvelle:
    """A dated fact that names a territory; `borne` says that its date is « at the latest »."""

    territoire: str
    quoi: str
    date: str
    borne: bool
    source: str
    statut: str


class _Recit(TypedDict):
    """What the rows of the tables of `_RECITS` have in common."""

    territoire_id: str
    connu_le: str
    source_id: str
    statut: str


class NouvelleDuTerritoire(TypedDict):
    """A row of `dernieres_nouvelles`."""

    territoire_id: str
    territoire: str
    quoi: str
    date: str
    borne: bool
    jours: int | None
    source_id: str
    statut: str


@par_vue
def dernieres_nouvelles(vue: Vue) -> pd.DataFrame:
    """Find the latest dated fact known on the reference date that names each territory.

    Events, words, people, reservations and progress count when they name the territory; what is
    said of all territories together names none of them.

    Returns:
        One row per territory, in order: territoire_id, territoire, quoi, date (reduced ISO),
        borne (the date is only « at the latest »), jours (whole days from the last day of that
        date to the reference date), source_id, statut. Without any dated news: quoi, date,
        source_id and statut empty, jours missing.
    """
    par_territoire: dict[str, _Nouvelle] = {}
    for nouvelle in _nouvelles(vue):
        connue = par_territoire.get(nouvelle.territoire)
        if connue is None or dernier_jour(nouvelle.date) > dernier_jour(connue.date):
            par_territoire[nouvelle.territoire] = nouvelle
    lignes = [
        _ligne(vue, t, par_territoire.get(t["id"])) for t in rangees(vue.territoires, Territoire)
    ]
    return pd.DataFrame(lignes, columns=_COLONNES).astype({"jours": "Int64"})


def _ligne(vue: Vue, territoire: Territoire, nouvelle: _Nouvelle | None) -> dict[str, object]:
    qui = {"territoire_id": territoire["id"], "territoire": territoire["libelle"]}
    if nouvelle is None:
        vide = dict.fromkeys(("quoi", "date", "source_id", "statut"), "")
        return {**qui, **vide, "borne": False, "jours": None}
    return {
        **qui,
        "quoi": nouvelle.quoi,
        "date": nouvelle.date,
        "borne": nouvelle.borne,
        "jours": (vue.jour - dernier_jour(nouvelle.date)).days,
        "source_id": nouvelle.source,
        "statut": nouvelle.statut,
    }


def _nouvelles(vue: Vue) -> Iterator[_Nouvelle]:
    yield from _evenements(vue)
    for table, mot in _RECITS.items():
        for r in rangees(vue.connus(table), _Recit):
            yield _Nouvelle(
                r["territoire_id"], mot, r["connu_le"], True, r["source_id"], r["statut"]
            )
    for a in rangees(vue.connus("avancement"), Avancement):
        # « ensemble »: the source speaks of every territory without naming one.
        if a["portee"] == "territoire":
            date = a["date"] if connu_au(a["date"], vue.jour) else a["connu_le"]
            yield _Nouvelle(
                a["territoire_id"],
                f"étape {a['etat']}",
                date,
                date != a["date"],
                a["source_id"],
                a["statut"],
            )


def _evenements(vue: Vue) -> Iterator[_Nouvelle]:
    """An event is news on the day when it was held, or by the day when it was announced."""
    for e in rangees(vue.evenements[vue.evenements["territoire_id"] != ""], Evenement):
        tenu = e["etat"] == Etat.TENU
        date = (e["fin"] or e["debut"] or e["pas_apres"]) if tenu else e["annonce_le"]
        if connu_au(date, vue.jour):
            mot = "événement tenu" if tenu else "événement annoncé"
            borne = not (tenu and e["debut"])
            yield _Nouvelle(
                e["territoire_id"],
                f"{mot}\u00a0: {e['titre']}",
                date,
                borne,
                e["source_id"],
                e["statut"],
            )
