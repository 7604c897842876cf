"""Sessions of the dashboard without a browser, and all the text that they send to it."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from fabrique_dash.donnees.depot import VARIABLE, Donnees, depot, dossier_des_donnees
from fabrique_dash.donnees.vue import Vue, cohortes_suivies, derniere_date_documentee, vue
from fabrique_dash.interface.briques.telechargements import Fichier, boutons
from fabrique_dash.interface.cadre import cadre
from fabrique_dash.interface.cadre.navigation import DOSSIER
from fabrique_dash.interface.pages.atelier import sorties
from fabrique_dash.publication.site.pages import PAGES

RACINE = DOSSIER.parent
ENTREE = RACINE / "fabrique_dash" / "interface" / "cadre" / "entree.py"
CLES = sorted(fichier.stem for fichier in DOSSIER.glob("[!_]*.py"))
# Those that show data of the package: without a journal « Historique » has nothing to tell.
AVEC_DONNEES = [cle for cle in CLES if cle != "historique"]
DELAI = 600.0  # seconds: a busy machine is slow, a page that never ends is stopped all the same
VOLETS = ("Télécharger", "Lien vers cette vue", "Intégrer ailleurs")

_NOM_DE_SESSION = re.compile(r' data-session="\w+"')
_AVIS = re.compile(
    r'<div class="tp-alerte" role="status"><p><strong>\d+\svaleurs? de l’adresse.*?</ul></div>\n?',
    re.DOTALL,
)
_ECHAPPEMENT = re.compile(r"\\u([0-9a-f]{4})")

Valeurs = Mapping[str, str | list[str]]

_OUVERTES_A_LA_FOIS = 512  # all the pages at all the reference dates: 0.1 MB each
_Figees = tuple[tuple[str, tuple[str, ...]], ...]


_VIDE = TemporaryDirectory()  # one for all sessions: it is found empty once


@contextmanager
def _sans_donnees() -> Iterator[None]:
    """Point at a folder without data: pages stop before they make any widget."""
    avant = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = _VIDE.name
    try:
        yield
    finally:
        del os.environ[VARIABLE]
        if avant is not None:
            os.environ[VARIABLE] = avant


def ouvrir(cle: str, parametres: Valeurs | None = None, theme: str = "light") -> AppTest:
    """Open a page by its own address, in a new session.

    A session starts on the home page, whose widgets would keep what they read in the address:
    its first run is made without data, so that the page asked for is the first to read it.
    """
    session = AppTest.from_file(str(ENTREE), default_timeout=DELAI)
    session.context["theme"] = theme
    with _sans_donnees():
        session.run()
    session.switch_page(os.path.relpath(DOSSIER / f"{cle}.py", ENTREE.parent))
    for nom, valeur in (parametres or {}).items():
        session.query_params[nom] = valeur
    for libelle in VOLETS:
        session.session_state[f"volet-{libelle}"] = True
    return session.run()


@dataclass(frozen=True, eq=False)
class _Lue:
    """A session that nobody acts on, and the files that its page offers."""

    session: AppTest
    fichiers: tuple[Fichier, ...]


@contextmanager
def _fichiers_notes() -> Iterator[list[Fichier]]:
    """Note the files that pages offer; they are still shown."""
    recus: list[Fichier] = []

    def noter(fichiers: Sequence[Fichier]) -> None:
        recus.extend(fichiers)
        boutons(fichiers)

    with pytest.MonkeyPatch.context() as remplacement:
        for module in (cadre, sorties):
            remplacement.setattr(module, "boutons", noter)
        yield recus


@lru_cache(maxsize=_OUVERTES_A_LA_FOIS)
def _lue(_dossier: Path, cle: str, parametres: _Figees, theme: str) -> _Lue:
    """Open a page once; the folder of its data is part of what tells it from others."""
    valeurs = {nom: v[0] if len(v) == 1 else list(v) for nom, v in parametres}
    return _Lue(*ouvrir_avec_fichiers(cle, valeurs, theme))


def ouvrir_avec_fichiers(
    cle: str, parametres: Valeurs | None = None, theme: str = "light"
) -> tuple[AppTest, tuple[Fichier, ...]]:
    """Open a page by its own address, in a new session; return it with the files that it offers."""
    with _fichiers_notes() as recus:
        session = ouvrir(cle, parametres, theme)
    return session, tuple(recus)


def _une_fois(cle: str, parametres: Valeurs | None, theme: str) -> _Lue:
    figees = {n: (v,) if isinstance(v, str) else tuple(v) for n, v in (parametres or {}).items()}
    return _lue(dossier_des_donnees(), cle, tuple(sorted(figees.items())), theme)


def ouverte(cle: str, parametres: Valeurs | None = None, theme: str = "light") -> AppTest:
    """Return a page opened at an address, shared by all the tests that only read it.

    A test that acts on its page, or changes the data under it, opens its own: `ouvrir`.
    """
    return _une_fois(cle, parametres, theme).session


def fichiers_de(cle: str, parametres: Valeurs | None = None) -> tuple[Fichier, ...]:
    """Return the files that a page offers at an address."""
    return _une_fois(cle, parametres, "light").fichiers


@lru_cache(maxsize=_OUVERTES_A_LA_FOIS)
def contenu(fichier: Fichier) -> bytes:
    """Make a file, once for all the tests that read it."""
    return fichier.fabriquer()


def _champs(message: Message) -> Iterator[str]:
    for champ, valeur in message.ListFields():
        for v in valeur if champ.is_repeated else [valeur]:
            if isinstance(v, Message):
                yield from _champs(v)
            elif isinstance(v, str):
                yield v


def _feuilles(valeur: Any) -> Iterator[str]:
    """Yield every text of a JSON value, at any depth, keys included."""
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, dict):
        for nom, v in valeur.items():
            yield str(nom)
            yield from _feuilles(v)
    elif isinstance(valeur, list):
        for v in valeur:
            yield from _feuilles(v)


def _deplie(texte: str) -> Iterator[str]:
    try:
        yield from _feuilles(json.loads(texte) if texte.startswith(("{", "[")) else texte)
    except json.JSONDecodeError:
        yield texte


def messages(session: AppTest) -> Iterator[tuple[str, Message]]:
    """Yield what was sent to the page: type and protobuf of each element and block."""
    for racine in (session.main, session.sidebar):
        for noeud in racine:
            if isinstance(noeud.proto, Message):
                yield noeud.type, noeud.proto


def textes_de(message: Message) -> list[str]:
    """List every text of a message; the JSON of charts and of the map is taken apart."""
    return [morceau for champ in _champs(message) for morceau in _deplie(champ)]


def textes(session: AppTest) -> list[str]:
    """List every text sent to the page."""
    return [texte for _, message in messages(session) for texte in textes_de(message)]


def tout_le_texte(session: AppTest) -> str:
    """Join every text sent to the page, its JavaScript escapes and HTML entities resolved."""
    brut = _ECHAPPEMENT.sub(lambda m: chr(int(m[1], 16)), "\n".join(textes(session)))
    return html.unescape(brut)


def html_de(session: AppTest) -> str:
    """Join the HTML sent to the page, as it was sent but for the name of its session."""
    corps = [e.proto.body for e in session.get("html")]
    corps += [e.proto.body for e in session.markdown if e.proto.allow_html]
    return _NOM_DE_SESSION.sub("", "\n".join(corps))


def sans_avis(session: AppTest) -> str:
    """Join the HTML sent to the page, without the notices about its address."""
    return _AVIS.sub("", html_de(session))


def avis(session: AppTest) -> str:
    """Return the notices about the address, as they are read; empty without one."""
    return html.unescape("".join(_AVIS.findall(html_de(session))))


def adresse(session: AppTest) -> str:
    """Return the link to the view that the page offers: it holds the whole state of the page."""
    codes = re.findall(r"<pre[^>]*><code>(.*?)</code>", html_de(session), re.S)
    return html.unescape(codes[-1])


def la_vue(jour: date | None = None, cohorte: str = "") -> Vue:
    """Return the point of view that a page takes for a date, the default one if None."""
    donnees = donnees_servies()
    cohorte = cohorte or str(cohortes_suivies(donnees)["id"].iloc[0])
    return vue(donnees, cohorte, jour or derniere_date_documentee(donnees, cohorte))


def donnees_servies() -> Donnees:
    """Return the good data that pages are made from."""
    donnees = depot().etat().donnees
    assert donnees is not None, depot().etat().problemes[:3]
    return donnees


def fichiers_du_paquet(racine: Path = RACINE) -> Path:
    """Return the folder of the package of the tests."""
    return racine / "tests" / "paquet"


def cles_declarees() -> list[str]:
    """List the pages that the navigation declares."""
    return sorted(p.cle for p in PAGES)
