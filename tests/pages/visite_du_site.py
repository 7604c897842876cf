"""A walk through the whole dashboard, link after link, without a browser."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from fabrique_dash.publication.site.pages import PAGES
from tests.pages.session import adresse, html_de, messages, ouverte, textes_de

CLE_DE = {p.adresse: p.cle for p in PAGES} | {"": PAGES[0].cle, ".": PAGES[0].cle}

_EXEMPLES = 2
_OUVERTES = {"agenda.ics", "chiffres.json", "flux.atom", "sante", "images", "integrer"}
_DOSSIERS_OUVERTS = ("donnees", "chiffres", "notes", "fiches")

Parametres = dict[str, list[str]]


class _Liens(HTMLParser):
    """Collects where the links and forms of a page lead."""

    def __init__(self) -> None:
        """Read nothing yet."""
        super().__init__()
        self.cibles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the target of a link or of a form."""
        attribut = {"a": "href", "area": "href", "form": "action"}.get(tag, "")
        self.cibles += [v or "" for nom, v in attrs if nom in (attribut, "xlink:href")]


@lru_cache(maxsize=1024)
def cibles(corps: str) -> tuple[str, ...]:
    """List where the links and forms of some HTML lead, each place once."""
    lecteur = _Liens()
    lecteur.feed(corps)
    return tuple(dict.fromkeys(lecteur.cibles))


def est_interne(cible: str) -> bool:
    """Tell whether a link stays in the dashboard."""
    return not urlsplit(cible).scheme and not cible.startswith("//")


def est_ouverte(cible: str) -> bool:
    """Tell whether a link leads to a stable address, which is no page: its own tests open them."""
    dossier, _, suite = urlsplit(cible).path.removeprefix("./").partition("/")
    return dossier in _OUVERTES or bool(
        suite and dossier in ("donnees", "chiffres", "notes", "fiches")
    )


def lire(cible: str) -> tuple[str, Parametres]:
    """Read an internal link: key of its page, parameters.

    Raises:
        KeyError: the dashboard has no such page.
    """
    morceaux = urlsplit(cible)
    cle = CLE_DE[morceaux.path.removeprefix("./").strip("/")]
    return cle, parse_qs(morceaux.query, keep_blank_values=True)


@dataclass(frozen=True)
class Ouverte:
    """A page as it was opened.

    Attributes:
        cible: the link that led to it.
        corps: its HTML.
        montre: what can be read on it, without the lists of choices.
        reprise: parameters of the link to this view that it offers.
        plante: whether it failed.
    """

    cible: str
    corps: str
    montre: str
    reprise: Parametres
    plante: bool


@lru_cache(maxsize=1024)
def visiter(cible: str) -> Ouverte:
    """Open an internal link in a session that nobody acts on."""
    cle, parametres = lire(cible)
    session = ouverte(cle, dict(parametres))
    plante = bool(session.exception)
    lus = [
        texte
        for genre, message in messages(session)
        if genre not in ("selectbox", "multiselect", "button_group")
        for texte in textes_de(message)
        if "tp-a-copier" not in texte
    ]
    reprise = {} if plante else parse_qs(urlsplit(adresse(session)).query, keep_blank_values=True)
    montre = html.unescape(re.sub(r"<[^>]+>", "", "\n".join(lus)))
    return Ouverte(cible, html_de(session), montre, reprise, plante)


def parcourir(departs: Iterable[str]) -> Iterator[Ouverte]:
    """Walk breadth-first from some links through the pages that they lead to, once each.

    All departures are opened; of the links that they bring, a few of each form (page and names of
    parameters), as some pages combine their parameters without end.
    """
    file = deque(dict.fromkeys(departs))
    vus = {_identite(cible) for cible in file}
    formes: Counter[tuple[str, tuple[str, ...]]] = Counter()
    while file:
        ouverte = visiter(file.popleft())
        yield ouverte
        for cible in cibles(ouverte.corps):
            if not _menant_quelque_part(cible) or _identite(cible) in vus:
                continue
            vus.add(_identite(cible))
            cle, parametres = lire(cible)
            formes[cle, tuple(sorted(parametres))] += 1
            if formes[cle, tuple(sorted(parametres))] <= _EXEMPLES:
                file.append(cible)


def _identite(cible: str) -> tuple[str, str]:
    cle, parametres = lire(cible)
    return cle, str(sorted(parametres.items()))


def _menant_quelque_part(cible: str) -> bool:
    if not est_interne(cible) or cible.startswith("#"):
        return False
    try:
        cle, parametres = lire(cible)
    except KeyError:
        return False
    # A link that fills or empties the basket changes what is kept: following them has no end.
    return not (cle == "chiffres" and "chiffres" in parametres)
