"""From an SVG to a PNG, without holding the interpreter that serves the pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fabrique_dash.graphiques.socle.polices import FAMILLE, FICHIERS

_PROGRAMME = Path(__file__).with_name("rasteriser.py")
_IMPOSSIBLE = "L’image PNG n’a pas pu être dessinée\u00a0: prenez le SVG, ou réessayez."
DELAI = 60.0  # seconds: the largest picture takes one


class DessinImpossible(RuntimeError):
    """A picture could not be turned into pixels; the message is in French."""


def en_png(svg: str, echelle: int) -> bytes:
    """Draw an SVG in a process of its own.

    The drawing library keeps the interpreter to itself while it draws, up to 0.7 s: in this
    process, nobody's page would move meanwhile. Starting another costs 12 ms.

    Args:
        svg: the picture; its texts are set in the product's font.
        echelle: pixels per unit of the picture.

    Raises:
        DessinImpossible: the programme failed, or did not end in time.
    """
    commande = [sys.executable, str(_PROGRAMME), str(echelle), FAMILLE, *FICHIERS]
    try:
        fini = subprocess.run(
            commande, input=svg.encode("utf-8"), capture_output=True, check=True, timeout=DELAI
        )
    except (OSError, subprocess.SubprocessError) as erreur:
        raise DessinImpossible(_IMPOSSIBLE) from erreur
    return fini.stdout
