"""One address: the page, its picture, the agenda and the embed understand the same parameters."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from fabrique_dash.chiffres.tables.frise import FiltreFrise, filtrer
from fabrique_dash.publication.images.images import IMAGES
from fabrique_dash.publication.site.natures_de_parametres import Plusieurs, Un
from fabrique_dash.publication.site.parametres_des_pages import PARAMETRES
from fabrique_dash.serveur.adresses.imagerie import IMAGERIE
from tests.pages.session import CLES, adresse, avis, html_de, la_vue, ouverte, ouvrir, tout_le_texte
from tests.serveur.stables import client as client_des_adresses

pytestmark = pytest.mark.matrice


def _parametres(lien: str) -> dict[str, str]:
    return {nom: valeurs[-1] for nom, valeurs in parse_qs(urlsplit(lien).query).items()}


def _anciens() -> list[tuple[str, str, list[str], str]]:
    """Each control whose links held labels: page, parameter, labels, and the ids that they are."""
    vue = la_vue()
    connus = []
    for cle in CLES:
        for p in PARAMETRES[cle](vue):
            if isinstance(p, Plusieurs) and p.classes and len(p.options) > 1:
                ids = list(p.options)[-2:]
                connus.append((cle, p.cle, [p.options[i] for i in ids], ",".join(ids)))
            elif isinstance(p, Un) and p.anciens:
                libelle, ident = list(p.anciens.items())[-1]
                connus.append((cle, p.cle, [libelle], ident))
    return connus


def test_older_links_with_labels_open_and_are_written_again() -> None:
    anciens = _anciens()
    assert {cle for cle, *_ in anciens} == {
        "alliance",
        "carte",
        "chiffres",
        "frise",
        "groupes",
        "parcours",
    }
    for cle, nom, libelles, ids in anciens:
        ancienne, nouvelle = ouverte(cle, {nom: libelles}), ouverte(cle, {nom: ids})
        assert not ancienne.exception and avis(ancienne) == "", (cle, nom)
        assert html_de(ancienne) == html_de(nouvelle), (cle, nom)
        if nom in _parametres(adresse(nouvelle)):
            assert _dans_l_adresse(ancienne)[nom] == [ids]


def _dans_l_adresse(session: AppTest) -> dict[str, list[str]]:
    lus = session.query_params.items()
    return {nom: [valeurs] if isinstance(valeurs, str) else list(valeurs) for nom, valeurs in lus}


def test_what_cannot_be_used_stays_in_the_address_and_is_told() -> None:
    session = ouverte("frise", {"couloirs": ["Publications", "Autre"]})
    assert _dans_l_adresse(session)["couloirs"] == ["Publications", "Autre"]
    assert "couloirs=Autre" in avis(session)


@pytest.mark.parametrize("ident", ["carte", "frise", "intervalles", "matrice"])
def test_a_picture_understands_the_address_of_its_page(ident: str) -> None:
    """Choose half of each list on the page: its link, as it is, gives the same picture."""
    vue, image, client = la_vue(), IMAGES[ident], client_des_adresses(imagerie=IMAGERIE)
    voulus = {
        p.cle: ",".join(list(p.options)[: max(2, len(p.options) // 2)])
        for p in image.parametres(vue)
        if isinstance(p, Plusieurs)
    }
    page = ouverte(image.page, voulus)
    assert avis(page) == ""
    suite = urlsplit(adresse(page)).query
    assert set(_parametres(f"?{suite}")) > {"date"}
    svg = client.get(f"/images/{ident}.svg?{suite}")
    assert svg.status_code == 200, svg.text
    assert client.get(f"/integrer/{ident}?{suite}").status_code == 200
    integree = re.search(rf"/integrer/{ident}\?([^\"]+)", tout_le_texte(page))
    assert integree is not None
    autre = client.get(f"/images/{ident}.svg?{html.unescape(integree[1])}")
    assert autre.text == svg.text


def test_the_lanes_of_the_timeline_mean_the_same_everywhere() -> None:
    vue, client = la_vue(), client_des_adresses(imagerie=IMAGERIE)
    suite = urlencode({"date": vue.jour.isoformat(), "couloirs": "publications"})
    retenus = filtrer(vue, FiltreFrise(couloirs=("publications",)))
    tous = filtrer(vue, FiltreFrise())
    dates = retenus[retenus["premier"].notna()]
    assert 0 < len(dates) < len(tous)
    autres = set(tous["titre"]) - set(retenus["titre"])
    page = tout_le_texte(ouverte("frise", {"couloirs": "publications"}))
    cadre = client.get(f"/integrer/frise?{suite}").text
    assert client.get(f"/images/frise.svg?{suite}").status_code == 200
    ics = client.get(f"/agenda.ics?{suite}").text.replace("\r\n ", "")
    assert ics.count("BEGIN:VEVENT") == len(dates)
    assert all(f"UID:{i}@" in ics for i in dates["id"])
    assert [titre for titre in autres if f"<strong>{titre}<" in page] == []
    assert "couloirs=publications" in cadre
    assert client.get("/agenda.ics?couloirs=zz").status_code == 400


def test_a_control_writes_ids_into_the_address_and_takes_them_away() -> None:
    session = ouvrir("frise")
    (couloirs,) = [b for b in session.button_group if b.label == "Couloirs"]
    couloirs.set_value(["publications"]).run()
    assert _dans_l_adresse(session)["couloirs"] == ["publications"]
    (couloirs,) = [b for b in session.button_group if b.label == "Couloirs"]
    couloirs.set_value([]).run()
    assert _dans_l_adresse(session)["couloirs"] == ["aucun"]
