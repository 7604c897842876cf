"""Natural addresses lead to the pages that Streamlit serves."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from fabrique_dash.serveur.facade.redirections import redirections


@pytest.mark.parametrize(
    ("base", "demande", "cible"),
    [
        ("", "/accueil", "/"),
        ("", "/accueil?date=2021-11-30", "/?date=2021-11-30"),
        ("dash", "/dash/accueil", "/dash/"),
        ("/dash/", "/dash/accueil?date=2021-11-30&x=a%20b", "/dash/?date=2021-11-30&x=a%20b"),
    ],
)
def test_the_home_page_has_its_own_name_too(base: str, demande: str, cible: str) -> None:
    client = TestClient(Starlette(routes=redirections({"/accueil": "/"}, base=base)))
    reponse = client.get(demande, follow_redirects=False)
    assert reponse.status_code == 307
    assert reponse.headers["location"] == cible
