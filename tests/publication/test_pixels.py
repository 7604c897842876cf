"""Pictures are turned into pixels in another process, and a failure is said in French."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from francais import fautes_de_typographie

from fabrique_dash.publication.images import pixels
from fabrique_dash.publication.images.pixels import DessinImpossible, en_png
from fabrique_dash.publication.images.rasteriser import COURTOISIE
from outils.serveur_local import RACINE

pytestmark = pytest.mark.matrice

_CARRE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10"/></svg>'
_PATIENCE = 10.0


def _programme(dossier: Path, lignes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fichier = dossier / "programme.py"
    fichier.write_text(lignes, encoding="utf-8")
    monkeypatch.setattr(pixels, "_PROGRAMME", fichier)


def test_the_dashboard_does_not_load_the_drawing_library() -> None:
    essai = "import app, sys; [p() for p in app.PREPARATIONS]; print('resvg_py' in sys.modules)"
    fini = subprocess.run(
        [sys.executable, "-c", essai], cwd=RACINE, capture_output=True, check=True, text=True
    )
    assert fini.stdout.split()[-1] == "False"


def test_the_drawing_gives_way_to_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suite = "sys.stdout.buffer.write(b'|%d' % os.nice(0))"
    vrai = f"runpy.run_path({str(pixels._PROGRAMME)!r}, run_name='__main__')"
    _programme(tmp_path, f"import os, runpy, sys\n{vrai}\n{suite}", monkeypatch)
    dessin, _, courtoisie = en_png(_CARRE, 1).rpartition(b"|")
    assert dessin.startswith(b"\x89PNG")
    assert int(courtoisie) == min(os.nice(0) + COURTOISIE, 19)


def test_others_work_while_a_picture_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signal = tmp_path / "signal"
    attente = f"import pathlib\nwhile not pathlib.Path({str(signal)!r}).exists(): pass\nprint('ok')"
    _programme(tmp_path, attente, monkeypatch)
    rendus: list[bytes] = []
    fil = threading.Thread(target=lambda: rendus.append(en_png(_CARRE, 1)))
    fil.start()
    signal.touch()
    fil.join(_PATIENCE)
    assert [rendu.strip() for rendu in rendus] == [b"ok"]


@pytest.mark.parametrize("svg", ["", "<svg", "<p>bonjour</p>"])
def test_a_failure_is_said_in_french(svg: str) -> None:
    with pytest.raises(DessinImpossible) as refus:
        en_png(svg, 1)
    assert "SVG" in str(refus.value)
    assert fautes_de_typographie(str(refus.value)) == []


def test_a_drawing_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _programme(tmp_path, "while True: pass", monkeypatch)
    monkeypatch.setattr(pixels, "DELAI", 0.2)
    with pytest.raises(DessinImpossible):
        en_png(_CARRE, 1)
