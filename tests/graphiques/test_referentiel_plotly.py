"""The picture of the référentiel: whole, equal boxes, harmless titles."""

from __future__ import annotations

import pytest

from fabrique_dash.graphiques.dessins.referentiel_plotly import Boite, carte_du_referentiel
from tests.graphiques.html_inoffensif import dangers
from tests.programmes import HOSTILES

LONG = "Évaluer la valeur créée et interroger le rapport entre la valeur et les moyens mobilisés"
BOITES = [
    Boite("E1", "", "enjeux", "Enjeu", LONG),
    Boite("E1-1", "E1", "balises", "Balise E1.1", "Favoriser une circulation endogène/exogène"),
    Boite("E1-2", "E1", "balises", "Balise E1.2", "Construire le récit"),
    Boite("E1-m", "E1", "modes_de_faire", "Mode de faire", "Tirer la ficelle"),
]


@pytest.mark.parametrize("sombre", [False, True])
def test_leaves_weigh_the_same_and_hang_from_their_enjeu(sombre: bool) -> None:
    trace = carte_du_referentiel(BOITES, sombre).data[0]
    assert list(trace.ids)[1:] == [b.id for b in BOITES]
    assert list(trace.parents) == ["", "referentiel", "E1", "E1", "E1"]
    assert list(trace.values) == [0, 0, 1, 1, 1]
    couleurs = trace.marker.colors
    assert couleurs[2] == couleurs[3] != couleurs[4]


def test_a_long_title_is_cut_on_its_band_and_whole_on_hover() -> None:
    trace = carte_du_referentiel(BOITES, False).data[0]
    assert trace.labels[1].endswith("…")
    assert trace.hovertext[1].replace("<br>", " ") == f"Enjeu — {LONG}"
    assert "endogène/exogène" in trace.labels[2].split("<br>")


def test_hostile_titles_are_text() -> None:
    boites = [Boite("E1", "", "enjeux", "Enjeu", "Enjeu")]
    boites += [Boite(f"b{n}", "E1", "balises", "Balise", h) for n, h in enumerate(HOSTILES)]
    trace = carte_du_referentiel(boites, False).data[0]
    assert [d for t in (*trace.labels, *trace.hovertext) for d in dangers(t)] == []
