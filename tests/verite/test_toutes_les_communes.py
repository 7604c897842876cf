"""The search over all the communes of France: spellings, codes, namesakes and answers."""

from __future__ import annotations

import pytest

from fabrique_dash.chiffres.recherche.moteur import Trouvaille, chercher, combien
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.vue import Vue

LIMITE = 6


def _communes(vue_: Vue, texte: str, limite: int = LIMITE) -> list[Trouvaille]:
    groupes = chercher(vue_, texte, limite).groupes
    return [t for g in groupes if g.genre == "commune" for t in g.trouvailles]


def test_all_the_communes_can_be_found(donnees: Donnees, vue_finale: Vue) -> None:
    assert len(donnees.table("communes")) == 34_969
    assert combien(vue_finale)["commune"] == 34_969 + 470  # with the associated communes


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("st-jean-de-bray", "Saint-Jean-de-Braye"),
        ("Saint-Jaen-de-Braye", "Saint-Jean-de-Braye"),
        ("saintjean de braye", "Saint-Jean-de-Braye"),
        ("45284", "Saint-Jean-de-Braye"),
        ("ville de Saint-Jean de Braye", "Saint-Jean-de-Braye"),
        ("Vimy", "Vimy"),
        ("Lome", "Lomme"),
        ("59355", "Lomme"),
        ("Tillé", "Tillé"),
        ("Lens", "Lens"),
        ("Carmaux", "Carmaux"),
        ("Marseille", "Marseille"),
    ],
)
def test_a_commune_is_found_among_all_the_others(vue_finale: Vue, texte: str, nom: str) -> None:
    assert _communes(vue_finale, texte)[0].entree.nom == nom


def test_all_the_namesakes_are_told_apart(donnees: Donnees, vue_finale: Vue) -> None:
    trouvees = [t.entree for t in _communes(vue_finale, "Saint-Denis", 60)]
    memes = [e for e in trouvees if e.nom == "Saint-Denis"]
    assert len(memes) == (donnees.table("communes")["nom"] == "Saint-Denis").sum()
    assert len({e.precision for e in memes}) == len(memes) > 2
    assert _communes(vue_finale, "St Denis 93")[0].entree.identifiant == "93066"
