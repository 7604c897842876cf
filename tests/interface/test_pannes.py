"""What a visitor reads when a page fails."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from fabrique_dash.interface.cadre.pannes import PHRASE
from tests.francais import fautes_de_typographie


def _page_en_panne() -> None:
    from fabrique_dash.interface.cadre import pannes

    pannes.parler_francais()
    raise ValueError("le secret de la page")


def test_unforeseen_failure_is_told_in_french_without_its_detail() -> None:
    session = AppTest.from_function(_page_en_panne).run()
    (panne,) = session.exception
    assert panne.message == PHRASE
    assert "secret" not in str(panne.proto)
    assert fautes_de_typographie(PHRASE) == []
