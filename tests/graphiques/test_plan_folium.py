"""The big map: no outside host, every text harmless, every hypothesis drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import folium
import pytest

from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.carte_folium import carte
from fabrique_dash.graphiques.dessins.couches_folium import OptionsCarte
from tests.graphiques.html_inoffensif import dangers, lire_html
from tests.paquets import COHORTE
from tests.programmes import HOSTILES, empoisonner, multiplier_les_territoires

FIN = date(2022, 12, 31)
GROUPES = ("alpien", "nord", "nord-picardie", "occitanie", "centre")
TOUT = OptionsCarte(GROUPES, saisons=(1, 2, 3), evenements=True)
SANS_HOTE = re.compile(r"https?://(?!www\.w3\.org/)([\w.-]+)|(?:src|href)\s*=\s*[\"']//([\w.-]+)")


@pytest.fixture(scope="module")
def hostiles(nouvelle_copie: Callable[[], Path]) -> Donnees:
    dossier = nouvelle_copie()
    empoisonner(dossier)
    return charger(dossier, "hostiles")


def _html(plan: folium.Map) -> str:
    return str(plan.get_root().render())


def _entites(plan: folium.Map) -> list[dict[str, Any]]:
    """Features that can be clicked: those that have a tooltip."""
    couches = [c for c in plan._children.values() if isinstance(c, folium.GeoJson)]
    return [e for c in couches for e in c.data["features"] if "bulle" in e["properties"]]


def _hotes(texte: str) -> set[str]:
    return {un or autre for un, autre in SANS_HOTE.findall(texte)}


@pytest.mark.parametrize("sombre", [False, True])
def test_no_outside_host_is_named(vue_finale: Vue, sombre: bool) -> None:
    options = OptionsCarte(GROUPES, saisons=(1, 2, 3), evenements=True, sombre=sombre)
    assert _hotes(_html(carte(vue_finale, options))) == set()


def test_only_the_geoplateforme_with_its_ground(vue_finale: Vue) -> None:
    html = _html(carte(vue_finale, OptionsCarte(GROUPES, fond_ign=True)))
    assert _hotes(html) == {"data.geopf.fr"}
    assert "© IGN" in html or "\\u00a9 IGN" in html


def test_scripts_and_styles_come_from_the_application(vue_finale: Vue) -> None:
    balises, _ = lire_html(_html(carte(vue_finale, TOUT)))
    sources = [a.get("src") or a.get("href") for nom, a in balises if nom in ("script", "link")]
    locales = [s for s in sources if s]
    assert locales and all(s.startswith("../../app/static/") for s in locales)
    racine = Path(__file__).parents[2] / "fabrique_dash" / "interface" / "static"
    for chemin in locales:
        assert (racine / chemin.removeprefix("../../app/static/")).is_file(), chemin


def test_hostile_names_are_harmless(hostiles: Donnees) -> None:
    plan = carte(vue(hostiles, COHORTE, FIN), TOUT)
    html = _html(plan)
    for attaque in HOSTILES:
        if attaque != "{{ 7*7 }}{% raw %}":
            assert attaque not in html
    assert "49" not in re.findall(r"Groupe[^<]{0,40}", html)
    entites = _entites(plan)
    assert len(entites) > 20
    for entite in entites:
        for champ in ("bulle", "marque", "nom"):
            assert dangers(entite["properties"].get(champ, "")) == []
    assert any("alert(1)" in lire_html(e["properties"]["bulle"])[1] for e in entites)


def test_hostile_names_add_no_script(hostiles: Donnees, vue_finale: Vue) -> None:
    def scripts(plan: folium.Map) -> int:
        return sum(nom == "script" for nom, _ in lire_html(_html(plan))[0])

    assert scripts(carte(vue(hostiles, COHORTE, FIN), TOUT)) == scripts(carte(vue_finale, TOUT))


def test_every_named_territory_has_its_mark_and_its_hypotheses(vue_finale: Vue) -> None:
    entites = _entites(carte(vue_finale, OptionsCarte(GROUPES)))
    formes = [e["properties"]["id"] for e in entites if e["geometry"]["type"] == "MultiPolygon"]
    points = [e["properties"]["id"] for e in entites if e["geometry"]["type"] == "Point"]
    nommes = vue_finale.territoires[vue_finale.territoires["nom"] != ""]
    assert sorted(points) == sorted(nommes["id"])
    assert {t: formes.count(t) for t in nommes["id"]} == {
        t: 2 if t == "beauvais" else 1 for t in nommes["id"]
    }


def test_an_uncertain_group_is_drawn_otherwise(vue_finale: Vue) -> None:
    styles = {
        e["properties"]["id"]: e["properties"]["style"]
        for e in _entites(carte(vue_finale, OptionsCarte(GROUPES)))
        if e["geometry"]["type"] == "MultiPolygon"
    }
    assert "dashArray" in styles["vimy"] and "dashArray" not in styles["saint-jean-de-braye"]
    assert styles["vimy"]["fillOpacity"] < styles["saint-jean-de-braye"]["fillOpacity"]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (OptionsCarte(("centre",)), {"saint-jean-de-braye"}),
        (OptionsCarte(("nord",)), {"arras", "vimy", "lomme"}),
        (OptionsCarte(("alpien",)), set()),
        (OptionsCarte(()), set()),
        (OptionsCarte(GROUPES, territoires=False), set()),
    ],
)
def test_groups_are_chosen(vue_finale: Vue, options: OptionsCarte, ids: set[str]) -> None:
    assert {e["properties"]["id"] for e in _entites(carte(vue_finale, options))} == ids


@pytest.mark.parametrize(("saisons", "nombre"), [((1,), 4), ((1, 2), 11), ((), 0)])
def test_seasons_are_chosen(vue_finale: Vue, saisons: tuple[int, ...], nombre: int) -> None:
    options = OptionsCarte((), territoires=False, saisons=saisons)
    assert len(_entites(carte(vue_finale, options))) == nombre


def test_nothing_is_drawn_from_the_future(donnees: Donnees) -> None:
    options = OptionsCarte((), territoires=False, saisons=(1, 2, 3), evenements=True)
    assert _entites(carte(vue(donnees, COHORTE, date(2000, 1, 1)), options)) == []


def test_a_hundred_territories_are_drawn(copie: Path) -> None:
    multiplier_les_territoires(copie)
    entites = _entites(carte(vue(charger(copie, "cent"), COHORTE, FIN), OptionsCarte(GROUPES)))
    points = [e for e in entites if e["geometry"]["type"] == "Point"]
    assert len(points) > 50
    assert len({e["properties"]["id"] for e in points}) == len(points)
