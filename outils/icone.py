"""Make `favicon.ico`, which browsers ask for by that name, from the icon of the pages.

`python -m outils.icone` rewrites it; the result is committed.
"""

from __future__ import annotations

from io import BytesIO

import resvg_py
from PIL import Image

from outils.carte_sociale import STATIQUE

SORTIE = STATIQUE / "favicon.ico"
TAILLES = (16, 32, 48)


def icone() -> bytes:
    """Draw the icon in each size."""
    dessin = (STATIQUE / "favicon.svg").read_text("utf-8")
    grande = max(TAILLES)
    pixels = bytes(resvg_py.svg_to_bytes(svg_string=dessin, width=grande, height=grande))
    sortie = BytesIO()
    with Image.open(BytesIO(pixels)) as image:
        image.save(sortie, "ICO", sizes=[(cote, cote) for cote in TAILLES])
    return sortie.getvalue()


if __name__ == "__main__":
    SORTIE.write_bytes(icone())
