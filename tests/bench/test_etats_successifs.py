"""Each change of the measure of memory makes another state, which is still a good one."""

from __future__ import annotations

from pathlib import Path

from bench.etats import changer
from fabrique_dash.donnees.controle.validation import verifier
from tests.paquets import lire


def test_one_title_changes_and_the_data_stay_good(copie: Path) -> None:
    avant = lire(copie, "evenements")
    for numero in (1, 2):
        changer(copie, numero)
    apres = lire(copie, "evenements")
    changes = [a["titre"] for a, b in zip(apres, avant, strict=True) if a != b]
    assert len(changes) == 2 and all(titre.endswith(")") for titre in changes)
    assert verifier(copie) == []
