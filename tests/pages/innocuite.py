"""What a page sends that could act in a browser, whatever the data hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.attaques import HOTE, MARQUE
from tests.pages.session import messages

BALISES_INTERDITES = "script iframe img object embed style link base form input textarea"
INTERDITES = frozenset(BALISES_INTERDITES.split())
CACHES = ("date", "cohorte", "apercu", "retour")
CHAMPS = {("search", "q"), *(("hidden", nom) for nom in CACHES)}
ADRESSE_ACTIVE = re.compile(rf"\s*(javascript|data):|.*{HOTE}")
# A link asks nothing of its site until the reader follows it, and tells it nothing then.
LIEN_VERS_UNE_SOURCE = {"target": "_blank", "rel": "noopener noreferrer"}
# Fields that the browser shows as plain text or keeps as an attribute.
SIMPLES = {
    ("selectbox", "options"),
    ("selectbox", "raw_value"),
    ("multiselect", "options"),
    ("plotly_chart", "alt"),
    ("text_area", "value"),
    ("text_input", "value"),
    ("iframe", "srcdoc"),  # HTML, which is read as such below
}
# The one script that a page loads: a file of ours, whole and alone in its element.
NOTRE_SCRIPT = ("script", [("src", "app/static/lettre.js")])


FORMULAIRES = {("recherche", "get"), ("deconnexion", "post")}


def _a_nous(tag: str, attributs: dict[str, str | None]) -> bool:
    """Tell whether a form or a field is ours: the search box, the button that ends a session."""
    if tag == "form":
        return (attributs["action"], attributs["method"]) in FORMULAIRES
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
        if tag in INTERDITES and not _a_nous(tag, dict(attrs)):
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


def lire_le_html(session: AppTest) -> Lecteur:
    """Read all the HTML that a page sends, frames included."""
    lecteur = Lecteur()
    for corps in _html(session):
        lecteur.feed(corps)
    return lecteur


def libelles_actifs(session: AppTest) -> list[tuple[str, str, str]]:
    """List the labels in which an attack would be read as Markdown: kind, field, text."""
    traites = {"html", "plotly_chart", "component_instance"}
    trouves = []
    for genre, message in messages(session):
        if genre in traites or (genre == "markdown" and message.allow_html):
            continue
        for champ, texte in _champs(message):
            if (genre, champ) in SIMPLES or MARQUE not in texte:
                continue
            if any(actif in texte for actif in ("](", "![", "<http", "$\\frac", ":red[")):
                trouves.append((genre, champ, texte[:200]))
    return trouves
