"""Pictures are turned into pixels in the workshop, and a failure is said in French."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.publication.images import pixels
from fabrique_dash.publication.images.pixels import DessinImpossible, en_png
from outils.serveur_local import RACINE
from tests.francais import fautes_de_typographie
from tests.travaux import ne_pas_finir

pytestmark = pytest.mark.matrice

_CARRE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10"/></svg>'


def test_the_dashboard_does_not_load_what_the_workshop_does() -> None:
    essai = (
        "import app, sys; [p() for p in app.PREPARATIONS];"
        "print([m for m in ('resvg_py', 'frictionless', 'typst') if m in sys.modules])"
    )
    fini = subprocess.run(
        [sys.executable, "-c", essai], cwd=RACINE, capture_output=True, check=True, text=True
    )
    assert fini.stdout.splitlines()[-1] == "[]"


def test_a_picture_is_drawn_at_its_scale() -> None:
    for echelle in (1, 2):
        dessin = en_png(_CARRE, echelle)
        assert dessin.startswith(b"\x89PNG")
        assert int.from_bytes(dessin[16:20]) == 10 * echelle


@pytest.mark.parametrize("svg", ["", "<svg", "<p>bonjour</p>"])
def test_a_failure_is_said_in_french(svg: str) -> None:
    with pytest.raises(DessinImpossible) as refus:
        en_png(svg, 1)
    assert "SVG" in str(refus.value)
    assert fautes_de_typographie(str(refus.value)) == []


def test_a_drawing_that_does_not_end_is_stopped_and_the_next_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as essai:
        essai.setattr(pixels, "_dessiner", ne_pas_finir)
        essai.setattr(pixels, "DELAI", 0.2)
        with pytest.raises(DessinImpossible):
            en_png(_CARRE, 1)
    assert en_png(_CARRE, 1).startswith(b"\x89PNG")


def test_a_workshop_that_fails_is_a_picture_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def rater(*_: object, **__: object) -> bytes:
        raise TravailImpossible("le programme s’est arrêté")

    monkeypatch.setattr(atelier(), "faire", rater)
    with pytest.raises(DessinImpossible):
        en_png(_CARRE, 1)
