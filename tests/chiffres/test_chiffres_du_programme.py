"""Figures of the programme and of its groups, recounted from the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations, product

import pandas as pd
import pytest

from fabrique_dash.chiffres.catalogue import PAR_GROUPE, PROGRAMME
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Perimetres
from fabrique_dash.donnees.rangees import rangees
from fabrique_dash.donnees.vue import Vue

VueAu = Callable[[date], Vue]
GROUPES = ("alpien", "nord", "nord-picardie", "occitanie", "centre")


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [
        ("territoires_annonces", "10"),
        ("territoires_nommes", "6"),
        ("territoires_sans_nom", "4"),
        ("groupes", "5"),
        ("preoccupations", "7"),
        ("balises", "23"),
        ("enjeux", "4"),
        ("chantiers", "8"),
        ("newsletters", "5"),
        ("mois_ecoules", "14"),
    ],
)
def test_figures_at_the_end_of_2022(vue_finale: Vue, nom: str, valeur: str) -> None:
    assert PROGRAMME[nom](vue_finale).valeur() == valeur


@pytest.mark.parametrize(
    ("groupe", "valeur"),
    [
        ("alpien", "non documenté"),
        ("nord", "entre 0 et 3"),
        ("nord-picardie", "entre 1 et 4"),
        ("occitanie", "1"),
        ("centre", "1"),
    ],
)
def test_named_territories_of_each_group(vue_finale: Vue, groupe: str, valeur: str) -> None:
    chiffre = PAR_GROUPE["territoires"](vue_finale, groupe)
    assert chiffre.valeur().replace("\u00a0", " ") == valeur


@pytest.mark.parametrize("nom", ["territoires", "population", "communes", "superficie", "densite"])
def test_a_group_without_a_named_territory_is_not_zero(vue_finale: Vue, nom: str) -> None:
    chiffre = PAR_GROUPE[nom](vue_finale, "alpien")
    assert (chiffre.minimum, chiffre.maximum) == (None, None)
    assert chiffre.statut == "non documenté"
    assert "4\u00a0territoires sans nom" in chiffre.manque


def _hypotheses(donnees: Donnees) -> dict[str, list[tuple[int, float]]]:
    """Sum population and area of each hypothesis of each territory, from the raw tables."""
    communes = donnees.table("communes").set_index("code")
    epci = donnees.table("epci").set_index("siren")
    associees = donnees.table("communes_associees").set_index("code")
    tables = {"commune": communes, "epci": epci, "commune associée": associees}
    sommes: dict[tuple[str, str], list[float]] = {}
    for p in rangees(donnees.table("perimetres"), Perimetres):
        table = tables[p["nature"]]
        lieu = table[table.index == p["code"]].iloc[0]
        somme = sommes.setdefault((p["territoire_id"], p["hypothese"]), [0, 0.0])
        somme[0] += int(lieu["population"])
        somme[1] += float(lieu["superficie_km2"])
    resultat: dict[str, list[tuple[int, float]]] = {}
    for (territoire, _), (habitants, surface) in sommes.items():
        resultat.setdefault(territoire, []).append((int(habitants), surface))
    return resultat


def _compositions(donnees: Donnees, groupe: str) -> list[list[tuple[int, float]]]:
    """List all that a group may be made of: its territories, and a hypothesis of each."""
    liens = donnees.table("rattachements")
    nombre = liens["territoire_id"].value_counts()
    siens = list(liens[liens["groupe_id"] == groupe]["territoire_id"])
    certains = [t for t in siens if nombre[t] == 1]
    possibles = [t for t in siens if nombre[t] > 1]
    hypotheses = _hypotheses(donnees)
    return [
        list(choix)
        for taille in range(len(possibles) + 1)
        for pris in combinations(possibles, taille)
        for choix in product(*(hypotheses[t] for t in [*certains, *pris]))
        if choix
    ]


@pytest.mark.parametrize("groupe", GROUPES)
def test_population_and_density_against_brute_force(
    donnees: Donnees, vue_finale: Vue, groupe: str
) -> None:
    compositions = _compositions(donnees, groupe)
    population = PAR_GROUPE["population"](vue_finale, groupe)
    densite = PAR_GROUPE["densite"](vue_finale, groupe)
    if not compositions:
        assert population.maximum is None and densite.maximum is None
        return
    habitants = [sum(h for h, _ in c) for c in compositions]
    rapports = [sum(h for h, _ in c) / sum(s for _, s in c) for c in compositions]
    certain = groupe != "nord"
    assert population.maximum == max(habitants)
    assert population.minimum == (min(habitants) if certain else None)
    assert (densite.minimum, densite.maximum) == pytest.approx((min(rapports), max(rapports)))


def test_intervals_say_why(vue_finale: Vue) -> None:
    nord = PAR_GROUPE["population"](vue_finale, "nord")
    assert nord.valeur().startswith("au\u00a0plus ")
    for nom in ("Communauté urbaine d’Arras", "Vimy", "Lomme"):
        assert nom in nord.manque
    assert nord.statut == "indéterminé"
    assert "Populations de" in nord.manque


def test_the_town_or_the_agglomeration_widens_the_interval(vue_finale: Vue) -> None:
    picardie = PAR_GROUPE["population"](vue_finale, "nord-picardie")
    assert picardie.minimum is not None and picardie.maximum is not None
    assert picardie.minimum < 60_000 < 100_000 < picardie.maximum


def test_people_of_delegations(vue_au: VueAu) -> None:
    tard, tot = vue_au(date(2022, 12, 31)), vue_au(date(2021, 10, 15))
    assert PAR_GROUPE["personnes"](tard, "centre").valeur() == "2"
    assert PAR_GROUPE["personnes"](tard, "nord").valeur() == "entre\u00a00 et\u00a01"
    assert PAR_GROUPE["personnes"](tot, "centre").valeur() == "0"


@pytest.mark.parametrize(
    "nom", ["evenements_tenus", "preoccupations", "balises", "chantiers", "newsletters"]
)
def test_what_is_counted_only_grows(vue_au: VueAu, nom: str) -> None:
    jours = pd.date_range("2018-01-31", "2025-12-31", freq="2ME")
    valeurs = [PROGRAMME[nom](vue_au(j.date())).maximum or 0 for j in jours]
    assert valeurs == sorted(valeurs) and valeurs[0] == 0 < valeurs[-1]


def test_figures_add_up_to_the_events_that_are_shown(vue_au: VueAu) -> None:
    for jour in (date(2021, 11, 1), date(2022, 1, 31), date(2022, 12, 31)):
        seen = vue_au(jour)
        dates = seen.seances[seen.seances["etat"] != "date non documentée"]
        noms = ("evenements_tenus", "evenements_a_venir", "evenements_sans_confirmation")
        assert sum(PROGRAMME[n](seen).maximum or 0 for n in noms) == len(dates)


@pytest.mark.parametrize(
    ("jour", "valeur"),
    [
        (date(2021, 10, 14), "non documenté"),
        (date(2021, 10, 15), "0"),
        (date(2021, 11, 14), "0"),
        (date(2021, 11, 15), "1"),
        (date(2022, 10, 15), "12"),
    ],
)
def test_months_since_the_launch(vue_au: VueAu, jour: date, valeur: str) -> None:
    chiffre = PROGRAMME["mois_ecoules"](vue_au(jour))
    assert chiffre.valeur() == valeur
    assert PROGRAMME["duree_annoncee"](vue_au(jour)).valeur() == "12"
