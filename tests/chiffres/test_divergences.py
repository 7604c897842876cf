"""Disagreements and gaps never tell of a source that had not appeared yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from fabrique_dash.chiffres.noyau.divergences import manques_connus
from fabrique_dash.chiffres.noyau.objets import lignes_visibles, objets
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Divergences
from fabrique_dash.donnees.formes_de_la_vue import Divergence
from fabrique_dash.donnees.noms_des_sources import sources_nommees
from fabrique_dash.donnees.parutions import parutions
from fabrique_dash.donnees.rangees import Rangee, rangees
from fabrique_dash.donnees.vue import Vue

VueAu = Callable[[date], Vue]
JOURS = [date(2018, 1, 1), date(2021, 10, 14), date(2022, 8, 29), date(2026, 11, 24)]


def _nommees(donnees: Donnees, ligne: Rangee, *colonnes: str) -> set[str]:
    return set(sources_nommees(donnees, " ".join(str(ligne[colonne]) for colonne in colonnes)))


def _lot(code: str) -> str:
    return code.rstrip("abcdefgh")


def test_a_row_cites_every_source_that_its_words_name(donnees: Donnees) -> None:
    for d in rangees(donnees.table("divergences"), Divergences):
        nommes = _nommees(donnees, d, "ce_que_disent", "resolution", "inference")
        cites = set(f"{d['source_id']} {d['sources']} {d['autres_sources']}".split())
        assert {c for c in nommes if c not in cites and _lot(c) not in map(_lot, cites)} == set()
    for m in rangees(donnees.table("manques")):
        cites = set(f"{m['source_id']} {m['autres_sources']}".split())
        assert _nommees(donnees, m, "element") <= {m["source_id"]}
        nommes = _nommees(donnees, m, "comment_completer")
        assert {_lot(c) for c in nommes if c not in cites} <= {_lot(c) for c in cites}


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_no_source_of_what_is_shown_came_later(vue_au: VueAu, jour: date) -> None:
    seen = vue_au(jour)
    parues = parutions(seen.donnees)
    for d in rangees(seen.divergences, Divergence):
        assert all(parues[c] <= jour for c in d["codes"].split()), d["id"]
    for m in rangees(manques_connus(seen)):
        assert parues[m["source_id"]] <= jour, m["id"]
        if m["comment_completer"]:
            assert all(parues[c] <= jour for c in m["autres_sources"].split()), m["id"]


def test_a_disagreement_appears_with_its_last_source(vue_au: VueAu) -> None:
    avant, apres = vue_au(date(2023, 7, 19)), vue_au(date(2023, 7, 20))
    assert "caron-maire" not in set(avant.divergences["id"])
    assert "caron-maire" in set(apres.divergences["id"])


def test_a_gap_is_known_before_the_way_to_complete_it(vue_au: VueAu) -> None:
    avant = manques_connus(vue_au(date(2022, 8, 29))).set_index("id")
    assert avant.loc["territoires-7-a-10", "comment_completer"] == ""
    apres = manques_connus(vue_au(date(2023, 7, 20))).set_index("id")
    assert "La Gazette" in str(apres.loc["territoires-7-a-10", "comment_completer"])


def test_all_is_known_on_the_day_of_the_package(vue_au: VueAu, donnees: Donnees) -> None:
    seen = vue_au(date(2026, 11, 29))
    for nom in ("divergences", "manques", "sources", "cohortes", "objectifs_charte"):
        entiere = donnees.table(nom)
        vues = lignes_visibles(seen, nom)[list(entiere.columns)].reset_index(drop=True)
        pd.testing.assert_frame_equal(vues, entiere)


def test_a_source_is_named_when_something_shown_rests_on_it(vue_au: VueAu) -> None:
    seen = vue_au(date(2021, 10, 14))
    assert {"W5", "W6", "W20", "W21", "W28"}.isdisjoint(objets(seen, "source"))
    for nom in ("saisons", "balises", "evenements", "participants", "contexte"):
        assert set(lignes_visibles(seen, nom)["source_id"]) <= set(objets(seen, "source")), nom


def test_other_cohorts_are_named_once_they_have_begun(vue_au: VueAu) -> None:
    assert list(lignes_visibles(vue_au(date(2021, 10, 14)), "cohortes")["id"]) == ["2021-2022"]
    assert len(lignes_visibles(vue_au(date(2024, 5, 7)), "cohortes")) == 3


def test_hypotheses_come_with_the_framework(vue_au: VueAu) -> None:
    assert lignes_visibles(vue_au(date(2019, 3, 20)), "hypotheses").empty
    assert len(lignes_visibles(vue_au(date(2019, 3, 21)), "hypotheses")) == 4
