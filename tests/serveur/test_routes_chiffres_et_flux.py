"""Figures, calendar, feed, frames and health check, as other programs read them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import html5lib
import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from fabrique_dash import __version__
from fabrique_dash.chiffres.catalogue import PAR_GROUPE, PAR_TERRITOIRE, PROGRAMME
from fabrique_dash.donnees import depot as module_depot
from fabrique_dash.donnees.dates import aujourd_hui
from fabrique_dash.donnees.depot import VARIABLE, depot
from fabrique_dash.donnees.vue import Vue, vue
from fabrique_dash.graphiques.socle.echappement import html
from fabrique_dash.publication.ailleurs.integration import code_d_integration
from fabrique_dash.serveur.adresses.images import Imagerie
from fabrique_dash.serveur.adresses.service import Service
from tests.paquets import changer
from tests.serveur.stables import client as nouveau_client

pytestmark = [pytest.mark.matrice, pytest.mark.usefixtures("petit_servi")]


def _vue(jour: date) -> Vue:
    donnees = depot().etat().donnees
    assert donnees is not None
    return vue(donnees, "2021-2022", jour)


def test_every_figure_is_there_with_all_that_makes_it_quotable(client: TestClient) -> None:
    reponse = client.get("/chiffres.json?date=2021-11-30")
    assert reponse.headers["content-type"] == "application/json"
    contenu = reponse.json()
    vue = _vue(date(2021, 11, 30))
    attendus = [*PROGRAMME, *(f"{nom}.{g}" for g in vue.groupes["id"] for nom in PAR_GROUPE)]
    attendus += [f"{nom}.{t}" for t in vue.territoires["id"] for nom in PAR_TERRITOIRE]
    assert [c["id"] for c in contenu["chiffres"]] == attendus
    assert contenu["date_reference"] == "2021-11-30"
    for chiffre in contenu["chiffres"]:
        for champ in ("libelle", "definition", "perimetre", "statut", "phrase", "citation"):
            assert chiffre[champ], (chiffre["id"], champ)
        assert chiffre["date_reference"] == "2021-11-30"
        assert all(s["id"] and s["reference"] for s in chiffre["sources"]) and chiffre["sources"]


@pytest.mark.parametrize("ident", ["territoires_annonces", "population.nord"])
def test_one_figure_is_the_same_as_in_the_list(client: TestClient, ident: str) -> None:
    tous = client.get("/chiffres.json?date=2021-11-30").json()["chiffres"]
    seul = client.get(f"/chiffres/{ident}.json?date=2021-11-30")
    assert seul.json() == next(c for c in tous if c["id"] == ident)
    assert seul.headers["content-disposition"] == f'inline; filename="{ident}.json"'


def test_figures_of_one_group(client: TestClient) -> None:
    chiffres = client.get("/chiffres.json?groupe=nord").json()["chiffres"]
    assert [c["id"] for c in chiffres] == [f"{nom}.nord" for nom in PAR_GROUPE]


def test_an_unknown_value_is_null_never_zero(client: TestClient) -> None:
    inconnus = [
        c for c in client.get("/chiffres.json").json()["chiffres"] if c["statut"] == "non documenté"
    ]
    assert inconnus
    assert all(c["minimum"] is None and c["maximum"] is None for c in inconnus)
    assert all(c["affiche"] == "non documenté" for c in inconnus)


@pytest.mark.parametrize(
    "chemin", ["zz.json", "population.zz.json", "population.nord", "zz.nord.json"]
)
def test_an_unknown_figure_is_said_with_those_that_exist(client: TestClient, chemin: str) -> None:
    reponse = client.get(f"/chiffres/{chemin}")
    assert reponse.status_code == 404
    assert "population.nord" in reponse.json()["existants"]


@pytest.mark.parametrize(
    "chemin",
    [
        "/chiffres.json?groupe=zz",
        "/chiffres/territoires_annonces.json?groupe=nord",
        "/agenda.ics?groupe=zz",
        "/flux.atom?date=hier",
        "/integrer/territoires_annonces?x=1",
    ],
)
def test_wrong_parameters_are_refused(client: TestClient, chemin: str) -> None:
    reponse = client.get(chemin)
    assert (reponse.status_code, reponse.json()["title"]) == (400, "Paramètre refusé")


def _agenda(client: TestClient, suite: str = "") -> Calendar:
    reponse = client.get(f"/agenda.ics{suite}")
    assert reponse.headers["content-type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(reponse.content)


def test_the_calendar_can_be_subscribed_to(client: TestClient) -> None:
    agenda = _agenda(client)
    assert agenda.decoded("REFRESH-INTERVAL") == timedelta(hours=12)
    assert str(agenda["X-PUBLISHED-TTL"]) == "PT12H"
    assert str(agenda["X-WR-CALNAME"]) == "Territoires Pilotes 2021-2022"
    evenements = agenda.walk("VEVENT")
    aujourdhui = _vue(aujourd_hui()).evenements
    assert {str(e["UID"]).split("@")[0] for e in evenements} == set(
        aujourdhui[aujourdhui["debut"] != ""]["id"]
    )
    assert all(str(e["URL"]).startswith("http://testserver/frise?") for e in evenements)


def test_the_address_of_an_event_opens_it_when_it_was_known(client: TestClient) -> None:
    adresses = {str(e["UID"]).split("@")[0]: str(e["URL"]) for e in _agenda(client).walk("VEVENT")}
    for ident, adresse in adresses.items():
        assert f"evenement={ident}" in adresse
        jour = date.fromisoformat(adresse.split("date=")[1])
        assert ident in set(_vue(jour).evenements["id"]), adresse


def test_the_calendar_of_a_group_has_common_events_and_its_own(client: TestClient) -> None:
    agenda = _agenda(client, "?groupe=nord&date=2022-12-31")
    assert str(agenda["X-WR-CALNAME"]) == "Territoires Pilotes 2021-2022, groupe Nord"
    siens = {str(e["UID"]).split("@")[0] for e in agenda.walk("VEVENT")}
    ici = _vue(date(2022, 12, 31))
    liens = ici.rattachements
    territoires = {"", *liens[liens["groupe_id"] == "nord"]["territoire_id"]}
    seances = ici.seances[(ici.seances["debut"] != "")]
    assert siens == set(seances[seances["territoire_id"].isin(territoires)]["id"])
    assert set(seances["id"]) - siens, "un événement d’un autre groupe doit manquer"


def test_identifiers_of_events_are_the_same_in_every_calendar(client: TestClient) -> None:
    tous = {str(e["UID"]) for e in _agenda(client).walk("VEVENT")}
    assert {str(e["UID"]) for e in _agenda(client, "?groupe=nord").walk("VEVENT")} <= tous


def test_the_feed_tells_what_became_known_the_latest_first(client: TestClient) -> None:
    reponse = client.get("/flux.atom?date=2021-11-30")
    assert reponse.headers["content-type"] == "application/atom+xml; charset=utf-8"
    flux = feedparser.parse(reponse.content)
    assert not flux.bozo and flux.version == "atom10"
    assert flux.feed.language == "fr" and flux.feed.author
    assert {li.rel: li.href for li in flux.feed.links}["self"] == "http://testserver/flux.atom"
    jours = [e.updated for e in flux.entries]
    assert jours == sorted(jours, reverse=True)
    assert jours[0] <= "2021-11-30T23:59:59Z"
    assert len({e.id for e in flux.entries}) == len(flux.entries) > 20
    assert all(e.id.startswith("urn:uuid:") and e.link.startswith("http") for e in flux.entries)
    titres = " ".join(e.title for e in flux.entries)
    for libelle in _vue(date(2021, 11, 30)).preoccupations["libelle"]:
        assert libelle in titres


def test_entries_keep_their_identifiers_from_one_date_to_the_next(client: TestClient) -> None:
    avant = feedparser.parse(client.get("/flux.atom?date=2021-10-31").content)
    apres = feedparser.parse(client.get("/flux.atom?date=2021-11-30").content)
    assert {e.id for e in avant.entries} < {e.id for e in apres.entries}


def test_the_feed_announces_the_version_of_the_data(client: TestClient) -> None:
    flux = feedparser.parse(client.get("/flux.atom").content)
    assert any(e.title.startswith("Données, version") for e in flux.entries)
    ancien = feedparser.parse(client.get("/flux.atom?date=2021-11-30").content)
    assert not any(e.title.startswith("Données, version") for e in ancien.entries)


def test_a_figure_alone_can_be_framed_anywhere_and_asks_nothing_of_others(
    client: TestClient,
) -> None:
    reponse = client.get("/integrer/population.nord?date=2021-11-30")
    csp = reponse.headers["content-security-policy"]
    assert "frame-ancestors *" in csp and "default-src 'none'" in csp and "script" not in csp
    assert "x-frame-options" not in reponse.headers
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reponse.text)
    assert page.get("lang") == "fr"
    assert page.findtext(".//title") == "Population · Territoires Pilotes"
    texte = " ".join(page.itertext())
    for attendu in (
        "141\u202f637 habitants",
        "état au 30",
        "Newsletter n°\u00a01",
        "Licence Ouverte",
    ):
        assert attendu in texte
    lien = "http://testserver/chiffres?date=2021-11-30&chiffre=population.nord"
    assert page.find(".//a").get("href") == lien
    assert page.findall(".//script") == []


def test_other_pages_cannot_be_framed_elsewhere(client: TestClient) -> None:
    for chemin in ("/sante", "/chiffres.json", "/integrer"):
        entetes = client.get(chemin).headers
        assert "frame-ancestors 'self'" in entetes["content-security-policy"]
        assert entetes["x-frame-options"] == "SAMEORIGIN"


def test_the_code_to_paste_is_one_frame_whose_address_and_title_are_safe() -> None:
    code = code_d_integration('http://x/integrer/a?date=1&b="><script>', "Titre « cité » \"'<b>")
    corps = html5lib.parseFragment(code, namespaceHTMLElements=False)
    (cadre,) = list(corps)
    assert cadre.tag == "iframe" and len(cadre) == 0
    assert cadre.get("src") == 'http://x/integrer/a?date=1&b="><script>'
    assert cadre.get("title") == "Titre « cité » \"'<b>"


IMAGERIE = Imagerie(
    noms=("carte",),
    filtres=lambda nom: ("groupes",),
    svg=lambda vue, nom, filtres: html(
        "<svg xmlns='http://www.w3.org/2000/svg'><title>{}</title></svg>", vue.jour
    ),
    png=lambda vue, nom, filtres, echelle: b"\x89PNG" + str(vue.jour).encode(),
    alternative=lambda vue, nom, filtres: 'Carte "des" territoires',
    page=lambda nom: "carte",
)


def test_pictures_are_files_and_frames() -> None:
    client = nouveau_client(imagerie=IMAGERIE)
    svg, png = (client.get(f"/images/carte.{e}?date=2021-11-30") for e in ("svg", "png"))
    assert (svg.headers["content-type"], png.headers["content-type"]) == (
        "image/svg+xml",
        "image/png",
    )
    assert "2021-11-30" in svg.text and png.content == b"\x89PNG2021-11-30"
    assert svg.headers["access-control-allow-origin"] == "*"
    cadre = client.get("/integrer/carte?date=2021-11-30")
    assert "<svg" in cadre.text and 'aria-label="Carte &#34;des&#34; territoires"' in cadre.text
    assert "http://testserver/carte?date=2021-11-30" in cadre.text
    assert client.get("/images/zz.svg").json()["existants"] == ["carte.svg", "carte.png"]
    assert "carte" in client.get("/integrer/zz").json()["existants"]


def test_the_health_check_tells_the_state_of_the_data(
    client: TestClient, copie: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module_depot, "DELAI_ENTRE_DEUX_REGARDS", 0.0)
    monkeypatch.setenv(VARIABLE, str(copie))
    dit = client.get("/sante").json()
    assert dit["pret"] is True and dit["problemes"] == 0 and dit["version"] == __version__
    assert client.get("/sante").headers["cache-control"] == "no-store"
    changer(copie, "themes", 0, ordre="pas un nombre")
    fautif = client.get("/sante")
    assert fautif.status_code == 200 and fautif.json()["problemes"] > 0
    assert fautif.json()["donnees"] == dit["donnees"], "les dernières bonnes données restent"
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    rien = client.get("/sante")
    assert rien.status_code == 503
    assert (rien.json()["pret"], rien.json()["donnees"]) == (False, None)


@pytest.mark.parametrize("base", ["base", "monte"])
def test_addresses_inside_answers_follow_the_base_path(base: str) -> None:
    client = nouveau_client("/dash") if base == "base" else nouveau_client(monte="/dash")
    flux = feedparser.parse(client.get("/dash/flux.atom").content)
    assert all(e.link.startswith("http://testserver/dash/") for e in flux.entries)
    agenda = Calendar.from_ical(client.get("/dash/agenda.ics").content)
    assert str(agenda.walk("VEVENT")[0]["URL"]).startswith("http://testserver/dash/frise?")
    assert "http://testserver/dash/chiffres" in client.get("/dash/integrer/population.nord").text


def test_a_feed_is_about_today_and_figures_about_the_date_of_the_pages(client: TestClient) -> None:
    chiffres = client.get("/chiffres.json").json()
    assert chiffres["date_reference"] == "2022-08-29"
    agenda = _agenda(client)
    apres = [e for e in agenda.walk("VEVENT") if _debut(e) > datetime(2022, 12, 31, tzinfo=UTC)]
    assert apres


def _debut(evenement: object) -> datetime:
    debut = evenement.decoded("DTSTART")  # type: ignore[attr-defined]
    if isinstance(debut, datetime):
        return debut.astimezone(UTC)
    return datetime.combine(debut, datetime.min.time(), UTC)


def test_the_public_address_is_the_one_that_is_set_whatever_the_request_says(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FABRIQUE_ADRESSE", "https://exemple.test/tableau/")
    dits = [
        client.get("/flux.atom", headers={"host": hote}).text
        for hote in ("ailleurs.test", "interne:8501")
    ]
    assert dits[0] == dits[1]
    assert "https://exemple.test/tableau/" in dits[0] and "ailleurs" not in dits[0]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_present_day_is_that_of_paris(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """At any instant, one of these two servers is on another day than Paris."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert Service().aujourdhui() == datetime.now(ZoneInfo("Europe/Paris")).date()
    finally:
        monkeypatch.undo()
        time.tzset()
