"""Data full of attacks: pages run, and every attack reaches the browser as harmless text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import icalendar
import pandas as pd
import pytest

from fabrique_dash.donnees.controle.validation import verifier
from fabrique_dash.donnees.depot import VARIABLE
from tests.attaques import ATTAQUES, empoisonner
from tests.pages.innocuite import libelles_actifs, lire_le_html
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

BRUTES = (
    "<script>window",
    "<img src=x",
    "<svg onload=window",
    "<iframe srcdoc",
    "<a href='java",
    "${window",
    "`);window",
)
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


@pytest.mark.parametrize(("cle", "parametres"), VUES, ids=str)
def test_html_holds_attacks_as_text_only(cle: str, parametres: Valeurs) -> None:
    session = ouverte(cle, parametres)
    assert not session.exception
    lecteur = lire_le_html(session)
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
    assert libelles_actifs(ouverte(cle, parametres)) == []


@pytest.mark.parametrize("cle", CLES)
def test_files_carry_attacks_as_data(cle: str) -> None:
    for fichier in fichiers_de(cle):
        assert fichier.nom.isascii()
        assert re.fullmatch(r"[\w.-]+", fichier.nom)
        if fichier.nom.endswith((".png", ".pdf", ".docx")):
            continue  # what is drawn is read in test_sorties_hostiles, what is set in test_notes
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
