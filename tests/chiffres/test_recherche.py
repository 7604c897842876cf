"""The search: what is found, in what order, and what is answered of places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from fabrique_dash.chiffres.noyau.objets import NATURES, objets
from fabrique_dash.chiffres.recherche.entrees import entrees
from fabrique_dash.chiffres.recherche.lieux import GENRES as GENRES_DE_LIEUX
from fabrique_dash.chiffres.recherche.moteur import (
    GENRES,
    LONGUEUR_MAX,
    Resultats,
    Trouvaille,
    chercher,
    combien,
    en_table,
    lisible,
    parcourir,
)
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.vue import Vue, vue
from tests.paquets import COHORTE

LIMITE = 6
AVANT = date(2021, 10, 14)


def _trouvailles(resultats: Resultats, genre: str = "") -> list[Trouvaille]:
    return [t for g in resultats.groupes if genre in ("", g.genre) for t in g.trouvailles]


def _premier(vue_: Vue, texte: str, genre: str) -> Trouvaille:
    return _trouvailles(chercher(vue_, texte, LIMITE), genre)[0]


def _reponse(vue_: Vue, texte: str, genre: str = "commune") -> tuple[str, str, str]:
    trouvee = _premier(vue_, texte, genre)
    assert trouvee.reponse is not None
    return trouvee.entree.nom, trouvee.reponse.verdict, trouvee.reponse.territoire


@pytest.mark.parametrize("nature", NATURES)
def test_everything_that_has_a_name_is_found_by_it(vue_finale: Vue, nature: str) -> None:
    for identifiant, nom in objets(vue_finale, nature).items():
        trouvees = _trouvailles(chercher(vue_finale, nom, 60), nature)
        assert identifiant in [t.entree.identifiant for t in trouvees], nom


def test_every_entry_is_listed_under_its_kind(vue_finale: Vue) -> None:
    nombres = combien(vue_finale)
    communes = len(vue_finale.donnees.table("communes"))
    assert set(nombres) == set(GENRES)
    assert nombres["commune"] == communes + 2  # Lomme and Hellemmes are associated to one
    for genre in set(GENRES) - set(GENRES_DE_LIEUX):
        (groupe,) = parcourir(vue_finale, genre).groupes
        assert groupe.total == len(groupe.trouvailles) == nombres[genre]
    assert len(en_table(Trouvaille(e, 0) for e in entrees(vue_finale))) == sum(
        n for genre, n in nombres.items() if genre not in GENRES_DE_LIEUX
    )


@pytest.mark.parametrize(
    "texte",
    [
        "Saint-Jean-de-Braye",
        "saint jean de braye",
        "ST JEAN DE BRAYE",
        "st-jean-de-bray",
        "Saint-Jaen-de-Braye",
        "saintjeandebraye",
        "saintjean de braye",
        "45284",
        "ville de Saint-Jean de Braye",
        "Saint Jean de Braye Loiret",
    ],
)
def test_a_commune_is_found_however_it_is_written(vue_finale: Vue, texte: str) -> None:
    assert _reponse(vue_finale, texte) == ("Saint-Jean-de-Braye", "Oui", "saint-jean-de-braye")


@pytest.mark.parametrize(
    ("texte", "nom", "verdict", "territoire"),
    [
        ("Vimy", "Vimy", "Oui", "vimy"),
        ("Lome", "Lomme", "Oui", "lomme"),
        ("59355", "Lomme", "Oui", "lomme"),
        ("Lille", "Lille", "En partie", "lomme"),
        ("Beauvais", "Beauvais", "Oui", "beauvais"),
        ("Tillé", "Tillé", "Indéterminé", "beauvais"),
        ("Arras", "Arras", "Oui", "arras"),
        ("Carmaux", "Carmaux", "Oui", "albigeois-bastides"),
        ("Orléans", "Orléans", "Pas nommée", "saint-jean-de-braye"),
        ("Lens", "Lens", "Pas nommée", "vimy"),
        ("Marseille", "Marseille", "Pas nommée", ""),
    ],
)
def test_is_my_commune_in_a_pilot_territory(
    vue_finale: Vue, texte: str, nom: str, verdict: str, territoire: str
) -> None:
    assert _reponse(vue_finale, texte) == (nom, verdict, territoire)


@pytest.mark.parametrize(
    ("code", "verdict", "territoire"),
    [
        ("200033579", "Oui", "arras"),
        ("200067999", "Indéterminé", "beauvais"),
        ("246200364", "En partie", "vimy"),
        ("200093201", "En partie", "lomme"),
        ("200040905", "Oui", "albigeois-bastides"),
    ],
)
def test_is_my_epci_in_a_pilot_territory(
    vue_finale: Vue, code: str, verdict: str, territoire: str
) -> None:
    assert _reponse(vue_finale, code, "epci")[1:] == (verdict, territoire)


def test_an_arrondissement_is_answered_as_a_part_of_its_commune(vue_finale: Vue) -> None:
    trouve = _premier(vue_finale, "75118", "arrondissement")
    assert trouve.reponse is not None and trouve.reponse.verdict == "Pas nommé"
    assert trouve.entree.precision == "arrondissement de Paris, code 75118"


def test_answers_say_what_is_not_known(vue_finale: Vue) -> None:
    def dit(texte: str) -> str:
        reponse = _premier(vue_finale, texte, "commune").reponse
        assert reponse is not None
        return reponse.phrase.replace("\u00a0", " ")

    assert "déduit" in dit("Carmaux")
    assert "les sources ne le disent pas" in dit("Beauvais")
    assert "oui si le territoire pilote Beauvais est l’agglomération" in dit("Tillé")
    assert "4 autres ne sont pas documentés" in dit("Marseille")
    assert "Vimy est dans la même intercommunalité" in dit("Lens")


def test_only_places_of_a_territory_open_its_sheet(vue_finale: Vue) -> None:
    for texte, cible in (("Tillé", ("territoire", "beauvais")), ("Lens", None), ("Lille", None)):
        assert _premier(vue_finale, texte, "commune").entree.cible == cible


def test_namesakes_are_told_apart(vue_finale: Vue) -> None:
    groupe = next(
        g for g in chercher(vue_finale, "Saint-Denis", 60).groupes if g.genre == "commune"
    )
    memes = [t.entree for t in groupe.trouvailles if t.entree.nom == "Saint-Denis"]
    assert len(memes) > 2
    assert len({e.precision for e in memes}) == len(memes)
    assert _premier(vue_finale, "St Denis 93", "commune").entree.identifiant == "93066"


@pytest.mark.parametrize(
    ("texte", "genre", "identifiant"),
    [
        ("Perdrigat", "acteur", "julian-perdrigeat"),
        ("Weil", "acteur", "frederic-weill"),
        ("e1.2", "balise", "E1-2"),
        ("foncier", "theme", "foncier-habitat"),
        ("vieillissement", "preoccupation", "occitanie-1"),
        ("nord", "groupe", "nord"),
        ("chantier 3", "chantier", "chantier-3"),
        ("Futuribles", "acteur", "futuribles"),
        ("W6", "source", "W6"),
        ("saison 2 villes pairs", "saison", "saison-2"),
    ],
)
def test_the_first_result_is_the_one_that_is_meant(
    vue_finale: Vue, texte: str, genre: str, identifiant: str
) -> None:
    assert _premier(vue_finale, texte, genre).entree.identifiant == identifiant


def test_kinds_come_best_first(vue_finale: Vue) -> None:
    for texte in ("Vimy", "nord", "coopération", "Lomme"):
        resultats = chercher(vue_finale, texte, LIMITE)
        meilleurs = [round(g.trouvailles[0].score, 1) for g in resultats.groupes]
        assert meilleurs == sorted(meilleurs, reverse=True)
        assert all(len(g.trouvailles) <= LIMITE <= g.total or g.total for g in resultats.groupes)
    assert chercher(vue_finale, "Vimy", LIMITE).groupes[0].genre == "territoire"
    assert chercher(vue_finale, "nord", LIMITE).groupes[0].genre == "groupe"


def test_words_left_aside_and_corrected_are_told(vue_finale: Vue) -> None:
    assert chercher(vue_finale, "Vimy quizzzz", LIMITE).laisses == ("quizzzz",)
    assert "lomme" in dict(chercher(vue_finale, "Lome", LIMITE).corriges)["lome"]
    exact = chercher(vue_finale, "Vimy", LIMITE)
    assert exact.laisses == () and exact.corriges == ()


@pytest.mark.parametrize(
    ("texte", "genre", "code", "nom"),
    [
        ("département du Tarn", "departement", "81", "Tarn"),
        ("Departement tarn", "departement", "81", "Tarn"),
        ("département 81", "departement", "81", "Tarn"),
        ("département du Nord", "departement", "59", "Nord"),
        ("Corse-du-Sud", "departement", "2A", "Corse-du-Sud"),
        ("Saint-Pierre-et-Miquelon", "departement", "975", "Saint-Pierre-et-Miquelon"),
        ("région Bretagne", "region", "53", "Bretagne"),
        ("Hauts-de-France", "region", "32", "Hauts-de-France"),
        ("région des hauts de france", "region", "32", "Hauts-de-France"),
        ("200 033 579", "epci", "200033579", "Communauté urbaine d'Arras"),
        ("200\u202f033\u202f579", "epci", "200033579", "Communauté urbaine d'Arras"),
        ("siren 200033579", "epci", "200033579", "Communauté urbaine d'Arras"),
        ("Siren\u00a0: 200 033 579", "epci", "200033579", "Communauté urbaine d'Arras"),
        ("20003357900012", "epci", "200033579", "Communauté urbaine d'Arras"),
        ("agglomération du Beauvaisis", "epci", "200067999", ""),
        ("1001", "commune", "01001", "L'Abergement-Clémenciat"),
        ("code Insee 1001", "commune", "01001", "L'Abergement-Clémenciat"),
        ("01 001", "commune", "01001", "L'Abergement-Clémenciat"),
        ("2A 004", "commune", "2A004", "Ajaccio"),
        ("commune de Vimy", "commune", "62861", "Vimy"),
        ("75118", "arrondissement", "75118", "Paris 18e Arrondissement"),
        ("Paris 18e", "arrondissement", "75118", "Paris 18e Arrondissement"),
        ("1er arrondissement de Lyon", "arrondissement", "69381", "Lyon 1er Arrondissement"),
    ],
)
def test_an_official_place_comes_first_by_its_kind_or_its_code(
    vue_finale: Vue, texte: str, genre: str, code: str, nom: str
) -> None:
    resultats = chercher(vue_finale, texte, LIMITE)
    premier = resultats.groupes[0].trouvailles[0].entree
    assert (resultats.groupes[0].genre, premier.identifiant) == (genre, code)
    assert nom in ("", premier.nom)
    assert not resultats.laisses


@pytest.mark.parametrize(
    ("texte", "verdict", "dits", "trouves"),
    [
        (
            "département du Tarn",
            "En partie",
            ["le territoire pilote Pôle Territorial Albigeois Bastides y est", "1 événement"],
            [("territoire", "albigeois-bastides")],
        ),
        (
            "région Bretagne",
            "Pas nommée",
            ["hors des 6 territoires nommés", "2 participants aux Villes pairs"],
            [("participant", "le-mene"), ("participant", "lorient")],
        ),
        (
            "Hauts-de-France",
            "En partie",
            ["les territoires pilotes Communauté urbaine d’Arras, Beauvais, Vimy et Lomme y sont"],
            [("territoire", "arras"), ("territoire", "vimy"), ("participant", "loos-en-gohelle")],
        ),
        ("Finistère", "Pas nommé", ["4 autres ne sont pas documentés."], []),
    ],
)
def test_a_departement_or_a_region_has_what_the_programme_has_in_it(
    vue_finale: Vue, texte: str, verdict: str, dits: list[str], trouves: list[tuple[str, str]]
) -> None:
    resultats = chercher(vue_finale, texte, 60)
    reponse = resultats.groupes[0].trouvailles[0].reponse
    assert reponse is not None and reponse.verdict == verdict
    phrase = reponse.phrase.replace("\u00a0", " ").replace("\u202f", " ")
    assert [dit for dit in dits if dit not in phrase] == []
    entrees_trouvees = {(t.entree.genre, t.entree.identifiant) for t in _trouvailles(resultats)}
    assert set(trouves) <= entrees_trouvees


def test_what_a_departement_has_is_what_is_known_on_the_date(
    vue_au: Callable[[date], Vue], vue_finale: Vue
) -> None:
    def dit(vue_: Vue) -> str:
        reponse = _premier(vue_, "région Bretagne", "region").reponse
        assert reponse is not None
        return reponse.phrase

    assert "participants aux Villes pairs" in dit(vue_finale)
    assert "participants aux Villes pairs" not in dit(vue_au(date(2018, 1, 1)))


@pytest.mark.parametrize(
    ("texte", "lus"),
    [
        ("1001", ("01001",)),
        ("20003357900012", ("200033579",)),
        ("Lome", ("lomme",)),
        ("château d'eau", ("château",)),
        ("Vimy quizzzz", ("Vimy",)),
        ("saintjaendebraye", ("Saint-Jean-de-Braye",)),
        ("Vimy", ()),
        ("saintjean de braye", ()),
        ("200 033 579", ()),
        ("département du Tarn", ()),
    ],
)
def test_what_is_searched_instead_is_told(
    vue_finale: Vue, texte: str, lus: tuple[str, ...]
) -> None:
    assert chercher(vue_finale, texte, LIMITE).lus == lus


@pytest.mark.parametrize("texte", ["", " \x00 ", "…’-", "xyzzqjk", "<>"])
def test_nothing_is_found_for_nothing(vue_finale: Vue, texte: str) -> None:
    assert chercher(vue_finale, texte, LIMITE).total == 0


@pytest.mark.parametrize(
    "texte", ["x" * 9_000, "saint " * 3_000, "\ud7ff\u202e<script>", "9" * 500]
)
def test_hostile_searches_are_cut(vue_finale: Vue, texte: str) -> None:
    assert len(chercher(vue_finale, texte, LIMITE).texte) <= LONGUEUR_MAX
    assert lisible("a\x00b\n c") == "a b c"


@pytest.mark.parametrize(
    ("genre", "texte"),
    [
        ("preoccupation", "vieillissement"),
        ("chantier", "chantier 3"),
        ("newsletter", "se mettre en mouvement"),
        ("acteur", "Futuribles"),
    ],
)
def test_what_is_not_known_yet_is_not_found(
    vue_au: Callable[[date], Vue], vue_finale: Vue, genre: str, texte: str
) -> None:
    assert _trouvailles(chercher(vue_finale, texte, LIMITE), genre)
    assert not _trouvailles(chercher(vue_au(AVANT), texte, LIMITE), genre)


def test_everything_found_may_be_shown(vue_au: Callable[[date], Vue]) -> None:
    avant = vue_au(AVANT)
    for entree in entrees(avant):
        if entree.cible and entree.cible[0] != "page":
            nature, identifiant = entree.cible
            assert identifiant in objets(avant, nature), entree


def test_indexes_follow_the_data(copie: Path, vue_finale: Vue) -> None:
    assert _trouvailles(chercher(vue_finale, "Brest", LIMITE), "commune")
    communes = pd.read_parquet(copie / "reference" / "communes.parquet")
    communes[communes["nom"] != "Brest"].to_parquet(copie / "reference" / "communes.parquet")
    sans_brest = vue(charger(copie, "copie"), COHORTE, date(2022, 12, 31))
    assert _trouvailles(chercher(sans_brest, "Vimy", LIMITE), "commune")
    assert not _trouvailles(chercher(sans_brest, "Brest", LIMITE), "commune")
