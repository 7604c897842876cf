"""What an address asks for: each kind of parameter is read, refused, written and said one way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.donnees.vue import Vue, derniere_date_documentee
from fabrique_dash.publication.images.images import IMAGES
from fabrique_dash.publication.site.demande import (
    COHORTE,
    DATE,
    Demande,
    exiger,
    lire,
    nommes,
    un_de,
    vue_demandee,
)
from fabrique_dash.publication.site.natures_de_parametres import (
    Annees,
    Bascule,
    Entier,
    Panier,
    Plusieurs,
    Texte,
    Un,
    annees_de,
)
from fabrique_dash.publication.site.pages import PAGES, page_d_adresse
from fabrique_dash.publication.site.parametres import Jour, Parametre, ParametreRefuse
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES
from tests.francais import fautes_de_typographie

VueAu = Callable[[date], Vue]
FRUITS = {"a": "Abricots", "b": "Bananes, mûres", "c": "Cerises [rouges]"}
PLUSIEURS = Plusieurs("fruits", "Fruits", FRUITS)
UN = Un("fruit", "Fruit", FRUITS, vide="Aucun")
TOUS = [
    PLUSIEURS,
    UN,
    Jour("jour", "Jour", mots="depuis le"),
    Entier("nombre", "Nombre", 3, (1, 9), "jours"),
    Annees("annees", "Années", (2018, 2022)),
    Bascule("fond", "Fond", dite=True, ancien="true"),
]


@pytest.mark.parametrize(
    ("valeurs", "choix", "ecrit"),
    [
        ([], ("a", "b", "c"), None),
        (["c,a"], ("a", "c"), "a,c"),
        (["c", "a"], ("a", "c"), "a,c"),
        (["aucun"], (), "aucun"),
        ([""], (), "aucun"),
        (["Bananes, mûres"], ("b",), "b"),
        (["Abricots", "Cerises \\[rouges\\]"], ("a", "c"), "a,c"),
        (["a,b,c"], ("a", "b", "c"), None),
    ],
)
def test_several_choices_are_joined_ids_and_older_links_are_read(
    valeurs: list[str], choix: tuple[str, ...], ecrit: str | None
) -> None:
    for lire_ainsi in (PLUSIEURS.lire, PLUSIEURS.exiger):
        lu = lire_ainsi(valeurs)
        assert (lu.choix, lu.parametres.get("fruits"), lu.refus) == (choix, ecrit, ())


def test_a_choice_says_itself() -> None:
    assert PLUSIEURS.lire(["a,b"]).phrase == "Fruits\u00a0: Abricots et Bananes, mûres"
    assert PLUSIEURS.lire(["aucun"]).phrase == "Fruits\u00a0: rien"
    assert PLUSIEURS.lire([]).phrase == ""
    assert UN.lire(["b"]).phrase == "Fruit\u00a0: Bananes, mûres"
    assert TOUS[3].lire(["5"]).phrase == "Nombre\u00a0: 5 jours"
    assert TOUS[4].lire(["2019-2020"]).phrase == "de 2019 à 2020"
    assert TOUS[4].lire(["2019", "2019"]).phrase == "en 2019"
    assert TOUS[5].lire(["oui"]).phrase == "Fond"
    assert Texte("q", "recherche").lire(["lille"]).phrase == "recherche «\u00a0lille\u00a0»"


@pytest.mark.parametrize("ancien", ["", "aucun", "aucune", "tous", "toutes", "programme"])
def test_nothing_in_particular_is_one_thing_however_older_links_spell_it(ancien: str) -> None:
    lu = UN.lire([ancien])
    assert (lu.un, lu.phrase, lu.parametres, lu.refus) == ("", "", {}, ())


def test_years_and_switches_of_older_links_are_read() -> None:
    annees, fond = TOUS[4], TOUS[5]
    assert annees.lire(["2021", "2019"]).parametres == {"annees": "2019-2021"}
    assert annees_de(annees.lire(["2019-2021"]).choix) == (2019, 2021)
    assert annees.lire(["2018", "2022"]).parametres == {}
    assert annees_de(annees.exiger(["1900-1901"]).choix) == (1900, 1901)
    assert fond.lire(["true"]).parametres == {"fond": "oui"}
    assert Bascule("image", "Image").lire(["true"]).refus


@pytest.mark.parametrize("parametre", TOUS, ids=lambda p: p.cle)
@pytest.mark.parametrize("valeur", ["zz", "9" * 400, "-1", "\x00", "<b>", "${x}", "0001-01-01"])
def test_what_cannot_be_used_is_told_by_pages_and_refused_to_programs(
    parametre: Parametre, valeur: str
) -> None:
    lu = parametre.lire([valeur])
    assert lu.choix == parametre.de_base and not lu.parametres
    assert len(lu.refus) == 1 and f"«\u00a0{parametre.cle}=" in lu.refus[0]
    assert "il fallait " in lu.refus[0] and len(lu.refus[0]) < 250
    with pytest.raises(ParametreRefuse) as refus:
        parametre.exiger([valeur])
    assert refus.value.nom == parametre.cle and refus.value.permis
    assert fautes_de_typographie(str(refus.value)) == []


def test_one_wrong_value_spoils_no_other() -> None:
    lu = PLUSIEURS.lire(["b", "zz"])
    assert lu.choix == ("b",) and len(lu.refus) == 1
    assert PLUSIEURS.lire(["b,zz"]) == lu


def test_a_basket_keeps_the_order_of_the_address_and_has_no_words() -> None:
    panier = Panier("chiffres", "Panier", FRUITS, defaut=(), classes=False)
    lu = panier.lire(["c,a,c"])
    assert (lu.choix, lu.phrase, lu.parametres) == (("c", "a"), "", {"chiffres": "c,a"})
    assert panier.lire(["aucun"]).parametres == {}


def _lue(vue: Vue, page: str, **brut: list[str]) -> Demande:
    return lire(page, vue.donnees, brut, PARAMETRES[page])


def test_a_page_is_read_with_its_point_of_view(vue_finale: Vue) -> None:
    demande = _lue(vue_finale, "frise", date=["2021-12-01"], couloirs=["publications"])
    assert demande.vue.jour == date(2021, 12, 1)
    assert demande["couloirs"].choix == ("publications",)
    assert demande.phrases == ["Couloirs\u00a0: Publications"]
    assert demande.adresse == "frise?date=2021-12-01&couloirs=publications"
    assert demande.refus == ()


def test_a_page_tells_what_it_leaves_aside_date_first(vue_finale: Vue) -> None:
    demande = _lue(vue_finale, "frise", couloirs=["zz"], date=["2021-02-30"], cohorte=["zz"])
    assert [r.split("=")[0] for r in demande.refus] == [
        f"«\u00a0{nom}" for nom in (DATE, COHORTE, "couloirs")
    ]
    assert demande.vue.jour == derniere_date_documentee(vue_finale.donnees, vue_finale.cohorte)


def test_older_spellings_are_written_again_and_nothing_else(vue_finale: Vue) -> None:
    brut = {
        "couloirs": ["Publications", "Programme"],
        "etats": [""],
        "annees": ["2021", "2022"],
        "genres": ["zz"],
    }
    demande = _lue(vue_finale, "frise", **brut)
    assert demande.reecrits == {
        "couloirs": "programme,publications",
        "etats": "aucun",
        "annees": "2021-2022",
    }
    ecrits = {cle: [dit] for cle, dit in demande.parametres.items()}
    assert _lue(vue_finale, "frise", **ecrits).reecrits == {}
    premier = str(vue_finale.territoires["id"].iloc[0])
    assert _lue(vue_finale, "territoires", territoire=[premier]).reecrits == {}
    assert _lue(vue_finale, "referentiel", enjeu=["tous"]).reecrits == {"enjeu": None}


def test_every_page_names_its_parameters_once(vue_au: VueAu) -> None:
    for jour in (date(2018, 1, 1), date(2021, 12, 1), date(2035, 12, 31)):
        vue = vue_au(jour)
        for page in PAGES:
            noms = [p.cle for p in PARAMETRES[page.cle](vue)]
            assert len(noms) == len(set(noms)) and not {DATE, COHORTE} & set(noms)


def test_a_picture_takes_a_part_of_what_its_page_takes(vue_finale: Vue) -> None:
    for image in IMAGES.values():
        noms = [p.cle for p in PARAMETRES[image.page](vue_finale)]
        assert set(image.filtres) <= set(noms), image.id
        assert [p.cle for p in image.parametres(vue_finale)] == list(image.filtres)


def test_programs_are_refused_an_unknown_name_or_one_given_twice(vue_finale: Vue) -> None:
    with pytest.raises(ParametreRefuse):
        nommes([("zz", "1")], ["date"])
    with pytest.raises(ParametreRefuse):
        nommes([("date", "2021-12-01"), ("date", "2021-12-02")], ["date"])
    with pytest.raises(ParametreRefuse):
        exiger(vue_finale, {"zz": "1"}, [UN])
    with pytest.raises(ParametreRefuse):
        vue_demandee(vue_finale.donnees, {"date": "hier"})
    with pytest.raises(ParametreRefuse):
        un_de("groupe", "", ["nord"])


def test_a_page_is_known_by_its_address() -> None:
    assert page_d_adresse("").cle == "accueil"
    assert all(page_d_adresse(p.adresse) is p for p in PAGES)


@pytest.mark.parametrize(
    "ecrit",
    ["20220605", "2022-W22-7", "2022-06", "2022-6-5", "٢٠٢٢-٠٦-٠٥", "2022-02-30", "2022-06-05\n"],
)
def test_a_day_is_written_in_one_form_only(ecrit: str) -> None:
    jour = Jour("date", "Date de référence", defaut=date(2022, 8, 29))
    assert jour.lire([ecrit]).un == "2022-08-29" and len(jour.lire([ecrit]).refus) == 1
    assert jour.lire(["2022-06-05"]).un == "2022-06-05"
