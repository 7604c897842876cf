"""The tables under the maps, and the groups side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from fabrique_dash.chiffres.fiche.lacunes import lacunes
from fabrique_dash.chiffres.tables.carte import (
    evenements_sur_carte,
    participants_sur_carte,
    parties_du_perimetre,
    territoires_sur_carte,
)
from fabrique_dash.chiffres.tables.comparaison import matrice_des_themes, points_communs
from fabrique_dash.chiffres.tables.hors_carte import annexes_hors_carte
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.perimetre_svg import tirets_en_mots
from tests.paquets import COHORTE

VueAu = Callable[[date], Vue]
GROUPES = ("alpien", "nord", "nord-picardie", "occitanie", "centre")


@pytest.fixture(scope="module")
def places(vue_finale: Vue) -> pd.DataFrame:
    return territoires_sur_carte(vue_finale).set_index("id")


def test_all_territories_are_listed_and_the_unknown_have_no_place(places: pd.DataFrame) -> None:
    assert list(places["numero"]) == list(range(1, 11))
    inconnus = places[places["nom"] == ""]
    assert inconnus[["lat", "lon", "population_min", "population_max"]].isna().all(axis=None)
    assert set(inconnus["groupe"]) == {"groupe non documenté"}
    assert not inconnus["certain"].any()
    assert places[places["nom"] != ""]["lat"].notna().all()


def test_possible_groups_are_all_told(places: pd.DataFrame) -> None:
    vimy = places.loc["vimy"]
    assert vimy["groupe"] == "Nord ou Nord-Picardie"
    assert vimy["groupe_ids"] == ("nord", "nord-picardie")
    assert not vimy["certain"] and vimy["statut_groupe"] == "indéterminé"
    centre = places.loc["saint-jean-de-braye"]
    assert centre["certain"] and centre["groupe"] == "Centre" and centre["rangs"] == (4,)


def test_two_hypotheses_make_an_interval(places: pd.DataFrame) -> None:
    beauvais, vimy = places.loc["beauvais"], places.loc["vimy"]
    assert beauvais["population_min"] < beauvais["population_max"]
    assert beauvais["perimetre"] == "la Ville ou l’agglomération"
    assert vimy["population_min"] == vimy["population_max"]


def test_a_hypothesis_without_a_population_leaves_the_bound_open(donnees: Donnees) -> None:
    epci = donnees.table("epci")
    epci.loc[epci["siren"] == "200067999", "population"] = None
    tables = donnees.tables | {"epci": epci}
    incomplet = Donnees(donnees.dossier, "sans", donnees.descripteur, tables)
    lignes = territoires_sur_carte(vue(incomplet, COHORTE, date(2022, 12, 31))).set_index("id")
    assert pd.isna(lignes["population_max"]["beauvais"])
    assert pd.isna(lignes["population_min"]["beauvais"])
    assert lignes["population_max"]["vimy"] > 0


@pytest.mark.parametrize(
    ("jour", "saisons"),
    [
        (date(2019, 3, 30), set()),
        (date(2019, 3, 31), {1}),
        (date(2020, 12, 31), {1, 2}),
        (date(2021, 6, 30), {1, 2, 3}),
    ],
)
def test_a_season_is_shown_once_it_is_over(vue_au: VueAu, jour: date, saisons: set[int]) -> None:
    assert set(participants_sur_carte(vue_au(jour))["saison"]) == saisons


def test_participants_without_a_commune_have_no_place(vue_finale: Vue) -> None:
    participants = participants_sur_carte(vue_finale).set_index("id")
    assert len(participants) == 17
    assert list(participants["lat"].isna()) == list(participants["code_commune"] == "")
    assert pd.isna(participants["lat"]["smicval"])
    assert participants.loc["malaunay", "periode"] == "de septembre 2018 à mars 2019"


def test_events_are_placed_where_a_source_names_a_commune(vue_au: VueAu) -> None:
    seen = vue_au(date(2022, 12, 31))
    places = evenements_sur_carte(seen)
    assert set(places["id"]) <= set(seen.evenements["id"]) and len(places)
    assert places["lat"].notna().all() and places["nom_commune"].notna().all()
    assert "lancement-2021-10-15" in set(places["id"])
    assert "lancement-2021-10-15" not in set(evenements_sur_carte(vue_au(date(2021, 10, 14)))["id"])


def test_what_has_no_place_is_named_with_the_reason(donnees: Donnees) -> None:
    evenements = donnees.table("evenements")
    evenements.loc[evenements["id"] == "lancement-2021-10-15", "code_commune"] = "98818"
    tables = donnees.tables | {"evenements": evenements}
    loin = Donnees(donnees.dossier, "loin", donnees.descripteur, tables)
    seen = vue(loin, COHORTE, date(2022, 12, 31))
    dit = annexes_hors_carte(evenements_sur_carte(seen))
    assert dit.endswith("(position absente des données de référence).")
    assert "SMICVAL" in annexes_hors_carte(participants_sur_carte(seen))
    assert "sans commune connue" in annexes_hors_carte(participants_sur_carte(seen))
    assert annexes_hors_carte(participants_sur_carte(seen).head(0)) == ""


def test_three_readings_of_a_perimeter(donnees: Donnees) -> None:
    perimetres = donnees.table("perimetres")
    de_beauvais = perimetres[perimetres["id"] == "beauvais-b"]
    troisieme = de_beauvais.assign(id="beauvais-c", hypothese="c", code="200033579")
    troisieme = troisieme.assign(libelle_hypothese="une autre agglomération")
    tables = donnees.tables | {"perimetres": pd.concat([perimetres, troisieme])}
    trois = Donnees(donnees.dossier, "trois", donnees.descripteur, tables)
    seen = vue(trois, COHORTE, date(2022, 12, 31))
    beauvais = territoires_sur_carte(seen).set_index("id").loc["beauvais"]
    assert beauvais["perimetre"] == "la Ville, l’agglomération ou une autre agglomération"
    manques = lacunes(seen, "beauvais").set_index("champ")["etat"]
    assert "plusieurs lectures possibles" in manques["Périmètre"]
    assert tirets_en_mots(seen, "beauvais").endswith("les autres périmètres possibles.")
    assert tirets_en_mots(vue(donnees, COHORTE, date(2022, 12, 31)), "vimy") == ""


def test_parts_of_a_perimeter(vue_finale: Vue) -> None:
    assert len(parties_du_perimetre(vue_finale, "albigeois-bastides")) == 5
    beauvais = parties_du_perimetre(vue_finale, "beauvais")
    assert list(beauvais["nature"]) == ["commune", "epci"] and beauvais["nom"].notna().all()
    assert parties_du_perimetre(vue_finale, "territoire-7").empty


def test_the_matrix_holds_every_concern_once(vue_finale: Vue) -> None:
    matrice = matrice_des_themes(vue_finale, GROUPES).set_index("groupe")
    cases = [texte for texte in matrice.to_numpy().ravel() if texte]
    libelles = [libelle for texte in cases for libelle in texte.split("\u202f; ")]
    assert sorted(libelles) == sorted(vue_finale.preoccupations["libelle"])
    assert list(matrice.index) == ["Alpien", "Nord", "Nord-Picardie", "Occitanie", "Centre"]


def test_the_matrix_keeps_the_groups_asked_for(vue_finale: Vue, vue_au: VueAu) -> None:
    assert list(matrice_des_themes(vue_finale, ("centre", "nord"))["groupe"]) == ["Nord", "Centre"]
    assert matrice_des_themes(vue_finale, ()).empty
    avant = matrice_des_themes(vue_au(date(2021, 10, 14)), GROUPES).set_index("groupe")
    assert (avant == "").all(axis=None)


def test_what_pairs_of_groups_share(vue_finale: Vue) -> None:
    communs = points_communs(vue_finale, GROUPES).set_index(["groupe", "autre_groupe"])
    assert len(communs) == 10
    nord = communs.loc[("Nord", "Nord-Picardie"), :]
    assert nord["territoires"] == "Communauté urbaine d’Arras, Vimy et Lomme"
    assert nord["themes"] != ""
    assert communs.loc[("Alpien", "Centre"), "territoires"] == ""
    assert points_communs(vue_finale, ("nord",)).empty
