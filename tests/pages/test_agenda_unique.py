"""The calendar that a page offers and the one at a stable address: the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fabrique_dash.interface.briques import telechargements
from fabrique_dash.interface.briques.telechargements import Fichier
from fabrique_dash.interface.cadre import cadre
from tests.pages.session import ouvrir
from tests.serveur.stables import client

# The name that the client of the tests calls the server by.
SITE = "http://testserver"


@pytest.mark.parametrize("jour", ["2021-11-30", "2022-08-29"])
def test_the_file_of_the_page_is_the_one_of_the_address(
    monkeypatch: pytest.MonkeyPatch, jour: str
) -> None:
    recus: list[Fichier] = []

    def noter(fichiers: Sequence[Fichier]) -> None:
        recus.extend(fichiers)

    monkeypatch.setattr(cadre, "boutons", noter)
    monkeypatch.setattr(telechargements, "racine", lambda: SITE)
    assert not ouvrir("frise", {"date": jour}).exception
    (de_la_page,) = [f.fabriquer() for f in recus if f.nom.endswith(".ics")]
    de_l_adresse = client().get(f"/agenda.ics?date={jour}").content
    assert b"BEGIN:VEVENT" in de_la_page
    assert de_la_page == de_l_adresse
