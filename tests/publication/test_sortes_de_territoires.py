"""« Territoire n° 7 » named as each kind of place: maps, pictures, sheet, answers, GeoJSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import folium
import pytest

from fabrique_dash.chiffres.fiche.entiere import champs_de_la_fiche
from fabrique_dash.chiffres.fiche.identite import identite
from fabrique_dash.chiffres.fiche.lacunes import lacunes
from fabrique_dash.chiffres.fiche.voisinage import voisins
from fabrique_dash.chiffres.recherche.moteur import chercher
from fabrique_dash.chiffres.tables.carte import territoires_sur_carte
from fabrique_dash.chiffres.tables.hors_carte import (
    compte_sur_la_carte,
    hors_carte_en_mots,
    titre_de_la_carte,
)
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.carte_folium import ETENDUE, carte
from fabrique_dash.graphiques.dessins.carte_svg import petite_carte, resume
from fabrique_dash.graphiques.dessins.couches_folium import (
    OptionsCarte,
    encarts_de,
    rapprochement,
)
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre
from fabrique_dash.publication.ailleurs.fiche_html import fiche_html
from fabrique_dash.publication.images.images import IMAGES, svg, texte_alternatif
from fabrique_dash.publication.tables.geojson import territoires_geojson
from tests.francais import fautes_de_typographie
from tests.paquets import COHORTE
from tests.sortes import SORTES, TERRITOIRE, Sorte, nommer

SVG = "{http://www.w3.org/2000/svg}"
GROUPES = ("alpien", "nord", "nord-picardie", "occitanie", "centre")
OPTIONS = OptionsCarte(GROUPES)

# One of each way to be known: what else their sheets say does not depend on the kind.
LUES_EN_ENTIER = {"Saint-Denis", "Nouméa", "Ouessant", "Paris 18e", "Pays d’essai", "Bretagne"}

pytestmark = [
    pytest.mark.matrice,
    pytest.mark.parametrize("cas", SORTES, ids=lambda s: f"{s.type} {s.nom}", indirect=True),
]


@pytest.fixture(scope="module")
def cas(request: pytest.FixtureRequest, donnees: Donnees) -> tuple[Sorte, Vue]:
    """Return a kind, and the cohort once its territory is named so."""
    sorte: Sorte = request.param
    return sorte, vue(nommer(donnees, sorte), COHORTE, date(2022, 12, 31))


def _simple(texte: object) -> str:
    return " ".join(str(texte).replace("\u00a0", " ").replace("\u202f", " ").split())


def _sans_noms_officiels(texte: str) -> str:
    """Write names of places with our apostrophe: official files have straight ones."""
    return texte.replace("'", "’")


def _dessin(texte: str) -> tuple[set[str], list[tuple[float, float]], tuple[float, float]]:
    """Read a map: names of its insets, places of its marks, its size."""
    racine = ElementTree.fromstring(texte)
    _, _, largeur, hauteur = (float(v) for v in racine.attrib["viewBox"].split())
    noms = {
        e.text or ""
        for e in racine.iter(f"{SVG}text")
        if e.attrib.get("class") == "tp-nom-encart" and not (e.text or "").endswith("km")
    }
    marques = [
        (float(x), float(y))
        for e in racine.iter(f"{SVG}g")
        if "tp-marque" in e.attrib.get("class", "")
        for x, y in re.findall(r"translate\((-?[\d.]+) (-?[\d.]+)\)", e.attrib["transform"])
    ]
    return noms, marques, (largeur, hauteur)


def test_the_counts_and_the_words_say_what_is_off_the_map(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    lignes = territoires_sur_carte(seen)
    places = 6 if sorte.hors_carte else 7
    absent = f"{sorte.nom} ({sorte.hors_carte})"
    phrases = [titre_de_la_carte(seen, lignes), compte_sur_la_carte(lignes), resume(seen)]
    phrases += [hors_carte_en_mots(lignes), IMAGES["carte"].titre(seen)]
    phrases.append(texte_alternatif(seen, "carte"))
    assert phrases[0].startswith(f"{places}\u00a0territoires sur la carte, 10 annoncés")
    assert "3\u00a0territoires non documentés" in phrases[2] + phrases[3]
    for phrase in phrases:
        assert fautes_de_typographie(phrase) == []
        assert (absent in phrase) == bool(sorte.hors_carte), phrase
    assert (f"{sorte.nom} (groupe non documenté)" in phrases[2]) == (not sorte.hors_carte)
    assert "documenté)" not in phrases[3]


def test_the_small_map_has_the_inset_where_it_stands_and_no_other(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    noms, marques, (largeur, hauteur) = _dessin(petite_carte(seen))
    assert noms == ({sorte.encart} - {""})
    assert len(marques) == (6 if sorte.hors_carte else 7)
    assert all(0 <= x <= largeur and 0 <= y <= hauteur for x, y in marques)
    assert (hauteur > 352) == bool(sorte.encart)
    image = svg(seen, "carte")
    assert (f">{sorte.encart}</text>" in image) == bool(sorte.encart)
    assert ("tp-echelle" in image.split("</style>")[1]) == bool(sorte.encart)


def _couches(plan: folium.Map) -> list[dict[str, Any]]:
    couches = [c for c in plan._children.values() if isinstance(c, folium.GeoJson)]
    return [e for c in couches for e in c.data["features"]]


def test_the_big_map_shows_it_inside_its_frame(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    encarts = encarts_de(seen, OPTIONS)
    assert {e.emprise.nom for e in encarts} == {sorte.encart} - {""}
    siennes = [e for e in _couches(carte(seen, OPTIONS)) if e["properties"].get("id") == TERRITOIRE]
    points = [e["geometry"]["coordinates"] for e in siennes if e["geometry"]["type"] == "Point"]
    assert len(points) == (0 if sorte.hors_carte else 1)
    assert len(siennes) - len(points) == int(sorte.contour and not sorte.hors_carte)
    (sud, ouest), (nord, est) = ETENDUE
    for cadre in encarts:
        ouest, sud, est, nord = cadre.ouest, cadre.sud, cadre.est, cadre.nord
    for e in siennes:
        geometrie = e["geometry"]
        surfaces = geometrie["coordinates"] if geometrie["type"] != "Point" else []
        tous = [p for polygone in surfaces for anneau in polygone for p in anneau] or points
        assert all(ouest <= x <= est and sud <= y <= nord for x, y in tous)
    vers = rapprochement(seen, OPTIONS, TERRITOIRE)
    assert (vers is None) == bool(sorte.hors_carte)
    assert vers is None or (sud <= vers[0][0] <= nord and ouest <= vers[0][1] <= est)


def test_the_sheet_says_its_codes_and_its_places(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    champs = identite(seen, TERRITOIRE)
    dits = {c.champ: c for c in champs}
    assert dits["Type"].valeur == sorte.type
    for titre, valeur in sorte.dits:
        assert dits[titre].valeur == valeur
    if any(nature != "epci" for nature, _ in sorte.parties) and "Intercommunalité" in dits:
        assert dits["Intercommunalité"].valeur != sorte.nom
    assert ("hors des cartes" in dits["Périmètre"].precision) == bool(sorte.hors_carte)
    assert "Collectivité" not in dits or "Région" not in dits
    manques = set(lacunes(seen, TERRITOIRE)["champ"])
    assert "Périmètre" not in manques and "Nom" not in manques
    assert ("Code officiel" in manques) == (sorte.type == "pays" or sorte.nom == "Syndicat d’essai")
    if sorte.nom in LUES_EN_ENTIER:
        champs = champs_de_la_fiche(seen, TERRITOIRE)
        page = fiche_html(seen, TERRITOIRE).decode("utf-8")
        assert ("<figure>" in page) == sorte.contour
    for c in champs:
        dit = _sans_noms_officiels(f"{c.valeur} {c.precision}")
        assert fautes_de_typographie(dit) == [], dit


def test_the_perimeter_is_drawn_where_there_is_an_outline(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    dessin = perimetre(seen, TERRITOIRE)
    assert bool(dessin) == sorte.contour
    if not sorte.contour:
        image = _simple(texte_alternatif(seen, "perimetre", {"territoire": TERRITOIRE}))
        assert f"{sorte.nom} : le contour n’est pas dans les données" in image
        return
    assert len(dessin) < 110_000
    assert "km</text>" in dessin
    if sorte.voisin:
        assert sorte.voisin in voisins(seen, TERRITOIRE)


def test_the_geojson_has_an_outline_a_point_or_nothing(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    lus = json.loads(territoires_geojson(seen, territoires_sur_carte(seen)))["features"]
    (siens,) = (e for e in lus if e["properties"]["id"] == TERRITOIRE)
    assert siens["properties"]["type_territoire"] == sorte.type
    assert siens["properties"]["hors_carte"] == sorte.hors_carte
    if sorte.contour:
        assert siens["geometry"]["type"] == "MultiPolygon"
    else:
        assert (siens["geometry"] is None) == bool(sorte.hors_carte)


def test_one_finds_that_one_is_in_it(cas: tuple[Sorte, Vue]) -> None:
    sorte, seen = cas
    texte, verdict = sorte.dedans
    if not texte:  # a commune like any other: the index of places is long to make
        return
    trouvees = [t for g in chercher(seen, texte, 6).groupes for t in g.trouvailles]
    reponse = next(t.reponse for t in trouvees if t.reponse is not None)
    assert reponse.verdict == verdict
    assert reponse.territoire == TERRITOIRE or f": {sorte.nom}." in reponse.phrase
    assert fautes_de_typographie(_sans_noms_officiels(reponse.en_mots())) == []
