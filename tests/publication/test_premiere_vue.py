"""What each page is before its application: its title, its sentence, the figures of the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import html5lib
import pytest

from fabrique_dash.chiffres.calculs import programme
from fabrique_dash.chiffres.catalogue import PROGRAMME
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.donnees.depot import Donnees, EtatDuDepot, charger
from fabrique_dash.donnees.problemes import Probleme
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.morceaux.resultats import RESULTATS, chiffres_cles
from fabrique_dash.publication.premiere_vue.gabarit import OCTETS
from fabrique_dash.publication.premiere_vue.vue_de_page import PremiereVue, premiere_vue
from fabrique_dash.publication.site.demande import lire
from fabrique_dash.publication.site.pages import PAGES, page
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES
from tests.attaques import MARQUE, empoisonner

CLES = [p.cle for p in PAGES]
JOUR = date(2022, 6, 1)
DIT = "1er\u00a0juin 2022"
# The head, the foot and the menu stand around the blocks.
AUTOUR = 14_000
ACTIVES = {"script", "iframe", "img", "object", "embed", "base", "link", "style"}


def _vue(donnees: Donnees, cle: str, suite: str = f"date={JOUR}") -> PremiereVue:
    faite = premiere_vue(EtatDuDepot(donnees, ()), cle, parse_qs(suite))
    assert faite is not None
    return faite


def _lu(faite: PremiereVue) -> html5lib.treebuilders.base.Node:
    return html5lib.parse(str(faite.corps), namespaceHTMLElements=False)


def _texte(faite: PremiereVue) -> str:
    return " ".join("".join(_lu(faite).itertext()).split())


@pytest.mark.parametrize("cle", CLES)
def test_a_page_has_its_title_its_sentence_and_its_links(donnees: Donnees, cle: str) -> None:
    faite = _vue(donnees, cle)
    assert [h.text for h in _lu(faite).iter("h1")] == [page(cle).titre]
    assert f"état au {DIT}".replace("\u00a0", " ") in _texte(faite)
    if cle in RESULTATS:
        demande = lire(cle, donnees, {"date": (JOUR.isoformat(),)}, PARAMETRES[cle])
        resultat = " ".join(RESULTATS[cle](demande).split())
        assert resultat in _texte(faite)
        assert resultat in " ".join(faite.description.split())
    menu = next(n for n in _lu(faite).iter("nav") if n.get("class") == "tp-menu")
    liens = [a.get("href") for a in menu.iter("a")]
    assert len(liens) == sum(not p.du_journal for p in PAGES)
    assert all(f"date={JOUR}" in lien for lien in liens)
    assert faite.titre == f"{page(cle).titre} · Territoires Pilotes"


@pytest.mark.parametrize("cle", CLES)
def test_its_weight_is_bounded(donnees: Donnees, cle: str) -> None:
    assert len(_vue(donnees, cle).corps.encode("utf-8")) < OCTETS + AUTOUR


def test_its_figures_are_those_of_the_page(donnees: Donnees, vue_au: Callable[[date], Vue]) -> None:
    vue = vue_au(JOUR)
    for cle, chiffres in {
        "accueil": chiffres_cles(vue),
        "referentiel": [PROGRAMME["balises"](vue)],
        "sources": [PROGRAMME["divergences"](vue), PROGRAMME["manques"](vue)],
        "chiffres": [programme.territoires_annonces(vue)],
    }.items():
        cartes = [n for n in _lu(_vue(donnees, cle)).iter("div") if n.get("class") == "tp-chiffre"]
        dits = {n.find("dt").text: n.find("dd").text for n in cartes}
        assert {c.libelle: c.valeur() for c in chiffres}.items() <= dits.items()


@pytest.mark.parametrize(
    ("cle", "parametre", "nature"),
    [
        ("territoires", "territoire", "territoire"),
        ("groupes", "groupe", "groupe"),
        ("frise", "evenement", "evenement"),
        ("sources", "source", "source"),
    ],
)
def test_what_an_address_opens_is_in_its_title(
    donnees: Donnees, vue_au: Callable[[date], Vue], cle: str, parametre: str, nature: str
) -> None:
    ident, nom = list(objets(vue_au(JOUR), nature).items())[-1]
    faite = _vue(donnees, cle, f"date={JOUR}&{parametre}={ident}")
    assert " ".join(faite.titre.split()).startswith(" ".join(nom.split())[:60])
    assert faite.titre.endswith(f" · {page(cle).titre} · Territoires Pilotes")


def test_filters_of_the_address_are_read_as_the_page_reads_them(donnees: Donnees) -> None:
    faite = _vue(donnees, "frise", "date=2022-06-01&etats=tenu&couloirs=nimporte")
    assert "États : Tenu" in _texte(faite)
    assert "1 valeur de l’adresse n’a pas été reprise" in _texte(faite)
    etats = {n.text for n in _lu(faite).iter("td") if n.text in {"tenu", "à venir"}}
    assert etats == {"tenu"}


def test_a_block_that_is_too_heavy_is_left_to_the_application(
    donnees: Donnees, monkeypatch: pytest.MonkeyPatch
) -> None:
    entiere = _vue(donnees, "accueil")
    monkeypatch.setattr("fabrique_dash.publication.premiere_vue.gabarit.LIGNES", 2)
    assert "autres lignes, avec l’application" in _texte(_vue(donnees, "carte"))
    assert "La suite est longue" not in _texte(entiere)
    assert "svg" in str(entiere.corps)


def test_faults_are_told_and_the_last_good_data_stays(donnees: Donnees) -> None:
    faute = Probleme("evenements.csv", 2, "debut", "x", "faux", "corriger")
    faite = premiere_vue(EtatDuDepot(donnees, (faute,)), "accueil", {})
    assert faite is not None and "Les dernières données valides restent affichées" in faite.corps
    assert premiere_vue(EtatDuDepot(None, (faute,)), "accueil", {}) is None


def test_attacks_stay_texts(copie: Path) -> None:
    empoisonner(copie)
    attaques = charger(copie, "attaques")
    marquees = 0
    for cle in CLES:
        faite = _vue(attaques, cle, "q=<script>" if cle == "recherche" else "")
        marquees += MARQUE in faite.corps
        for noeud in _lu(faite).iter():
            assert noeud.tag not in ACTIVES
            assert not [nom for nom in noeud.attrib if nom.startswith("on")]
            assert not str(noeud.get("href") or "").lower().startswith(("javascript", "data"))
    assert marquees
