"""From an SVG to a PNG, in the workshop."""

from __future__ import annotations

from fabrique_dash.donnees.atelier import TravailImpossible, atelier
from fabrique_dash.graphiques.socle.polices import FAMILLE, FICHIERS

_IMPOSSIBLE = "L’image PNG n’a pas pu être dessinée\u00a0: prenez le SVG, ou réessayez."
DELAI = 60.0  # seconds: the largest picture takes one


class DessinImpossible(RuntimeError):
    """A picture could not be turned into pixels; the message is in French."""


def en_png(svg: str, echelle: int) -> bytes:
    """Draw an SVG.

    The drawing library keeps the interpreter to itself while it draws, up to 0.7 s: in this
    process, nobody's page would move meanwhile.

    Args:
        svg: the picture; its texts are set in the product's font.
        echelle: pixels per unit of the picture.

    Raises:
        DessinImpossible: the library refused it, or did not end in time.
    """
    try:
        return atelier().faire(_dessiner, svg, echelle, delai=DELAI)
    except (TravailImpossible, ValueError) as erreur:
        raise DessinImpossible(_IMPOSSIBLE) from erreur


def _dessiner(svg: str, echelle: int) -> bytes:
    from resvg_py import svg_to_bytes  # loaded in the workshop only

    return bytes(
        svg_to_bytes(
            svg_string=svg,
            zoom=float(echelle),
            skip_system_fonts=True,
            font_files=[str(fichier) for fichier in FICHIERS],
            font_family=FAMILLE,
            sans_serif_family=FAMILLE,
        )
    )
