"""The view: the frame of a cohort, and what could be known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import (
    Vue,
    cohortes_suivies,
    derniere_date_documentee,
    libelle_territoire,
    vue,
)
from tests.paquets import COHORTE

VueAu = Callable[[date], Vue]


def test_a_territory_without_a_name_is_told_by_its_number() -> None:
    assert libelle_territoire("Vimy", 5) == "Vimy"
    assert libelle_territoire("", 7) == "Territoire n°\u00a07 (non documenté)"


def test_the_frame_does_not_depend_on_the_day(vue_au: VueAu) -> None:
    avant, apres = vue_au(date(2000, 1, 1)), vue_au(date(2040, 1, 1))
    for nom in ("groupes", "territoires", "rattachements"):
        assert getattr(avant, nom).equals(getattr(apres, nom))
    assert list(avant.groupes["rang"]) == [0, 1, 2, 3, 4]


def test_a_view_is_made_once(donnees: Donnees, vue_au: VueAu) -> None:
    jour = date(2022, 1, 1)
    assert vue_au(jour) is vue_au(jour)
    assert vue(donnees, COHORTE, date(2022, 1, 2)) is not vue_au(jour)


@pytest.mark.parametrize(
    ("jour", "nombre"), [(date(2021, 10, 14), 0), (date(2021, 10, 15), 7), (date(2022, 12, 31), 7)]
)
def test_concerns_are_known_from_the_launch_on(vue_au: VueAu, jour: date, nombre: int) -> None:
    preoccupations = vue_au(jour).preoccupations
    assert len(preoccupations) == nombre
    assert preoccupations["theme"].notna().all()


def test_only_what_is_known_is_kept(donnees: Donnees, vue_au: VueAu) -> None:
    for nom, table in donnees.tables.items():
        if "connu_le" not in table.columns:
            continue
        assert vue_au(date(2000, 1, 1)).connus(nom).empty, nom
        assert len(vue_au(date(2040, 1, 1)).connus(nom)) == len(table), nom


def test_a_table_that_is_not_dated_is_refused(vue_finale: Vue) -> None:
    for nom in ("acteurs", "absente"):
        with pytest.raises(KeyError):
            vue_finale.connus(nom)


def test_events_are_in_order_and_undated_last(vue_au: VueAu) -> None:
    evenements = vue_au(date(2024, 12, 31)).evenements
    dates = [debut for debut in evenements["debut"] if debut]
    assert dates == sorted(dates) and len(dates) < len(evenements)
    assert all(debut == "" for debut in evenements["debut"].iloc[len(dates) :])


def test_sessions_are_those_of_the_cohort(vue_au: VueAu) -> None:
    tout = vue_au(date(2024, 12, 31))
    assert set(tout.seances["cohorte_id"]) == {COHORTE}
    assert "lancement-2021-10-15" in set(tout.seances["id"])
    autres = {"avenir-montagnes-2022-09-01", "cohorte-occitanie-2024-05-07"}
    assert autres <= set(tout.evenements["id"]) and autres.isdisjoint(tout.seances["id"])


def test_certain_is_a_single_possible_group(vue_finale: Vue) -> None:
    liens = vue_finale.rattachements
    possibles = liens["territoire_id"].map(liens["territoire_id"].value_counts())
    assert list(liens["certain"]) == [n == 1 for n in possibles]


def test_the_default_date_documents_something_held(donnees: Donnees) -> None:
    jour = derniere_date_documentee(donnees, COHORTE)
    assert jour == date(2022, 8, 29)
    assert jour.isoformat() in set(donnees.table("evenements")["debut"])


def test_a_cohort_without_events_falls_back_on_the_package(donnees: Donnees) -> None:
    fait_le = date.fromisoformat(donnees.descripteur.cree_le[:10])
    assert derniere_date_documentee(donnees, "inconnue") == fait_le


def test_only_followed_cohorts_are_listed(donnees: Donnees) -> None:
    assert list(cohortes_suivies(donnees)["id"]) == [COHORTE]
    assert len(donnees.table("cohortes")) == 3


def test_events_tell_their_state_on_the_day_and_not_what_turned_out_later(vue_au: VueAu) -> None:
    avant = vue_au(date(2021, 11, 15)).evenements
    assert "realisation" not in avant.columns
    assert set(avant.set_index("id").loc[["tronc-commun-2021-11-17"], "etat"]) == {"à venir"}
