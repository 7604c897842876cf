"""Pictures as other programs draw them, where these programs are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from fabrique_dash.donnees.vue import Vue
from fabrique_dash.graphiques.socle.palette import CLAIR
from fabrique_dash.publication.images.images import svg

DELAI = 300  # seconds: an office suite is long to start on a busy machine
_TOLERANCE = 24  # of each of the three colours: edges are smoothed


def _par_rsvg(dessin: Path) -> Path:
    sortie = dessin.with_suffix(".png")
    subprocess.run(["rsvg-convert", dessin, "-o", sortie], check=True, timeout=DELAI)
    return sortie


def _par_libreoffice(dessin: Path) -> Path:
    profil = f"-env:UserInstallation={(dessin.parent / 'profil').as_uri()}"
    commande = ["soffice", profil, "--headless", "--convert-to", "png", "--outdir"]
    subprocess.run([*commande, dessin.parent, dessin], check=True, timeout=DELAI)
    return dessin.with_suffix(".png")


def _pixels(image: Image.Image, couleur: str) -> int:
    voulue = ImageColor.getrgb(couleur)
    return sum(
        nombre
        for nombre, vue in image.getcolors(image.width * image.height) or []
        if isinstance(vue, tuple)
        and all(abs(a - b) <= _TOLERANCE for a, b in zip(vue, voulue, strict=True))
    )


@pytest.mark.serveur
@pytest.mark.parametrize(
    ("programme", "dessiner"), [("rsvg-convert", _par_rsvg), ("soffice", _par_libreoffice)]
)
def test_names_are_dark_and_marks_have_their_colour(
    vue_finale: Vue, programme: str, dessiner: Callable[[Path], Path], tmp_path: Path
) -> None:
    if shutil.which(programme) is None:
        pytest.skip(f"{programme} n’est pas installé")
    dessin = tmp_path / "carte.svg"
    dessin.write_text(svg(vue_finale, "carte"), "utf-8")
    with Image.open(dessiner(dessin)) as lue:
        entiere = lue.convert("RGB")
    carte = entiere.crop((0, entiere.height // 8, entiere.width, int(entiere.height * 0.7)))
    certains = vue_finale.rattachements[vue_finale.rattachements["certain"]]
    rangs = vue_finale.groupes.set_index("id")["rang"][certains["groupe_id"]]
    assert {rang: _pixels(carte, CLAIR.groupe(rang)) > 50 for rang in set(rangs)} == dict.fromkeys(
        set(rangs), True
    )
    assert _pixels(carte, CLAIR.texte) > 1_000
    bord = entiere.crop((entiere.width - 6, 0, entiere.width, entiere.height))
    assert _pixels(bord, "#FFFFFF") == bord.width * bord.height  # nothing goes beyond the sheet
