"""Concerns and référentiel: what is linked to what, and from which day it may be said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fabrique_dash.chiffres.catalogue import PROGRAMME
from fabrique_dash.chiffres.noyau.objets import objets
from fabrique_dash.chiffres.tables.preoccupations import (
    NATURES_LIEES,
    ateliers,
    liens_des_themes,
    liens_du_theme,
    methode_de,
    reserves_sur,
    table_des_preoccupations,
    themes_de,
)
from fabrique_dash.chiffres.tables.referentiel import (
    balises,
    chapitres,
    enjeux,
    partie,
    sommaire,
    voisines,
)
from fabrique_dash.donnees.vue import Vue

VueAu = Callable[[date], Vue]
VEILLE, LANCEMENT, LETTRE = date(2021, 10, 14), date(2021, 10, 15), date(2021, 11, 14)


def test_the_horizon_is_fifteen_years_after_the_workshop(vue_au: VueAu) -> None:
    horizon = PROGRAMME["annee_horizon"](vue_au(LANCEMENT))
    assert horizon.valeur() == horizon.valeur_et_unite() == "2036"
    assert horizon.sources == ("S0", "W5", "W10")
    assert PROGRAMME["annee_horizon"](vue_au(VEILLE)).valeur() == "non documenté"


def test_links_appear_with_what_they_link(vue_au: VueAu) -> None:
    assert liens_des_themes(vue_au(VEILLE)).empty
    premiers = liens_des_themes(vue_au(LANCEMENT))
    assert set(premiers["nature"]) == {"participant", "balise"}
    assert "territoire" in set(liens_des_themes(vue_au(LETTRE))["nature"])
    assert set(liens_des_themes(vue_au(date(2022, 5, 22)))["nature"]) == set(NATURES_LIEES)


def test_every_link_names_a_thing_that_may_be_shown(vue_finale: Vue) -> None:
    liens = liens_des_themes(vue_finale)
    assert len(liens) == len(vue_finale.donnees.table("liens_themes"))
    for lien in liens.to_dict("records"):
        assert lien["libelle"] == objets(vue_finale, lien["nature"])[lien["objet_id"]]


def test_links_read_from_both_ends(vue_finale: Vue) -> None:
    economie = liens_du_theme(vue_finale, "economie-travail")
    assert "chantier-3" in set(economie["objet_id"])
    assert list(themes_de(vue_finale, "chantier", "chantier-3")["theme_id"]) == ["economie-travail"]
    assert themes_de(vue_finale, "balise", "E3-1").empty


def test_the_table_has_one_row_per_concern(vue_finale: Vue, vue_au: VueAu) -> None:
    table = table_des_preoccupations(vue_finale).set_index("id")
    assert list(table.index) == list(vue_finale.preoccupations["id"])
    assert set(table["annee_horizon"]) == {2036}
    assert table.loc["nord-1", "territoires_certains"] == ""
    assert table.loc["nord-picardie-1", "territoires_certains"] == "Beauvais"
    assert "Vimy" in str(table.loc["nord-1", "territoires_possibles"])
    assert table_des_preoccupations(vue_au(VEILLE)).empty


def test_the_method_grows_with_what_is_known(vue_au: VueAu, vue_finale: Vue) -> None:
    assert ateliers(vue_au(VEILLE)) == []
    (atelier,) = ateliers(vue_finale)
    avant, apres = (methode_de(vue_au(j), atelier) for j in (LANCEMENT, LETTRE))
    assert 0 < len(avant) < len(apres)
    assert list(apres["ordre"]) == sorted(apres["ordre"])


def test_a_reservation_goes_to_the_concerns_of_its_group(vue_finale: Vue) -> None:
    assert len(reserves_sur(vue_finale, "centre-1")) == 1
    assert reserves_sur(vue_finale, "occitanie-1").empty
    with pytest.raises(KeyError):
        reserves_sur(vue_finale, "nulle-part")


def test_the_sommaire_counts_what_the_document_holds(vue_finale: Vue) -> None:
    nombres = sommaire(vue_finale)["nature"].value_counts().to_dict()
    assert nombres == {
        "enjeu": 4,
        "balise": 23,
        "mode de faire": 13,
        "dispositif": 11,
        "chapitre": 10,
        "section": 22,
    }
    assert [len(partie(vue_finale, "balises", e)) for e in enjeux(vue_finale)["id"]] == [6, 5, 6, 6]
    assert sommaire(vue_finale)[["titre", "source_id", "statut"]].notna().all(axis=None)


def test_neighbours_follow_the_sommaire_from_end_to_end(vue_finale: Vue) -> None:
    toutes = balises(vue_finale)
    suite = [toutes[0]]
    while suivante := voisines(vue_finale, suite[-1]).suivante:
        assert voisines(vue_finale, suivante).precedente == suite[-1]
        suite.append(suivante)
    assert tuple(suite) == toutes
    assert voisines(vue_finale, toutes[0]).precedente == ""
    with pytest.raises(ValueError, match="not in tuple"):
        voisines(vue_finale, "E9-9")


def test_the_referentiel_is_not_known_before_its_publication(vue_au: VueAu) -> None:
    avant, le_jour = vue_au(date(2019, 3, 20)), vue_au(date(2019, 3, 21))
    assert sommaire(avant).empty and chapitres(avant).empty and balises(avant) == ()
    assert len(balises(le_jour)) == 23
