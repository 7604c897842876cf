"""Our own SVGs: well-formed, named for those who don't see them, honest about dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.carte_svg import carte_des_participants, petite_carte, resume
from fabrique_dash.graphiques.dessins.france_svg import PETIT
from fabrique_dash.graphiques.dessins.frise_svg import frise_condensee
from tests.francais import fautes_de_typographie
from tests.graphiques.html_inoffensif import dangers
from tests.paquets import COHORTE
from tests.programmes import (
    SECONDE,
    ajouter_seconde_cohorte,
    empoisonner,
    multiplier_les_territoires,
)

SVG = "{http://www.w3.org/2000/svg}"
SAISONS = ("saison-1", "saison-2", "saison-3")


def participants(seen: Vue) -> str:
    """Draw the participants of every season."""
    return carte_des_participants(seen, SAISONS)


DESSINS = [petite_carte, frise_condensee, participants]
JOURS = [date(2000, 1, 1), date(2021, 10, 15), date(2022, 6, 1), date(2026, 11, 23)]
VueAu = Callable[[date], Vue]
Dessin = Callable[[Vue], str]


@pytest.fixture(scope="module")
def hostiles(nouvelle_copie: Callable[[], Path]) -> Donnees:
    dossier = nouvelle_copie()
    empoisonner(dossier)
    return charger(dossier, "hostiles")


@pytest.fixture(scope="module")
def grand(nouvelle_copie: Callable[[], Path]) -> Donnees:
    dossier = nouvelle_copie()
    multiplier_les_territoires(dossier)
    ajouter_seconde_cohorte(dossier)
    return charger(dossier, "grand dessin")


def _lire(svg: str) -> ElementTree.Element:
    racine = ElementTree.fromstring(svg)
    assert racine.tag == f"{SVG}svg" and racine.attrib["role"] == "img"
    assert racine.attrib["aria-label"].strip()
    assert len(racine.attrib["viewBox"].split()) == 4
    return racine


@pytest.mark.parametrize("dessin", DESSINS)
@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_drawings_are_well_formed_and_named(vue_au: VueAu, dessin: Dessin, jour: date) -> None:
    racine = _lire(dessin(vue_au(jour)))
    assert fautes_de_typographie(racine.attrib["aria-label"]) == []
    assert "nan" not in ElementTree.tostring(racine, encoding="unicode").lower().split()


@pytest.mark.parametrize("dessin", DESSINS)
@pytest.mark.parametrize("cohorte", [COHORTE, SECONDE])
def test_drawings_of_a_programme_ten_times_larger(
    grand: Donnees, dessin: Dessin, cohorte: str
) -> None:
    _lire(dessin(vue(grand, cohorte, date(2030, 6, 1))))


@pytest.mark.parametrize("dessin", DESSINS)
def test_hostile_names_are_only_text(hostiles: Donnees, dessin: Dessin) -> None:
    svg = dessin(vue(hostiles, COHORTE, date(2022, 12, 31)))
    racine = _lire(svg)
    assert dangers(svg) == []
    assert "alert(1)" in "".join(racine.itertext()) + racine.attrib["aria-label"]


def _textes(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in _lire(svg).iter(f"{SVG}text")]


def test_the_map_names_the_territories_that_it_places(vue_finale: Vue) -> None:
    textes = " ".join(_textes(petite_carte(vue_finale)))
    for territoire in vue_finale.territoires.to_dict("records"):
        if territoire["nom"]:
            assert territoire["nom"].split()[-1] in textes
        else:
            assert territoire["libelle"] not in textes


def test_the_summary_counts_the_placed_and_the_unknown(vue_finale: Vue) -> None:
    dit = resume(vue_finale).replace("\u00a0", " ")
    assert "6 territoires situés" in dit and "4 territoires non documentés" in dit
    assert "Vimy (Nord ou Nord-Picardie)" in dit


@pytest.mark.parametrize(("lon", "lat"), [(-4.79, 48.4), (8.2, 48.97), (2.4, 51.07), (9.55, 41.4)])
def test_the_ends_of_france_are_on_the_drawing(lon: float, lat: float) -> None:
    x, y = PETIT.projeter(lon, lat)
    assert 0 <= x <= PETIT.largeur and 0 <= y <= PETIT.hauteur


def _titres(svg: str) -> list[str]:
    return [e.text or "" for e in _lire(svg).iter(f"{SVG}title")]


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_the_timeline_draws_every_dated_event_and_no_other(vue_au: VueAu, jour: date) -> None:
    seances = vue_au(jour).seances
    dates = seances[seances["debut"] != ""]
    titres = _titres(frise_condensee(vue_au(jour)))
    assert len(titres) == len(dates)
    for titre in dates["titre"]:
        assert any(titre in dit for dit in titres), titre
    for titre in set(seances["titre"]) - set(dates["titre"]):
        assert not any(titre in dit for dit in titres), titre


def _largeurs(svg: str) -> dict[str, float]:
    """Width of each mark, by title; a circle has none."""
    marques = [e for e in _lire(svg).iter() if e.find(f"{SVG}title") is not None]
    return {str(e.findtext(f"{SVG}title")): float(e.get("width", 0)) for e in marques}


def test_a_month_is_wider_than_a_day(vue_finale: Vue) -> None:
    largeurs = _largeurs(frise_condensee(vue_finale))
    seances = vue_finale.seances[vue_finale.seances["debut"] != ""]
    par_forme: dict[int, list[float]] = {}
    for e in seances.to_dict("records"):
        if not e["fin"]:
            trouvees = [la for titre, la in largeurs.items() if e["titre"] in titre]
            par_forme.setdefault(len(e["debut"]), []).append(max(trouvees))
    assert min(par_forme[len("2022-02")]) > max(par_forme[len("2022-02-01")])


def test_the_reference_date_is_written(vue_au: VueAu) -> None:
    assert any("1er" in t and "juin" in t for t in _textes(frise_condensee(vue_au(JOURS[2]))))


def test_the_label_counts_the_events(vue_finale: Vue) -> None:
    nombre = int((vue_finale.seances["debut"] != "").sum())
    assert f"{nombre}\u00a0événements datés" in frise_condensee(vue_finale)
    assert isinstance(vue_finale.seances, pd.DataFrame)


def test_the_map_of_participants_names_those_of_the_seasons_asked_for(vue_finale: Vue) -> None:
    textes = _textes(carte_des_participants(vue_finale, ("saison-1",)))
    assert sorted(textes) == ["Grande-Synthe", "Le Mené", "Loos-en-Gohelle", "Malaunay"]
    assert "SMICVAL" not in " ".join(_textes(participants(vue_finale)))


def _boites(svg: str) -> list[tuple[float, float, float, float]]:
    """Boxes of the names, estimated from their lengths."""
    boites = []
    for e in _lire(svg).iter(f"{SVG}text"):
        largeur = 5.9 * len("".join(e.itertext()))
        x, y = float(e.attrib["x"]), float(e.attrib["y"])
        gauche = x - largeur if e.attrib["text-anchor"] == "end" else x
        boites.append((gauche, y - 11, gauche + largeur, y + 3))
    return boites


@pytest.mark.parametrize("dessin", [petite_carte, participants])
def test_names_on_the_map_never_overlap(vue_finale: Vue, dessin: Dessin) -> None:
    boites = _boites(dessin(vue_finale))
    assert len(boites) >= 6
    for une, autre in combinations(boites, 2):
        a_cote = une[2] <= autre[0] + 0.1 or autre[2] <= une[0] + 0.1
        assert a_cote or abs(une[1] - autre[1]) >= 13.9
    assert all(b[0] >= 0 and b[2] <= PETIT.largeur for b in boites)
