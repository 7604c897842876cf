"""A real month played again: the first newsletter's period gives back what it reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

import pytest

from fabrique_dash.chiffres.catalogue import catalogue
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.donnees.formes import Paroles
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.lettre import phrases
from fabrique_dash.publication.lettre.generation import brouillon, chiffres_choisis
from fabrique_dash.publication.lettre.modele import Brouillon

pytestmark = pytest.mark.matrice

DEBUT, FIN = date(2021, 10, 15), date(2021, 11, 14)
RUBRIQUES = [
    "Édito",
    "En théorie…",
    "En pratique…",
    "Les nouvelles des territoires…",
    "En chantier…",
    "À suivre…",
    "Inspiration par Territoires Audacieux…",
]
VueAu = Callable[[date], Vue]


@pytest.fixture(scope="module")
def rejouee(vue_au: VueAu) -> Brouillon:
    """The letter of the first newsletter's period, as seen on its last day."""
    return brouillon(vue_au(FIN), DEBUT, FIN, ())


def _textes(lettre: Brouillon, rubrique: str) -> list[str]:
    (siens,) = [r.paragraphes for r in lettre.rubriques if r.id == rubrique]
    return [p.texte for p in siens]


def test_the_seven_rubriques_come_in_order_and_each_says_something(rejouee: Brouillon) -> None:
    assert [r.libelle for r in rejouee.rubriques] == RUBRIQUES
    assert rejouee.pleines == rejouee.rubriques


def test_launch_day_and_its_three_speakers(rejouee: Brouillon) -> None:
    dits = _textes(rejouee, "en-theorie")
    assert dits[0].startswith("15\u00a0octobre 2021 (Paris")
    assert "**Lancement officiel du programme**" in dits[0]
    (orateurs,) = [t for t in dits if t.startswith("Interventions\u00a0:")]
    intervenus = orateurs.split("Témoignages")[0]
    assert all(nom in intervenus for nom in ("Pierre Calame", "Benoît Thévard", "Frédéric Weill"))
    assert "Caron" not in intervenus
    assert any(t.startswith("**Jean-François Caron**") for t in dits)


def test_all_seven_concerns_by_group(rejouee: Brouillon, vue_au: VueAu) -> None:
    vue = vue_au(FIN)
    puces = [t for t in _textes(rejouee, "en-pratique") if t.startswith("- **Groupe ")]
    assert len(vue.preoccupations) == 7
    for groupe, libelle in vue.preoccupations[["groupe_id", "libelle"]].itertuples(index=False):
        nom = vue.groupes.set_index("id")["nom"][groupe]
        (puce,) = [p for p in puces if p.startswith(f"- **Groupe {nom}**")]
        assert libelle in puce


def test_words_of_the_three_territories_and_of_the_apes(rejouee: Brouillon) -> None:
    dits = _textes(rejouee, "nouvelles")
    for nom, ou in (
        ("Nadège Noury", "Saint-Jean-de-Braye"),
        ("Michel Reynes", "Albigeois Bastides"),
        ("Cédric Delmotte", "Arras"),
        ("Julien Boidin", "APES"),
    ):
        (mot,) = [t for t in dits if t.startswith(f"**{nom}**")]
        assert ou in mot.split(" — ")[0]
        assert "«" not in mot  # the data sums up: nothing is quoted


def test_diagnostics_have_not_begun(rejouee: Brouillon) -> None:
    dits = _textes(rejouee, "en-chantier")
    assert "Pas encore commencés" in dits[0]
    assert not any("passée ou engagée" in t for t in dits)


def test_what_comes_next(rejouee: Brouillon) -> None:
    dits = _textes(rejouee, "a-suivre")
    quand = [t.removeprefix("- ").split("\u00a0: ")[0] for t in dits]
    assert quand[:2] == ["15\u00a0novembre 2021", "17 et 18\u00a0novembre 2021 (distanciel)"]
    assert "Sessions du tronc commun" in dits[1]
    assert quand[2:] == ["Novembre 2021", "Janvier 2022", "Janvier 2022"]  # no invented day


def test_inspirations_of_the_letter(rejouee: Brouillon) -> None:
    dits = " ".join(_textes(rejouee, "inspiration"))
    assert all(n in dits for n in ("Romans-sur-Isère", "Schaerbeek", "Métropole Européenne"))


def test_every_sentence_has_a_known_source_and_its_own_id(
    rejouee: Brouillon, vue_au: VueAu
) -> None:
    codes = set(lignes_visibles(vue_au(FIN), "sources")["id"])
    paragraphes = [p for _, p in rejouee.paragraphes()]
    assert all(p.origine == "genere" and p.sources and set(p.sources) <= codes for p in paragraphes)
    assert len({p.id for p in paragraphes}) == len(paragraphes)


def test_hours_are_told_where_they_are_known(vue_au: VueAu) -> None:
    mai = brouillon(vue_au(date(2022, 5, 31)), date(2022, 5, 1), date(2022, 5, 31), ())
    dits = _textes(mai, "a-suivre")
    assert any("7\u00a0juin 2022, de 16\u00a0h à 18\u00a0h" in t for t in dits)
    assert any("**Chantier 1\u00a0:" in t for t in _textes(mai, "en-chantier"))


@pytest.mark.parametrize("ecart", [1, 8, 30])
def test_the_day_before_nothing_of_it_is_known(vue_au: VueAu, ecart: int) -> None:
    veille = DEBUT - timedelta(days=ecart)
    lettre = brouillon(vue_au(veille), veille - timedelta(days=60), FIN, ())
    dits = " ".join(p.texte for _, p in lettre.paragraphes())
    assert [r.libelle for r in lettre.rubriques] == RUBRIQUES
    assert all(m not in dits for m in ("Lancement officiel", "Calame", "Groupe", "Diagnostics"))


def test_another_period_says_other_things(vue_au: VueAu) -> None:
    vue = vue_au(date(2021, 12, 31))
    lettre = brouillon(vue, date(2021, 11, 15), date(2021, 12, 31), ())
    dits = " ".join(p.texte for _, p in lettre.paragraphes())
    assert "Sessions du tronc commun" in " ".join(_textes(lettre, "en-theorie"))
    assert "Lancement officiel" not in dits
    assert "nouvelles" not in {r.id for r in lettre.pleines}


def test_figures_of_the_basket_are_told_with_their_sources(vue_au: VueAu) -> None:
    vue = vue_au(FIN)
    demandes = ("population.nord", "territoires_annonces", "rien", "population.rien", "population")
    chiffres = chiffres_choisis(vue, (*demandes, "population.nord", "<script>", ""))
    assert [c.id for c in chiffres] == ["population.nord", "territoires_annonces"]
    lettre = brouillon(vue, DEBUT, FIN, chiffres)
    derniers = lettre.rubriques[0].paragraphes[-2:]
    assert [p.id for p in derniers] == [f"edito.chiffre.{c.id}" for c in chiffres]
    parues = objets(vue, "source")
    attendues = [tuple(code for code in c.sources if code in parues) for c in chiffres]
    assert [p.sources for p in derniers] == attendues and all(attendues)
    assert chiffres[1].phrase() in derniers[1].texte


@pytest.mark.parametrize(
    "demandes",
    [
        ("territoires_annonces", "population.nord", "population.lomme"),
        ("population.lomme", "population.nord"),
    ],
    ids=["un de chaque registre", "territoire d’abord"],
)
def test_a_figure_of_each_register_is_told(vue_au: VueAu, demandes: tuple[str, ...]) -> None:
    vue = vue_au(FIN)
    chiffres = chiffres_choisis(vue, demandes)
    assert tuple(c.id for c in chiffres) == demandes
    lettre = brouillon(vue, DEBUT, FIN, chiffres)
    derniers = lettre.rubriques[0].paragraphes[-len(demandes) :]
    assert [p.id for p in derniers] == [f"edito.chiffre.{i}" for i in demandes]


def test_any_figure_can_be_told(vue_au: VueAu) -> None:
    vue = vue_au(FIN)
    connus = tuple(catalogue(vue))
    chiffres = chiffres_choisis(vue, connus)
    assert tuple(c.id for c in chiffres) == connus
    assert len(list(brouillon(vue, DEBUT, FIN, chiffres).paragraphes())) > len(connus)


def test_what_one_person_answered_is_one_paragraph() -> None:
    noury = {"acteur_id": "nadege-noury", "fonction": "directrice", "structure": "Ville"}
    dites = [cast("Paroles", noury | {"question": "suites", "idee": i}) for i in ("Un", "Deux.")]
    assert phrases.parole("Nadège Noury", dites) == (
        "**Nadège Noury** (directrice, Ville) — suites. Un. Deux."
    )


def test_chantiers_are_told_with_what_they_are_for_and_what_they_offer(vue_au: VueAu) -> None:
    vue = vue_au(date(2022, 5, 31))
    lettre = brouillon(vue, date(2022, 5, 1), vue.jour, ())
    dits = _textes(lettre, "en-chantier")
    assert any(t.startswith("**À quoi servent les chantiers**.") for t in dits)
    (comby,) = [t for t in dits if t.startswith("**Ressources du chantier 1**")]
    assert "Jean-Baptiste Comby" in comby
    (cadre,) = [t for t in dits if t.startswith("**Cadre d’observation du chantier 6**")]
    assert "point à repérer\u00a0: bascule, rupture et convergence" in cadre
    (deux,) = [t for t in dits if t.startswith("**Chantier 2")]
    assert str(lignes_visibles(vue, "chantiers").set_index("id")["apport"]["chantier-2"]) in deux


def test_the_method_of_the_workshop_is_told(rejouee: Brouillon) -> None:
    (methode,) = [t for t in _textes(rejouee, "en-pratique") if t.startswith("**Méthode")]
    assert "Chercher ce qui manque" in methode
