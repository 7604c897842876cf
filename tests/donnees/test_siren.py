"""The key of SIREN numbers: what a table may hold, and no other way of writing it."""

from __future__ import annotations

import pytest

from fabrique_dash.donnees.controle.regles_des_codes import siren_valide
from fabrique_dash.donnees.depot import Donnees


def test_the_numbers_of_the_package_are_right_and_one_wrong_figure_is_seen(
    donnees: Donnees,
) -> None:
    numeros = [n for n in donnees.table("epci")["siren"] if n]
    assert numeros and [n for n in numeros if not siren_valide(n)] == []
    for rang in range(9):
        faux = [n[:rang] + str((int(n[rang]) + 1) % 10) + n[rang + 1 :] for n in numeros[:20]]
        assert [n for n in faux if siren_valide(n)] == []


@pytest.mark.parametrize(
    "texte",
    ["", "20003357", "2000335790", "200 033 579", "200.033.579", "20003357a", "２０００３３５７９"],
)
def test_another_way_of_writing_it_is_refused(texte: str) -> None:
    assert siren_valide("200033579") and not siren_valide(texte)
