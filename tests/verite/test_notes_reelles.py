"""The notes of the real data: two pages each, nothing of what matters left out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from pypdf import PdfReader

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.publication.notes.fiche import note_du_territoire
from fabrique_dash.publication.notes.suivi import note_de_suivi
from tests.publication.lecture_des_notes import RACINE, pdf_de

VueAu = Callable[[date], Vue]


@pytest.mark.parametrize("jour", [date(2021, 11, 16), date(2022, 8, 29), date(2026, 11, 30)])
def test_the_follow_up_note_has_two_pages_and_every_territory(vue_au: VueAu, jour: date) -> None:
    note = note_de_suivi(vue_au(jour), None, RACINE)
    assert len(PdfReader(io.BytesIO(pdf_de(note))).pages) == 2
    (territoires,) = [p for p in note.parties if p.titre == "Où en est chaque territoire"]
    assert (len(territoires.lignes), territoires.coupees) == (10, 0)


@pytest.mark.matrice
@pytest.mark.parametrize("territoire", ["arras", "albigeois-bastides", "lomme", "territoire-7"])
def test_a_sheet_has_two_pages_and_its_whole_parcours(vue_finale: Vue, territoire: str) -> None:
    note = note_du_territoire(vue_finale, territoire, RACINE)
    assert len(PdfReader(io.BytesIO(pdf_de(note))).pages) == 2
    (parcours,) = [p for p in note.parties if p.titre == "Où il en est"]
    assert (len(parcours.lignes), parcours.coupees) == (8, 0)
