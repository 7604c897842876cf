"""The latest dated news of each territory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from fabrique_dash.chiffres.suivi.nouvelles import dernieres_nouvelles
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.vue import Vue, vue
from tests.paquets import COHORTE, ajouter, changer_ou

VueAu = Callable[[date], Vue]
JOUR = date(2022, 8, 29)


def _de(seen: Vue, territoire: str) -> pd.Series:
    nouvelles = dernieres_nouvelles(seen)
    return nouvelles[nouvelles["territoire_id"] == territoire].iloc[0]


def test_there_is_one_row_per_territory(vue_au: VueAu) -> None:
    for jour in (date(2000, 1, 1), JOUR):
        lignes = dernieres_nouvelles(vue_au(jour))
        assert list(lignes["territoire_id"]) == list(vue_au(jour).territoires["id"])


def test_days_run_from_the_latest_known_news(vue_au: VueAu) -> None:
    nouvelle = _de(vue_au(JOUR), "saint-jean-de-braye")
    assert (nouvelle["date"], nouvelle["borne"]) == ("2021-11-14", True)
    assert nouvelle["jours"] == (JOUR - date(2021, 11, 14)).days == 288


def test_what_is_said_of_all_names_nobody(vue_au: VueAu) -> None:
    beauvais = _de(vue_au(JOUR), "beauvais")
    assert beauvais["date"] == "" and pd.isna(beauvais["jours"])


def test_no_news_comes_from_the_future(vue_au: VueAu) -> None:
    assert dernieres_nouvelles(vue_au(date(2021, 10, 14)))["jours"].isna().all()
    lancement = _de(vue_au(date(2021, 10, 20)), "saint-jean-de-braye")
    assert (lancement["quoi"], lancement["jours"]) == ("étape franchie", 5)
    assert not lancement["borne"]


def test_an_event_held_is_news_on_its_day(copie: Path) -> None:
    changer_ou(copie, "evenements", "saint-jean-de-braye-2021-11-15", realisation="réalisé")
    donnees = charger(copie, "nouvelles")
    nouvelle = _de(vue(donnees, COHORTE, date(2021, 11, 25)), "saint-jean-de-braye")
    assert nouvelle["quoi"].startswith("événement tenu") and nouvelle["jours"] == 10
    veille = _de(vue(donnees, COHORTE, date(2021, 11, 14)), "saint-jean-de-braye")
    assert (veille["date"], veille["jours"]) == ("2021-11-14", 0)


def test_a_progress_dated_after_the_day_counts_from_when_it_was_known(copie: Path) -> None:
    ajouter(
        copie,
        "avancement",
        [
            {
                "id": "prevue",
                "territoire_id": "vimy",
                "etape_id": "diagnostic",
                "etat": "prévue",
                "portee": "territoire",
                "date": "2022-12-01",
                "connu_le": "2022-03-01",
            }
        ],
    )
    nouvelle = _de(vue(charger(copie, "prevue"), COHORTE, date(2022, 3, 11)), "vimy")
    assert (nouvelle["date"], nouvelle["jours"], nouvelle["borne"]) == ("2022-03-01", 10, True)
