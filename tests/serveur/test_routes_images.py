"""The pictures behind their stable addresses."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from fabrique_dash.publication.images.images import IMAGES
from fabrique_dash.publication.images.pixels import DessinImpossible
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from tests.serveur.stables import client as nouveau_client

pytestmark = [pytest.mark.matrice, pytest.mark.usefixtures("petit_servi")]


@pytest.fixture(scope="module")
def client() -> TestClient:
    return nouveau_client(imagerie=IMAGERIE)


@pytest.mark.parametrize("ident", IMAGES)
def test_every_picture_is_served_in_both_forms_and_in_a_frame(
    client: TestClient, ident: str
) -> None:
    dessin = client.get(f"/images/{ident}.svg?date=2021-11-30")
    assert dessin.headers["content-type"] == "image/svg+xml" and "30\u00a0novembre" in dessin.text
    assert f"{ident.replace('_', '-')}" in dessin.headers["content-disposition"]
    image = client.get(f"/images/{ident}.png?date=2021-11-30")
    assert image.headers["content-type"] == "image/png"
    assert int.from_bytes(image.content[16:20]) == 1200
    cadre = client.get(f"/integrer/{ident}?date=2021-11-30")
    assert "<svg" in cadre.text and "frame-ancestors *" in cadre.headers["content-security-policy"]
    assert 'date=2021-11-30" target="_blank"' in cadre.text


def test_the_filters_and_the_scale_are_understood(client: TestClient) -> None:
    grande = client.get("/images/carte.png?groupes=occitanie&echelle=2")
    assert int.from_bytes(grande.content[16:20]) == 2400
    seul = client.get("/images/carte.svg?groupes=occitanie").text
    assert "Albigeois" in seul and "Beauvais" not in seul
    assert "Beauvais" not in client.get("/integrer/carte?groupes=occitanie").text
    assert client.get("/images/carte.svg").headers["etag"]
    assert "Vimy" in client.get("/integrer/perimetre?territoire=vimy").text
    assert "Construire le récit" not in client.get("/images/referentiel.svg?enjeu=E2").text
    assert "Malaunay" not in client.get("/images/participants.svg?saison=saison-2").text


def test_the_link_of_a_frame_opens_what_it_shows(client: TestClient) -> None:
    for page, image, choix in (
        ("territoires", "perimetre", "territoire=vimy"),
        ("villes-pairs", "participants", "saison=saison-3"),
        ("referentiel", "referentiel", "enjeu=E2"),
    ):
        cadre = client.get(f"/integrer/{image}?date=2022-08-29&{choix}").text
        assert f"/{page}?date=2022-08-29&amp;{choix}" in cadre


@pytest.mark.parametrize(
    "adresse",
    [
        "/images/carte.svg?groupes=zz",
        "/images/carte.svg?zz=1",
        "/images/carte.svg?echelle=2",
        "/images/carte.png?echelle=3",
        "/images/frise.svg?annees=hier",
        "/integrer/carte?echelle=2",
        "/images/referentiel.svg?enjeu=E9",
        "/images/participants.png?saison=zz",
        "/images/perimetre.svg?territoire=zz",
        "/integrer/perimetre?enjeu=E1",
        "/integrer/chiffre?chiffre=<script>",
    ],
)
def test_wrong_parameters_are_refused(client: TestClient, adresse: str) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == 400
    assert reponse.json()["permis"] and "html" not in reponse.headers["content-type"]


def test_an_unknown_picture_is_not_found(client: TestClient) -> None:
    reponse = client.get("/images/zz.png")
    assert reponse.status_code == 404 and "carte.png" in reponse.json()["existants"]


def test_a_picture_that_cannot_be_drawn_is_told_and_its_svg_stays() -> None:
    def rater(*_: object) -> bytes:
        raise DessinImpossible("L’image n’a pas pu être dessinée.")

    client = nouveau_client(imagerie=replace(IMAGERIE, png=rater))
    for _ in range(2):
        reponse = client.get("/images/carte.png")
        assert (reponse.status_code, reponse.headers["retry-after"]) == (503, "60")
        assert reponse.json()["detail"] == "L’image n’a pas pu être dessinée."
    assert client.get("/images/carte.svg").status_code == 200


@pytest.mark.parametrize("autre", ["/donnees/groupes.csv", "/chiffres.json", "/agenda.ics"])
def test_a_png_that_is_long_to_draw_makes_no_other_answer_wait(autre: str) -> None:
    commence, permis = threading.Event(), threading.Event()

    def lentement(*_: object) -> bytes:
        commence.set()
        assert permis.wait(60)
        return b"image"

    with (
        nouveau_client(imagerie=replace(IMAGERIE, png=lentement)) as client,
        ThreadPoolExecutor(1) as fils,
    ):
        image = fils.submit(client.get, "/images/carte.png")
        try:
            assert commence.wait(60)
            assert client.get(autre).status_code == 200
            assert client.get("/images/carte.svg").status_code == 200
            assert not image.done()
        finally:
            permis.set()
        assert image.result(60).content == b"image"
