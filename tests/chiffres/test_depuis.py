"""What changed between two dates, and the letter from which changes are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fabrique_dash.chiffres.catalogue import PAR_TERRITOIRE, PROGRAMME, catalogue
from fabrique_dash.chiffres.depuis import derniere_lettre
from fabrique_dash.chiffres.noyau.chiffre import Chiffre
from fabrique_dash.chiffres.noyau.typographie import pluriel
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue, vue
from tests.francais import fautes_de_typographie
from tests.paquets import COHORTE

UN = Chiffre(
    id="essai",
    libelle="Essais",
    minimum=1,
    maximum=1,
    unite="essai",
    definition="Essais.",
    perimetre="partout",
    jour=date(2021, 11, 1),
    statut="documenté",
    sources=("S0",),
)
PUIS = replace(UN, jour=date(2022, 1, 1))


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ((1, 1), (1, 1), "Inchangé depuis le 1er novembre 2021."),
        ((1, 1), (4, 4), "3 essais de plus depuis le 1er novembre 2021 (de 1 à 4)."),
        ((4, 4), (3, 3), "1 essai de moins depuis le 1er novembre 2021 (de 4 à 3)."),
        ((0, 3), (1, 3), "Le 1er novembre 2021 : entre 0 et 3 essais."),
        ((None, 3), (None, 3), "Inchangé depuis le 1er novembre 2021."),
        ((None, None), (2, 2), ""),
        ((2, 2), (None, None), ""),
    ],
)
def test_a_change_is_said_only_when_both_values_are_known(
    avant: tuple[float, float], apres: tuple[float, float], dit: str
) -> None:
    premier = replace(UN, minimum=avant[0], maximum=avant[1])
    second = replace(PUIS, minimum=apres[0], maximum=apres[1])
    assert second.changement(premier).replace("\u00a0", " ") == dit
    assert fautes_de_typographie(second.changement(premier)) == []


@pytest.mark.parametrize(
    ("jour", "lettre", "parue_le"),
    [
        (date(2021, 11, 14), "", None),
        (date(2021, 11, 15), "newsletter-1", date(2021, 11, 14)),
        (date(2022, 3, 1), "newsletter-3", date(2022, 2, 28)),
        (date(2022, 8, 29), "newsletter-4", date(2022, 4, 30)),
    ],
)
def test_the_last_letter_had_certainly_appeared(
    donnees: Donnees, jour: date, lettre: str, parue_le: date | None
) -> None:
    trouvee = derniere_lettre(vue(donnees, COHORTE, jour))
    assert (trouvee.id if trouvee else "") == lettre
    assert (trouvee.parue_le if trouvee else None) == parue_le


def test_events_held_since_the_first_letter(donnees: Donnees) -> None:
    avant, apres = (vue(donnees, COHORTE, date(2021, 11, j)) for j in (14, 30))
    calcul = PROGRAMME["evenements_tenus"]
    assert calcul(apres).changement(calcul(avant)).startswith("1\u00a0événement de plus")


def test_figures_of_a_territory_keep_what_the_sources_leave_open(vue_finale: Vue) -> None:
    population = PAR_TERRITOIRE["population"]
    assert population(vue_finale, "beauvais").valeur().startswith("entre")
    assert "la Ville ou l’agglomération" in population(vue_finale, "beauvais").manque
    assert population(vue_finale, "saint-jean-de-braye").exact
    assert (PAR_TERRITOIRE["communes"](vue_finale, "albigeois-bastides").minimum or 0) > 5
    assert PAR_TERRITOIRE["rendez_vous_locaux"](vue_finale, "saint-jean-de-braye").maximum == 2
    densite = PAR_TERRITOIRE["densite"](vue_finale, "beauvais")
    assert densite.minimum is not None and densite.maximum is not None
    assert densite.minimum < densite.maximum


def test_a_territory_without_a_name_has_no_figure(vue_finale: Vue) -> None:
    for calcul in PAR_TERRITOIRE.values():
        chiffre = calcul(vue_finale, "territoire-7")
        assert (chiffre.valeur(), chiffre.statut) == ("non documenté", "non documenté")
        assert chiffre.manque == "Les sources ne nomment pas ce territoire."


def test_the_catalogue_knows_what_each_figure_is_about(vue_finale: Vue) -> None:
    entrees = catalogue(vue_finale)
    assert (entrees["population.nord"].groupe, entrees["population.nord"].territoire) == (
        "nord",
        "",
    )
    assert entrees["population.lomme"].territoire == "lomme"
    assert entrees["balises"].theme == "referentiel"
    assert len(entrees) > 100


def test_nouns_in_eu_take_an_x() -> None:
    assert (pluriel(2, "enjeu"), pluriel(2, "noyau"), pluriel(1, "enjeu")) == (
        "enjeux",
        "noyaux",
        "enjeu",
    )
