"""The cohort's own time, on the home page's line and on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from fabrique_dash.chiffres.calculs.annee import annee_du_parcours
from fabrique_dash.chiffres.tables.frise import dans_la_fenetre, evenements_dates
from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.dessins.annee_html import ligne_de_l_annee

VueAu = Callable[[date], Vue]


def _dates(vue: Vue) -> pd.DataFrame:
    lignes = evenements_dates(vue)
    return lignes[lignes["premier"].notna()]


def test_the_line_goes_from_the_launch_to_the_announced_end(vue_au: VueAu) -> None:
    vue = vue_au(date(2022, 8, 29))
    annee = annee_du_parcours(vue)
    assert annee and (annee.debut, annee.fin) == (date(2021, 10, 15), date(2022, 10, 15))
    assert annee.place(date(2020, 1, 1)) == 0 and annee.place(date(2030, 1, 1)) == 100
    ligne = ligne_de_l_annee(vue)
    assert "Fin annoncée\u00a0: octobre 2022" in ligne and "après la fin" not in ligne


def test_nothing_is_drawn_before_the_launch(vue_au: VueAu) -> None:
    avant = vue_au(date(2021, 10, 14))
    assert annee_du_parcours(avant) is None and ligne_de_l_annee(avant) == ""
    assert len(dans_la_fenetre(avant, _dates(avant))) == len(_dates(avant))


def test_a_date_after_the_end_is_said_so(vue_au: VueAu) -> None:
    assert "après la fin annoncée" in ligne_de_l_annee(vue_au(date(2026, 1, 1)))


@pytest.mark.parametrize("jour", [date(2022, 8, 29), date(2026, 11, 24)], ids=str)
def test_the_window_leaves_out_what_is_far_from_the_parcours(vue_au: VueAu, jour: date) -> None:
    toutes = _dates(vue_au(jour))
    gardees = dans_la_fenetre(vue_au(jour), toutes)
    assert 0 < len(gardees) < len(toutes)
    assert min(gardees["dernier"]) >= date(2021, 9, 15)
    assert max(gardees["premier"]) <= date(2023, 11, 30)
