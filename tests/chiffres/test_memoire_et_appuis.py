"""What rests on each source, the sizes of the Alliance, the way from the workshop to the launch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.chiffres.calculs.memoire_du_programme import annonces_de, participants_de
from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.tables.alliance import acteurs_nommes, dates_de_l_alliance, tailles
from fabrique_dash.chiffres.tables.appuis import STATUTS, appuis, lignes_appuyees, statuts_par_table
from fabrique_dash.chiffres.tables.villes_pairs import (
    chemin_vers_la_fabrique,
    personnes_de_l_atelier,
)
from fabrique_dash.donnees.vue import Vue

VueAu = Callable[[date], Vue]


def test_statuses_add_up_to_the_rows_shown(vue_finale: Vue) -> None:
    comptes = statuts_par_table(vue_finale).set_index("table")
    assert (comptes[list(STATUTS)].sum(axis=1) == comptes["lignes"]).all()
    for nom in ("evenements", "balises", "communes"):
        assert comptes.loc[nom, "lignes"] == len(lignes_visibles(vue_finale, nom))


def test_support_counts_the_rows_that_are_listed(vue_finale: Vue) -> None:
    s0 = appuis(vue_finale)
    s0 = s0[s0["source"] == "S0"]
    assert s0["principales"].sum() > 100
    for _, ligne in s0.iterrows():
        listees = lignes_appuyees(vue_finale, "S0", ligne["table"])
        assert sum(li.principale for li in listees) == ligne["principales"], ligne["table"]
        assert sum(not li.principale for li in listees) == ligne["autres"], ligne["table"]
        assert all(li.libelle for li in listees)


def test_every_row_rests_once_on_one_main_source(vue_finale: Vue) -> None:
    par_table = appuis(vue_finale).groupby("table")["principales"].sum()
    comptes = statuts_par_table(vue_finale).set_index("table")["lignes"]
    assert par_table.to_dict() == comptes[comptes > 0].to_dict()


@pytest.mark.parametrize(("saison", "nombre"), [("saison-1", 4), ("saison-2", 8), ("saison-3", 5)])
def test_seasons_give_and_name_as_many(vue_finale: Vue, saison: str, nombre: int) -> None:
    for chiffre in (annonces_de(vue_finale, saison), participants_de(vue_finale, saison)):
        assert chiffre.exact and chiffre.minimum == nombre


def test_sizes_of_the_alliance_keep_their_bounds(vue_au: VueAu) -> None:
    par_id = {ligne["id"]: c for ligne, c in tailles(vue_au(date(2026, 11, 24)))}
    assert par_id["signataires-2021"].valeur() == "au\u00a0moins 600"
    assert par_id["participants-assemblee-2024"].valeur() == "au\u00a0plus 100"
    assert par_id["allies-chantiers-2022"].valeur() == "non documenté"
    assert "participants-assemblee-2024" not in {
        ligne["id"] for ligne, _ in tailles(vue_au(date(2025, 2, 16)))
    }


def test_the_way_to_the_fabrique_ends_with_the_launch(vue_au: VueAu) -> None:
    chemin = chemin_vers_la_fabrique(vue_au(date(2022, 12, 31)))
    assert chemin["id"].iloc[0] == "villes-pairs-saison-1-2018-09"
    assert chemin["id"].iloc[-1] == "lancement-2021-10-15"
    assert {"referentiel-2019-03-21", "association-promotion-2020-02"} <= set(chemin["id"])
    assert "assemblee-allies-2022-12-14" not in set(chemin["id"])
    assert chemin_vers_la_fabrique(vue_au(date(2018, 1, 1))).empty


def test_people_of_the_workshop_are_dated(vue_au: VueAu) -> None:
    avant = set(personnes_de_l_atelier(vue_au(date(2022, 8, 29)))["acteur_id"])
    apres = set(personnes_de_l_atelier(vue_au(date(2026, 11, 24)))["acteur_id"])
    assert "patrice-vuidel" in avant
    assert {"mireille-alphonse", "moise-arbib"} <= apres - avant


def test_dates_of_a_chantier_are_dates_of_the_alliance(vue_finale: Vue) -> None:
    toutes = set(dates_de_l_alliance(vue_finale)["id"])
    for chantier in lignes_visibles(vue_finale, "chantiers")["id"]:
        assert set(dates_de_l_alliance(vue_finale, chantier)["id"]) <= toutes


def test_actors_appear_once_named(vue_au: VueAu) -> None:
    # One role is dated 2017.
    premiers = acteurs_nommes(vue_au(date(2018, 1, 1)))
    assert set(premiers["id"]) == {"cedric-delmotte", "cu-arras"}
    noms = acteurs_nommes(vue_au(date(2022, 8, 29)))
    assert (noms["lignes"] > 0).all()
    assert "vincent-honore" in set(noms["id"])
    assert "vincent-honore" not in set(acteurs_nommes(vue_au(date(2022, 7, 27)))["id"])
