"""Planted damage: each is said once, in French, with its place, its value and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.problemes import Probleme, entre_guillemets
from tests.donnees.degats import Degat
from tests.donnees.degats_des_cases import CASES, REGLES
from tests.donnees.degats_des_fichiers import FICHIERS
from tests.francais import fautes_de_typographie
from tests.paquets import PAQUET

pytestmark = pytest.mark.matrice

LOTS = {"fichiers": FICHIERS, "cases": CASES, "regles": REGLES}
Rapport = tuple[Path, list[Probleme]]


@pytest.fixture(scope="module")
def rapports(nouvelle_copie: Callable[[], Path]) -> Callable[[str], Rapport]:
    """Return a function that damages a copy with a whole lot at once, and reports, once a lot."""
    faits: dict[str, Rapport] = {}

    def rapport(lot: str) -> Rapport:
        if lot not in faits:
            dossier = nouvelle_copie()
            for degat in LOTS[lot]:
                degat.degrader(dossier)
            faits[lot] = dossier, verifier(dossier)
        return faits[lot]

    return rapport


def test_the_package_of_the_tests_is_valid() -> None:
    assert [p.phrase() for p in verifier(PAQUET)] == []


@pytest.mark.parametrize(
    ("lot", "degat"),
    [pytest.param(lot, d, id=f"{lot}-{d.nom}") for lot, degats in LOTS.items() for d in degats],
)
def test_a_damage_is_said_once_at_its_place(
    rapports: Callable[[str], Rapport], lot: str, degat: Degat
) -> None:
    dossier, problemes = rapports(lot)
    ligne = degat.ligne_attendue(dossier)
    dits = [
        p
        for p in problemes
        if (p.fichier, p.ligne, p.colonne) == (degat.fichier, ligne, degat.colonne)
    ]
    assert [p.valeur for p in dits] == [degat.valeur], [p.phrase() for p in problemes]
    assert degat.message in dits[0].probleme
    assert dits[0].remede


@pytest.mark.parametrize("lot", LOTS)
def test_all_damages_are_said_at_once_and_nothing_else(
    rapports: Callable[[str], Rapport], lot: str
) -> None:
    _, problemes = rapports(lot)
    phrases = [p.phrase() for p in problemes]
    assert len(phrases) == len(LOTS[lot]), "\n".join(phrases)
    assert len(set(phrases)) == len(phrases)
    assert problemes == sorted(problemes)


@pytest.mark.parametrize("lot", LOTS)
def test_a_sentence_is_one_line_of_french(rapports: Callable[[str], Rapport], lot: str) -> None:
    anglais = ("error", "field", "row", "constraint", "None", "missing", "is not")
    for probleme in rapports(lot)[1]:
        phrase = probleme.phrase()
        assert "\n" not in phrase
        assert phrase.startswith(probleme.fichier)
        assert "À faire\u00a0: " in phrase
        assert (f"ligne {probleme.ligne}" in phrase) == bool(probleme.ligne)
        assert (f"colonne «\u00a0{probleme.colonne}\u00a0»" in phrase) == bool(probleme.colonne)
        assert not [mot for mot in anglais if f" {mot} " in phrase]
        notre = phrase.replace(entre_guillemets(probleme.valeur), "«\u00a0\u00a0»")
        assert fautes_de_typographie(notre) == []


def test_a_long_value_is_shortened() -> None:
    probleme = Probleme("a.csv", 2, "note", "mot " * 100, "faute", "remède")
    assert len(probleme.phrase()) < 200
    assert "…" in probleme.phrase()
