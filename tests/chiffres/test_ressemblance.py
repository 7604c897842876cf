"""Who is like whom: each criterion keeps its rule, gives its reason, and leaves out the unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabrique_dash.chiffres.fiche.distances import (
    bornes_de_distance,
    centres,
    distance_en_mots,
    distance_km,
)
from fabrique_dash.chiffres.fiche.ressemblance import (
    PLUS_PROCHES,
    RAPPORT_MAXIMAL,
    Critere,
    ecartes_en_mots,
    ressemblances,
)
from fabrique_dash.donnees.depot import Donnees, charger
from fabrique_dash.donnees.perimetres import perimetres_chiffres
from fabrique_dash.donnees.vue import Vue, vue
from tests.francais import fautes_de_typographie
from tests.paquets import COHORTE
from tests.programmes import SECONDE, ajouter_seconde_cohorte, multiplier_les_territoires

INCONNUS = [f"territoire-{n}" for n in range(7, 11)]
POINTS = st.tuples(st.floats(-85, 85), st.floats(-180, 180))
VueAu = Callable[[date], Vue]


@pytest.fixture(scope="module")
def grand(nouvelle_copie: Callable[[], Path]) -> Donnees:
    dossier = nouvelle_copie()
    multiplier_les_territoires(dossier)
    ajouter_seconde_cohorte(dossier)
    return charger(dossier, "grand")


def _critere(seen: Vue, territoire: str, titre: str) -> Critere:
    return next(c for c in ressemblances(seen, territoire) if c.titre == titre)


def _qui(critere: Critere) -> list[str]:
    return [s.territoire for s in critere.semblables]


def test_distances_are_those_of_the_atlas() -> None:
    paris, lyon = (48.8566, 2.3522), (45.7640, 4.8357)
    assert distance_km(paris, lyon) == pytest.approx(392, abs=2)
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20_015, abs=10)


@given(POINTS, POINTS)
def test_distance_is_symmetrical_and_bounded(
    depart: tuple[float, float], fin: tuple[float, float]
) -> None:
    aller = distance_km(depart, fin)
    assert aller == pytest.approx(distance_km(fin, depart), abs=1e-6)
    assert 0 <= aller <= 20_016
    assert distance_km(depart, depart) == pytest.approx(0, abs=1e-6)


def test_two_hypotheses_make_an_interval() -> None:
    assert bornes_de_distance(((48.0, 2.0), (48.5, 2.0)), ((49.0, 2.0),)) == pytest.approx(
        (55.6, 111.2), abs=0.1
    )
    assert bornes_de_distance((), ((49.0, 2.0),)) is None
    assert distance_en_mots((55.6, 111.2)) == "de 56 à 111\u00a0km selon le périmètre"
    assert distance_en_mots((55.6, 55.9)) == "56\u00a0km"


def test_nearest_are_in_order_and_say_that_it_is_as_the_crow_flies(vue_finale: Vue) -> None:
    critere = _critere(vue_finale, "vimy", "Les plus proches")
    assert _qui(critere) == ["arras", "lomme", "beauvais"]
    assert all("à vol d’oiseau" in s.raison for s in critere.semblables)
    assert len(critere.ecartes) == len(INCONNUS)


def test_similar_size_keeps_the_rule(vue_finale: Vue) -> None:
    table = perimetres_chiffres(vue_finale.donnees).groupby("territoire_id")["population"]
    populations = table.agg(list).to_dict()
    for territoire, siennes in populations.items():
        trouves = _qui(_critere(vue_finale, str(territoire), "De taille voisine"))
        attendus = {
            autre
            for autre, valeurs in populations.items()
            if autre != territoire
            and min(max(a, b) / min(a, b) for a in siennes for b in valeurs) <= RAPPORT_MAXIMAL
        }
        assert set(trouves) == attendus


def test_size_says_that_years_differ(vue_finale: Vue) -> None:
    critere = _critere(vue_finale, "saint-jean-de-braye", "De taille voisine")
    assert _qui(critere) == ["lomme"]
    assert "(2017)" in critere.semblables[0].raison
    assert "l’année n’est pas la même (2023 ici)" in critere.semblables[0].raison


def test_possible_group_is_said_to_be_possible(vue_finale: Vue) -> None:
    critere = _critere(vue_finale, "beauvais", "Du même groupe")
    assert _qui(critere) == ["arras", "vimy", "lomme"]
    assert all(s.raison.startswith("peut-être") for s in critere.semblables)
    assert _qui(_critere(vue_finale, "saint-jean-de-braye", "Du même groupe")) == []


def test_themes_are_unknown_before_the_launch(vue_au: VueAu) -> None:
    avant = _critere(vue_au(date(2021, 10, 14)), "vimy", "Du même thème de préoccupation")
    assert not avant.semblables and "à cette date" in avant.impossible
    apres = _critere(vue_au(date(2021, 10, 15)), "vimy", "Du même thème de préoccupation")
    assert _qui(apres) == ["arras", "beauvais", "lomme"]


def test_undetermined_type_is_compared_with_nobody(vue_finale: Vue) -> None:
    assert _critere(vue_finale, "beauvais", "Du même type").impossible
    communes = _critere(vue_finale, "vimy", "Du même type")
    assert _qui(communes) == ["saint-jean-de-braye"]
    assert "Beauvais" in communes.ecartes


@pytest.mark.parametrize("territoire", INCONNUS)
def test_undocumented_territory_is_like_nobody(vue_finale: Vue, territoire: str) -> None:
    for critere in ressemblances(vue_finale, territoire):
        assert not critere.semblables
        assert ecartes_en_mots(critere).startswith("Comparaison impossible\u00a0: ")


def test_unknown_territories_never_appear(vue_finale: Vue) -> None:
    for territoire in vue_finale.territoires["id"]:
        semblables = [s for c in ressemblances(vue_finale, territoire) for s in c.semblables]
        assert not {s.territoire for s in semblables} & {*INCONNUS, territoire}
        assert all(s.raison for s in semblables)


def test_reasons_are_well_typed_and_never_a_score(vue_finale: Vue) -> None:
    for territoire in vue_finale.territoires["id"]:
        for critere in ressemblances(vue_finale, territoire):
            textes = [critere.regle, ecartes_en_mots(critere)]
            for texte in textes + [s.raison for s in critere.semblables]:
                assert fautes_de_typographie(texte) == []
                assert "%" not in texte and "score" not in texte


@pytest.mark.matrice
@pytest.mark.parametrize("cohorte", [COHORTE, SECONDE])
def test_criteria_hold_on_grown_programmes(grand: Donnees, cohorte: str) -> None:
    seen = vue(grand, cohorte, date(2031, 1, 1))
    miens = set(seen.territoires["id"])
    for territoire in seen.territoires["id"].iloc[::5]:  # a fifth of a hundred: each takes 0.2 s
        criteres = ressemblances(seen, territoire)
        assert {s.territoire for c in criteres for s in c.semblables} <= miens - {territoire}
        assert len(criteres[0].semblables) <= PLUS_PROCHES
        assert bool(criteres[0].impossible) == (not centres(seen, territoire))
