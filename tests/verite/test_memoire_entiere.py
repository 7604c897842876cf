"""What the five documents say and the data did not: each fact, its place, the day it is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from fabrique_dash.chiffres.noyau.mentions import mentions
from fabrique_dash.chiffres.noyau.objets import lignes_visibles
from fabrique_dash.chiffres.recherche.moteur import chercher
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue

VueAu = Callable[[date], Vue]
AUJOURD_HUI = date(2026, 11, 24)


def _reperes(donnees: Donnees, sujet: str, rubrique: str) -> pd.DataFrame:
    lignes = donnees.table("reperes")
    return lignes[(lignes["sujet"] == sujet) & (lignes["rubrique"] == rubrique)]


def test_the_charter_has_five_values_and_the_alliance_six_kinds_of_partners(
    donnees: Donnees,
) -> None:
    # S2, l. 5.
    valeurs = _reperes(donnees, "Alliance", "valeur")["libelle"]
    assert list(valeurs) == ["Rigueur", "Écoute", "Coopération", "Responsabilité", "Organisation"]
    assert len(_reperes(donnees, "Alliance", "partenaires")) == 6
    assert len(_reperes(donnees, "Alliance", "objectif")) == 2
    assert len(_reperes(donnees, "Alliance", "intention")) == 4


def test_the_genesis_runs_from_the_mine_to_the_fabrique(donnees: Donnees) -> None:
    # S2, l. 7 ; S1, l. 32.
    genese = _reperes(donnees, "Alliance", "genèse")
    assert list(genese["date"]) == ["", "2000", "2014", "2018-09", "2019-03", "2019-03", "2020-01"]
    textes = " ".join(genese["libelle"])
    assert "1990" in textes and "85\u00a0%" in textes and "du noir au vert" in textes


def test_the_workshop_words_the_four_enjeux_in_its_own_order(donnees: Donnees) -> None:
    # S1, l. 31 ; S3, l. 31, 55, 79, 100.
    enjeux = _reperes(donnees, "atelier Villes pairs", "enjeu")
    assert list(enjeux["enjeu_id"]) == ["E1", "E3", "E2", "E4"]
    assert list(donnees.table("enjeux")["nom_court"]) == [
        "engagement",
        "transversalité",
        "coopération",
        "valeur",
    ]


def test_every_chantier_says_what_it_brings(donnees: Donnees) -> None:
    apports = donnees.table("chantiers").set_index("id")["apport"]
    assert (apports.str.len() > 60).all() and len(apports) == 8
    assert "charte" in apports["chantier-2"] and "colibri" in apports["chantier-8"]


@pytest.mark.parametrize(
    ("chantier", "nombre"), [(1, 6), (2, 0), (3, 2), (4, 0), (5, 1), (6, 3), (7, 2), (8, 2)]
)
def test_resources_of_the_chantiers(donnees: Donnees, chantier: int, nombre: int) -> None:
    # S4, l. 24, 42-46, 98, 172, 207-211, 236-238, 270-272.
    ressources = donnees.table("chantiers_ressources")
    assert (ressources["chantier_id"] == f"chantier-{chantier}").sum() == nombre


def test_an_article_has_its_author_publisher_year_and_pages(donnees: Donnees) -> None:
    comby = donnees.table("chantiers_ressources").set_index("id").loc["chantier-1-comby"]
    assert (comby["auteur"], comby["date"]) == ("Jean-Baptiste Comby", "2015")
    assert "Croquant" in comby["editeur"] and "23 à 30" in comby["precision"]


def test_the_observation_framework(donnees: Donnees) -> None:
    # S4, l. 187-211.
    cadre = donnees.table("cadre_observation")
    noms = cadre.groupby("rubrique")["libelle"].agg(list)
    assert noms["dimension"] == ["Citoyenne", "Territoriale", "Interne"]
    assert noms["point à repérer"] == ["Bascule", "Rupture", "Convergence"]
    assert noms["regard"] == ["Technique", "Acteurs", "Citoyen"]
    assert set(cadre["chantier_id"]) == {"chantier-6"}


@pytest.mark.parametrize(
    ("personne", "idees"),
    [
        ("nadege-noury", 7),
        ("michel-reynes", 4),
        ("cedric-delmotte", 7),
        ("julien-boidin", 4),
        ("jean-francois-caron", 6),
        ("anne-louise-negre", 4),
        ("lea-tramontin", 5),
        ("julian-perdrigeat", 6),
        ("vincent-honore", 1),
    ],
)
def test_all_that_a_voice_says_is_kept_one_idea_a_row(
    donnees: Donnees, personne: str, idees: int
) -> None:
    voix = donnees.table("paroles")
    assert (voix["acteur_id"] == personne).sum() == idees


def test_the_four_questions_are_exact(donnees: Donnees) -> None:
    # S0, l. 32, 36, 39, 42.
    questions = donnees.table("paroles")["question_exacte"]
    assert list(dict.fromkeys(q for q in questions if q)) == [
        "Comment donnez-vous suite aux réflexions entamées lors de cette journée\u202f?",
        "Allez-vous également rencontrer et collaborer avec des territoires alentours\u202f?",
        "Quelles attentes avez-vous de la part des alliés\u202f?",
        "De manière générale, qu’attendez-vous du programme\u202f?",
    ]


def test_documents_that_the_letter_leads_to_are_to_be_found(donnees: Donnees) -> None:
    # S0, l. 17, 18, 21, 34, 48, 51.
    lies = donnees.table("documents_lies")
    assert list(lies["nature"]) == [
        "entretien",
        "carte",
        "vidéo",
        "compte rendu",
        "diapositive",
        "entretien",
        "programme",
    ]
    assert set(lies["manque_id"]) <= set(donnees.table("manques")["id"])


def test_titles_of_the_three_examples_are_exact(donnees: Donnees) -> None:
    # S0, l. 54-56.
    titres = donnees.table("inspirations").set_index("id")["titre"]
    assert (
        titres["schaerbeek"] == "la mairie joue un rôle de plateforme de redistribution alimentaire"
    )
    assert "Open Source Décidim" in titres["metropole-lille"] and titres["romans-sur-isere"]


def test_partners_of_the_participants_are_actors(donnees: Donnees) -> None:
    # S1, l. 8-11, 18.
    liens = donnees.table("participants_acteurs")
    avec = liens[liens["role"].isin(["partenaire", "partenaire invité", "accompagnement"])]
    assert avec["participant_id"].value_counts().to_dict() == {
        "lorient": 4,
        "grand-lyon": 2,
        "lens": 1,
        "puy-de-dome": 1,
        "ile-saint-denis": 1,
    }


def test_five_disagreements_more(donnees: Donnees) -> None:
    attendus = {
        "lancement-chantiers",
        "rencontres-chantier-5",
        "enjeux-ordre",
        "document-saison-3",
        "nom-atelier",
    }
    assert attendus <= set(donnees.table("divergences")["id"])


def test_two_study_days_and_a_time_to_take_stock(donnees: Donnees) -> None:
    # S4, l. 52, 168.
    evenements = donnees.table("evenements").set_index("id")
    titres = " ".join(evenements.loc[evenements["chantier_id"] == "chantier-1", "titre"])
    assert "récit et quartiers populaires" in titres and "quotidien/populaire" in titres
    assert evenements.loc["chantier-5-bilan-2022", "debut"] == ""


@pytest.mark.parametrize(
    ("table", "identifiant", "veille"),
    [
        ("reperes", "alliance-valeur-ecoute", date(2020, 9, 8)),
        ("reperes", "chantiers-raison-1", date(2022, 5, 21)),
        ("reperes", "atelier-ambition-1", date(2019, 3, 20)),
        ("paroles", "perdrigeat-2020-charte", date(2020, 9, 8)),
        ("paroles", "delmotte-liens", date(2021, 11, 13)),
        ("faits_cohorte", "ambition", date(2021, 11, 13)),
        ("faits_cohorte", "delegation-exemple", date(2023, 7, 19)),
        ("chantiers_ressources", "chantier-1-comby", date(2022, 5, 21)),
        ("cadre_observation", "point-bascule", date(2022, 5, 21)),
        ("documents_lies", "video-weill", date(2021, 11, 13)),
        ("participants_acteurs", "lens-dalkia", date(2021, 6, 29)),
        ("manques", "partenaires-2020", date(2020, 9, 8)),
    ],
)
def test_nothing_is_shown_before_it_could_be_known(
    vue_au: VueAu, table: str, identifiant: str, veille: date
) -> None:
    lendemain = date.fromordinal(veille.toordinal() + 1)
    assert identifiant not in set(lignes_visibles(vue_au(veille), table)["id"])
    assert identifiant in set(lignes_visibles(vue_au(lendemain), table)["id"])


@pytest.mark.parametrize(
    ("texte", "genre"),
    [
        ("démarche de transition d’ensemble", "fait"),
        ("systèmes complexes", "methode"),
        ("rigueur", "repere"),
        ("coalitions d’ingénierie systémique", "repere"),
        ("du noir au vert", "repere"),
        ("Comby", "ressource"),
        ("point de convergence", "cadre"),
        ("journée d’initiation besoins", "pratique"),
        ("vidéo Weill", "document_lie"),
        ("composition des délégations", "manque"),
        ("ordre des quatre enjeux", "desaccord"),
        ("rattraper le retard", "parole"),
        ("Dalkia", "acteur"),
        ("silos", "repere"),
    ],
)
def test_every_new_content_is_found(vue_au: VueAu, texte: str, genre: str) -> None:
    groupes = chercher(vue_au(AUJOURD_HUI), texte, 6).groupes
    assert genre in {g.genre for g in groupes}


def test_those_who_came_with_a_participant_are_mentioned(vue_au: VueAu) -> None:
    vue = vue_au(AUJOURD_HUI)
    assert "lens" in {m.identifiant for m in mentions(vue, "acteur", "dalkia")}
    assert "dalkia" in {m.identifiant for m in mentions(vue, "participant", "lens")}
    assert "saison-2" in {m.identifiant for m in mentions(vue, "acteur", "jean-francois-caron")}
    weill = {m.nature for m in mentions(vue, "acteur", "frederic-weill")}
    assert {"newsletter", "evenement"} <= weill
