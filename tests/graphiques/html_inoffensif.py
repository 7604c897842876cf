"""What a fragment of HTML is made of, as a browser would parse it."""

from __future__ import annotations

from html.parser import HTMLParser

PERMISES = {"b", "br", "i", "em", "strong", "span", "p", "div"}
PERMISES |= {"svg", "g", "path", "circle", "rect", "line", "text", "title"}


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.balises: list[tuple[str, dict[str, str | None]]] = []
        self.texte = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texte += data


def lire_html(fragment: str) -> tuple[list[tuple[str, dict[str, str | None]]], str]:
    """Parse a fragment; return its tags with their attributes, and its text."""
    lecteur = _Lecteur()
    lecteur.feed(fragment)
    lecteur.close()
    return lecteur.balises, lecteur.texte


def dangers(fragment: str) -> list[str]:
    """List the tags and attributes of a fragment that our own markup never has."""
    balises, _ = lire_html(fragment)
    etrangeres = [nom for nom, _ in balises if nom not in PERMISES]
    actives = [
        f"{nom} {attribut}"
        for nom, attributs in balises
        for attribut in attributs
        if attribut.startswith("on") or attribut in ("href", "src", "srcdoc")
    ]
    return etrangeres + actives
