"""Pictures: they say what the pages say, carry their source, and are really drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from resvg_py import svg_to_bytes

from fabrique_dash.chiffres.calculs.groupes import population
from fabrique_dash.chiffres.fiche.voisinage import voisins
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.noyau.typographie import compte
from fabrique_dash.chiffres.tables.carte import participants_des_saisons, territoires_sur_carte
from fabrique_dash.chiffres.tables.comparaison import matrice_des_themes
from fabrique_dash.chiffres.tables.frise import FiltreFrise, filtrer
from fabrique_dash.chiffres.tables.referentiel import partie
from fabrique_dash.donnees.depot import charger
from fabrique_dash.donnees.noms_des_sources import noms_courts
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.dessins.perimetre_svg import perimetre
from fabrique_dash.graphiques.images.planche import INTERIEUR
from fabrique_dash.graphiques.socle.polices import largeur
from fabrique_dash.publication.images.images import (
    IMAGES,
    png,
    svg,
    texte_alternatif,
)
from fabrique_dash.publication.site.pages import page
from fabrique_dash.publication.site.parametres import ParametreRefuse
from tests.francais import fautes_de_typographie
from tests.graphiques.html_inoffensif import dangers
from tests.paquets import COHORTE
from tests.programmes import empoisonner

pytestmark = pytest.mark.matrice

SVG = "{http://www.w3.org/2000/svg}"
_A_NOUS = {"defs", "desc", "pattern", "style"}
VueAu = Callable[[date], Vue]


def _textes(dessin: str) -> str:
    racine = ElementTree.fromstring(dessin)
    halos = {e for g in racine.iter(f"{SVG}g") if g.get("class") == "tp-halo" for e in g}
    lus = [e for e in racine.iter(f"{SVG}text") if e not in halos]
    mots = " ".join("".join(e.itertext()) for e in lus)
    return " ".join(mots.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("ident", IMAGES)
def test_a_program_without_css_finesse_draws_names_and_marks(vue_finale: Vue, ident: str) -> None:
    """What editors of drawings do not know: the order of painting, the current colour."""
    filtres = {"perimetre": {"territoire": "vimy"}, "chiffre": {"chiffre": "balises"}}
    dessin = str(svg(vue_finale, ident, filtres.get(ident, {})))
    assert "paint-order" not in dessin and "currentColor" not in dessin
    racine = ElementTree.fromstring(dessin)
    for halo in (g for g in racine.iter(f"{SVG}g") if g.get("class") == "tp-halo"):
        assert halo.get("aria-hidden") == "true" and [e.tag for e in halo] == [f"{SVG}text"]


def _simple(texte: str) -> str:
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


def _taille(octets: bytes) -> tuple[int, int]:
    assert octets.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(octets[16:20]), int.from_bytes(octets[20:24])


@pytest.mark.parametrize("ident", IMAGES)
def test_a_picture_says_its_title_date_source_and_licence(vue_finale: Vue, ident: str) -> None:
    dessin = svg(vue_finale, ident)
    textes = _textes(dessin)
    assert _simple(IMAGES[ident].titre(vue_finale)) in textes
    for mot in ("État au 31 décembre 2022", "Statut", "Licence Ouverte 2.0"):
        assert mot in textes, mot
    citees = textes.split("Source")[1]
    assert any(_simple(nom) in citees for nom in noms_courts(vue_finale.donnees).values())
    assert "font/woff2;base64," in dessin
    assert "http" not in dessin.replace("http://www.w3.org/2000/svg", "")
    assert page(IMAGES[ident].page)


@pytest.mark.parametrize("ident", IMAGES)
def test_the_alternative_text_is_a_sentence_in_french(vue_finale: Vue, ident: str) -> None:
    dit = texte_alternatif(vue_finale, ident)
    assert dit.startswith(IMAGES[ident].titre(vue_finale)) and len(dit) > 80
    assert fautes_de_typographie(dit) == []


@pytest.mark.parametrize("ident", IMAGES)
def test_a_png_is_1200_pixels_wide_or_twice_that(vue_finale: Vue, ident: str) -> None:
    (largeur, hauteur), grande = (_taille(png(vue_finale, ident, {}, e)) for e in (1, 2))
    assert largeur == 1200 and grande == (2400, 2 * hauteur)


def test_an_unknown_scale_is_refused(vue_finale: Vue) -> None:
    with pytest.raises(ValueError, match="échelle"):
        png(vue_finale, "carte", {}, 3)


def test_the_text_is_really_drawn_in_the_png(vue_finale: Vue) -> None:
    sans_police = bytes(
        svg_to_bytes(svg_string=svg(vue_finale, "chiffre"), skip_system_fonts=True, font_files=[])
    )
    assert _taille(sans_police) == _taille(png(vue_finale, "chiffre"))
    assert len(png(vue_finale, "chiffre")) > 3 * len(sans_police)


def test_the_map_names_what_the_page_names(vue_finale: Vue) -> None:
    textes = _textes(svg(vue_finale, "carte"))
    places = territoires_sur_carte(vue_finale).dropna(subset=["lat"])
    for libelle in places["libelle"]:
        assert _simple(libelle) in textes
    seul = _textes(svg(vue_finale, "carte", {"groupes": "occitanie"}))
    assert "Beauvais" not in seul and "Groupes : Occitanie" in seul


def test_the_timeline_holds_the_rows_of_the_page(vue_finale: Vue) -> None:
    lignes = filtrer(vue_finale, FiltreFrise())
    dit = texte_alternatif(vue_finale, "frise")
    datees = lignes[lignes["premier"].notna()]
    assert len(datees) and all(titre in dit for titre in datees["titre"])
    assert str(len(datees)) in IMAGES["frise"].titre(vue_finale)


def test_the_intervals_and_the_matrix_repeat_the_tables(vue_finale: Vue) -> None:
    textes = _textes(svg(vue_finale, "intervalles", {"mesure": "population"}))
    for groupe in vue_finale.groupes["id"]:
        assert _simple(population(vue_finale, groupe).valeur_et_unite()) in textes
    cases = matrice_des_themes(vue_finale, tuple(vue_finale.groupes["id"])).to_numpy().ravel()
    dites = _textes(svg(vue_finale, "matrice"))
    assert all(mot in dites for case in cases for mot in _simple(str(case)).split())


def test_nothing_later_than_the_date_is_drawn(vue_au: VueAu) -> None:
    avant = vue_au(date(2021, 10, 14))
    for ident in IMAGES:
        dit = texte_alternatif(avant, ident) + svg(avant, ident)
        assert "17 et 18 novembre" not in dit and "2022-" not in dit, ident


@pytest.mark.parametrize(
    ("ident", "filtres"),
    [
        ("carte", {"groupes": "zz"}),
        ("carte", {"annees": "2021-2022"}),
        ("frise", {"annees": "hier"}),
        ("chiffre", {"chiffre": "<script>"}),
        ("matrice", {"zz": "1"}),
        ("referentiel", {"enjeu": "E9"}),
        ("referentiel", {"enjeu": "E1,E2"}),
        ("participants", {"saison": "1"}),
        ("participants", {"territoire": "vimy"}),
        ("perimetre", {"territoire": "<script>"}),
    ],
)
def test_a_wrong_filter_is_refused_in_french(
    vue_finale: Vue, ident: str, filtres: dict[str, str]
) -> None:
    with pytest.raises(ParametreRefuse) as refus:
        svg(vue_finale, ident, filtres)
    assert refus.value.permis is not None and fautes_de_typographie(str(refus.value)) == []


def test_hostile_labels_are_drawn_as_text(nouvelle_copie: Callable[[], Path]) -> None:
    dossier = nouvelle_copie()
    empoisonner(dossier)
    hostile = vue(charger(dossier, "images hostiles"), COHORTE, date(2026, 11, 23))
    for ident in IMAGES:
        dessin = svg(hostile, ident)
        ElementTree.fromstring(dessin)
        assert set(dangers(dessin)) <= _A_NOUS, ident
        assert _taille(png(hostile, ident))[0] == 1200
    for territoire in hostile.territoires["id"]:
        dessin = svg(hostile, "perimetre", {"territoire": territoire})
        ElementTree.fromstring(dessin)
        assert set(dangers(dessin)) <= _A_NOUS, territoire


def test_no_group_or_no_event_at_all_is_drawn_as_such(vue_finale: Vue) -> None:
    for ident, filtres in (
        ("carte", {"groupes": "aucun"}),
        ("carte", {"couches": "aucun"}),
        ("intervalles", {"groupes": "aucun"}),
        ("matrice", {"groupes": "aucun"}),
        ("frise", {"etats": "aucun"}),
        ("frise", {"annees": "1900-1901"}),
    ):
        assert "Licence Ouverte 2.0" in _textes(svg(vue_finale, ident, filtres)), ident
    assert "Aucun groupe choisi" in texte_alternatif(
        vue_finale, "intervalles", {"groupes": "aucun"}
    )


def test_filters_are_said_with_the_names_of_the_groups(vue_finale: Vue) -> None:
    dessin = _simple(_textes(svg(vue_finale, "matrice", {"groupes": "nord,centre"})))
    assert "Groupes : Nord et Centre" in dessin


def _marques(dessin: str, classe: str) -> list[ElementTree.Element]:
    racine = ElementTree.fromstring(dessin)
    return [e for e in racine.iter() if classe in e.attrib.get("class", "").split()]


def test_the_referentiel_holds_every_whole_title(vue_finale: Vue) -> None:
    textes = _textes(svg(vue_finale, "referentiel"))
    dit = texte_alternatif(vue_finale, "referentiel")
    titres = vue_finale.donnees.table("balises")["titre"]
    assert len(titres) == 23
    for titre in [*titres, *objets(vue_finale, "enjeu").values()]:
        assert _simple(titre) in textes and titre in dit
    assert "4 enjeux et 23 balises" in textes and "…" not in textes


@pytest.mark.parametrize("enjeu", ["E1", "E2", "E3", "E4"])
def test_one_enjeu_is_drawn_alone(vue_finale: Vue, enjeu: str) -> None:
    textes = _textes(svg(vue_finale, "referentiel", {"enjeu": enjeu}))
    siennes = partie(vue_finale, "balises", enjeu)["titre"]
    autres = set(vue_finale.donnees.table("balises")["titre"]) - set(siennes)
    assert f"compte {len(siennes)} balises" in textes and f"Enjeu : {enjeu}" in textes
    assert all(_simple(titre) in textes for titre in siennes)
    assert [titre for titre in autres if _simple(titre) in textes] == []


def test_all_is_a_choice_that_changes_nothing(vue_finale: Vue) -> None:
    for ident, tous in (
        ("referentiel", {"enjeu": "tous"}),
        ("participants", {"saison": "toutes"}),
        ("perimetre", {"territoire": "aucun"}),
    ):
        assert svg(vue_finale, ident, tous) == svg(vue_finale, ident)


@pytest.mark.parametrize("saison", ["", "saison-1", "saison-2", "saison-3"])
def test_participants_are_those_of_the_page(vue_finale: Vue, saison: str) -> None:
    saisons = [saison] if saison else ["saison-1", "saison-2", "saison-3"]
    lignes = participants_des_saisons(vue_finale, saisons)
    places, absents = lignes[lignes["lat"].notna()], lignes[lignes["lat"].isna()]
    dessin = svg(vue_finale, "participants", {"saison": saison} if saison else {})
    textes = _textes(dessin)
    assert len(places) and len(_marques(dessin, "tp-marque")) == len(places)
    assert compte(len(places), "participant").replace("\u00a0", " ") in textes
    assert all(_simple(nom) in textes for nom in lignes["nom"])
    hors_carte = f"{compte(len(absents), 'participant')} hors carte".replace("\u00a0", " ")
    assert (hors_carte in textes) == (len(absents) > 0)
    deduits = int((places["statut_lieu"] == "déduit").sum())
    assert textes.count("*)") == deduits and ("commune déduite" in textes) == (deduits > 0)


def test_a_season_that_is_not_over_is_neither_drawn_nor_offered(vue_au: VueAu) -> None:
    avant = vue_au(date(2020, 12, 31))
    assert "saison 3" not in _textes(svg(avant, "participants"))
    with pytest.raises(ParametreRefuse):
        svg(avant, "participants", {"saison": "saison-3"})


def test_the_perimeter_of_each_territory_is_drawn_or_said_unknown(vue_finale: Vue) -> None:
    noms = objets(vue_finale, "territoire")
    assert len(noms) == 10
    for territoire, nom in noms.items():
        dessin = svg(vue_finale, "perimetre", {"territoire": territoire})
        textes, traces = _textes(dessin), _marques(dessin, "tp-perimetre")
        assert (
            _simple(nom) in textes
            and _taille(png(vue_finale, "perimetre", {"territoire": territoire}))[0] == 1200
        )
        if perimetre(vue_finale, territoire):
            assert "a pour périmètre" in textes and any(t.tag == f"{SVG}path" for t in traces)
            assert all(v in textes for v in voisins(vue_finale, territoire)), territoire
        else:
            assert not traces and "Rien n’est dessiné. La liste publiée" in textes


def test_two_possible_perimeters_are_both_drawn_and_named(vue_finale: Vue) -> None:
    dessin = svg(vue_finale, "perimetre", {"territoire": "beauvais"})
    textes = _textes(dessin)
    assert len([e for e in _marques(dessin, "tp-perimetre") if e.tag == f"{SVG}path"]) == 2
    assert "périmètre possible : la Ville" in textes and "Statut : indéterminé" in textes
    assert (
        "périmètre possible : l’agglomération" in textes
        and "« Newsletter n° 1 » dit « Beauvais »" in textes
    )


def test_a_perimeter_without_a_territory_says_which_may_be_chosen(vue_finale: Vue) -> None:
    textes = _textes(svg(vue_finale, "perimetre"))
    assert IMAGES["perimetre"].titre(vue_finale) == "Aucun territoire n’est choisi"
    assert all(f"(territoire={t})" in textes for t in vue_finale.territoires["id"])


def test_what_is_not_known_yet_is_said_so(vue_au: VueAu) -> None:
    avant = vue_au(date(2018, 1, 1))
    assert "n’est pas encore connu" in IMAGES["referentiel"].titre(avant)
    assert "Aucune saison" in IMAGES["participants"].titre(avant)
    for ident in IMAGES:
        assert "État au 1er janvier 2018" in _textes(svg(avant, ident)), ident
        assert _taille(png(avant, ident))[0] == 1200
    for ident, filtres in (
        ("referentiel", {"enjeu": "E1"}),
        ("participants", {"saison": "saison-1"}),
    ):
        with pytest.raises(ParametreRefuse):
            svg(avant, ident, filtres)


@pytest.mark.parametrize(
    ("ident", "filtres"),
    [
        ("referentiel", {}),
        ("referentiel", {"enjeu": "E4"}),
        ("participants", {}),
        ("perimetre", {"territoire": "beauvais"}),
        ("perimetre", {"territoire": "albigeois-bastides"}),
    ],
)
def test_no_letter_is_small_and_no_line_leaves_the_sheet(
    vue_finale: Vue, ident: str, filtres: dict[str, str]
) -> None:
    dessin = svg(vue_finale, ident, filtres)
    tailles = re.findall(r'font-size[:="]+([\d.]+)', dessin)
    assert tailles and min(map(float, tailles)) >= 17
    racine = ElementTree.fromstring(dessin)
    for texte in racine.iter(f"{SVG}text"):
        if texte.get("font-size") and texte.get("text-anchor") == "start":
            mots = "".join(texte.itertext())
            large = largeur(
                mots, float(texte.attrib["font-size"]), texte.get("font-weight") == "700"
            )
            assert float(texte.attrib["x"]) + large <= INTERIEUR + 1, mots
