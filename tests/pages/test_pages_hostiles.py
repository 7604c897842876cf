"""Data full of attacks: pages run, and every attack reaches the browser as harmless text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pandas as pd
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import VARIABLE
from tests.attaques import ATTAQUES, HOTE, MARQUE, empoisonner
from tests.pages.session import (
    CLES,
    Valeurs,
    contenu,
    fichiers_de,
    la_vue,
    messages,
    ouverte,
    textes_de,
)

pytestmark = pytest.mark.matrice

BALISES_INTERDITES = "script iframe img object embed style link base form input textarea"
INTERDITES = frozenset(BALISES_INTERDITES.split())
CHAMPS = {("search", "q"), ("hidden", "date"), ("hidden", "cohorte")}
ADRESSE_ACTIVE = re.compile(rf"\s*(javascript|data):|.*{HOTE}")
# A link asks nothing of its site until the reader follows it, and tells it nothing then.
LIEN_VERS_UNE_SOURCE = {"target": "_blank", "rel": "noopener noreferrer"}
BRUTES = (
    "<script>window",
    "<img src=x",
    "<svg onload=window",
    "<iframe srcdoc",
    "<a href='java",
    "${window",
    "`);window",
)
# Fields that the browser shows as plain text or keeps as an attribute.
SIMPLES = {
    ("selectbox", "options"),
    ("selectbox", "raw_value"),
    ("plotly_chart", "alt"),
    ("text_area", "value"),
    ("text_input", "value"),
    ("iframe", "srcdoc"),  # HTML, which is read as such below
}
# The one script that a page loads: a file of ours, whole and alone in its element.
NOTRE_SCRIPT = ("script", [("src", "app/static/lettre.js")])
# CommonMark: raw HTML that starts so is a block, in which no Markdown is read.
_BLOC = re.compile(r"<(div|ul|ol|dl|table|section|article|figure|p)[ >]")
_ECHAPPEMENT = re.compile(r"\\u([0-9a-f]{4})")
COUCHES = ["Territoires", *(f"Villes pairs, saison {n}" for n in (1, 2, 3)), "Lieux des événements"]
VUES: list[tuple[str, Valeurs]] = [(cle, {}) for cle in CLES]
VUES += [("carte", {"couches": COUCHES}), ("frise", {"date": "2035-12-31"})]
VUES += [(cle, {"date": "2021-10-15"}) for cle in CLES]
VUES += [("recherche", {"q": ATTAQUES[0]}), ("recherche", {"genre": "evenement"})]
VUES += [("recherche", {"q": "window attaque script"})]


@pytest.fixture(scope="module")
def empoisonnee(nouvelle_copie: Callable[[], Path]) -> Path:
    """A copy of the small package, full of attacks."""
    dossier = nouvelle_copie()
    assert empoisonner(dossier) > 1000
    assert verifier(dossier) == []  # told as faults, attacks would be seen without being served
    return dossier


@pytest.fixture(autouse=True)
def _servir(empoisonnee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(empoisonnee))


def _de_la_recherche(tag: str, attributs: dict[str, str | None]) -> bool:
    """Tell whether a form or a field is the search box's, which asks our own search page only."""
    if tag == "form":
        return attributs["action"] == "recherche" and attributs["method"] == "get"
    if tag == "input":
        return (attributs["type"], attributs["name"]) in CHAMPS
    return False


class Lecteur(HTMLParser):
    """Collects what HTML holds that could act, and the text that it shows."""

    def __init__(self) -> None:
        """Read nothing yet."""
        super().__init__()
        self.actifs: list[str] = []
        self.montre = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note dangerous elements and attributes."""
        if (tag, attrs) == NOTRE_SCRIPT:
            return
        if tag in INTERDITES and not _de_la_recherche(tag, dict(attrs)):
            self.actifs.append(tag)
        for nom, valeur in attrs:
            if nom.startswith("on") or nom in ("srcdoc", "src", "formaction"):
                self.actifs.append(f"{tag} {nom}")
            suivi = tag == "a" and LIEN_VERS_UNE_SOURCE.items() <= dict(attrs).items()
            interdite = r"\s*(javascript|data)" + ("" if suivi else "|.*" + re.escape(HOTE))
            if nom in ("href", "xlink:href") and re.match(interdite, valeur or ""):
                self.actifs.append(f"{tag} {nom}={valeur}")

    def handle_data(self, data: str) -> None:
        """Gather text."""
        self.montre += data


def _champs(message: Message, prefixe: str = "") -> Iterator[tuple[str, str]]:
    for champ, valeur in message.ListFields():
        for v in valeur if champ.is_repeated else [valeur]:
            if isinstance(v, Message):
                yield from _champs(v, f"{prefixe}{champ.name}.")
            elif isinstance(v, str):
                yield f"{prefixe}{champ.name}", v


def _html(session: AppTest) -> Iterator[str]:
    for genre, message in messages(session):
        if genre == "html" or (genre == "markdown" and message.allow_html):
            yield message.body
        elif genre == "iframe":
            yield message.srcdoc


@pytest.mark.parametrize(("cle", "parametres"), VUES, ids=str)
def test_html_holds_attacks_as_text_only(cle: str, parametres: Valeurs) -> None:
    session = ouverte(cle, parametres)
    assert not session.exception
    lecteur = Lecteur()
    for corps in _html(session):
        lecteur.feed(corps)
    assert lecteur.actifs == []
    assert [a for a in ATTAQUES[:11] if a not in lecteur.montre] == []


@pytest.mark.parametrize(("cle", "parametres"), VUES, ids=str)
def test_html_given_as_markdown_is_a_block_that_no_data_can_leave(
    cle: str, parametres: Valeurs
) -> None:
    for message in ouverte(cle, parametres).markdown:
        if message.proto.allow_html:
            assert _BLOC.match(message.value), message.value[:80]
            assert "\n" not in message.value


@pytest.mark.parametrize(("cle", "parametres"), VUES, ids=str)
def test_charts_and_map_hold_no_raw_markup(cle: str, parametres: Valeurs) -> None:
    for genre, message in messages(ouverte(cle, parametres)):
        if genre not in ("plotly_chart", "component_instance"):
            continue
        dessines = message
        if genre == "plotly_chart":
            dessines = type(message)()
            dessines.CopyFrom(message)  # the page is shared with other tests
            dessines.ClearField("alt")  # an attribute, set as text
        for texte in textes_de(dessines):
            lu = _ECHAPPEMENT.sub(lambda m: chr(int(m[1], 16)), texte)
            assert [b for b in BRUTES if b in lu] == [], lu[:300]


@pytest.mark.parametrize(("cle", "parametres"), VUES, ids=str)
def test_no_label_is_read_as_markdown(cle: str, parametres: Valeurs) -> None:
    traites = {"html", "plotly_chart", "component_instance"}
    for genre, message in messages(ouverte(cle, parametres)):
        for champ, texte in _champs(message):
            if genre in traites or (genre, champ) in SIMPLES or MARQUE not in texte:
                continue
            if genre == "markdown" and message.allow_html:
                continue
            for actif in ("](", "![", "<http", "$\\frac", ":red["):
                assert actif not in texte, (genre, champ, texte[:200])


@pytest.mark.parametrize("cle", CLES)
def test_files_carry_attacks_as_data(cle: str) -> None:
    for fichier in fichiers_de(cle):
        assert fichier.nom.isascii()
        assert re.fullmatch(r"[\w.-]+", fichier.nom)
        if fichier.nom.endswith(".png"):
            continue  # pixels hold no text: what is drawn of it is read in test_sorties_hostiles
        octets = contenu(fichier)
        if octets.startswith(b"\xef\xbb\xbf"):
            cases = pd.read_csv(
                io.BytesIO(octets), sep=";", dtype="str", keep_default_na=False
            ).stack()
            assert [c for c in cases if str(c).startswith(("=", "+", "-", "@"))] == []
        elif fichier.nom.endswith("ics"):
            evenements = icalendar.Calendar.from_ical(octets).walk("VEVENT")
            dates = int((la_vue().evenements["debut"] != "").sum())
            # The timeline gives every dated event; another page, those that it shows.
            assert len(evenements) == dates if cle == "frise" else 0 < len(evenements) <= dates
