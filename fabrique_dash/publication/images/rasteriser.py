"""Programme that turns an SVG (standard input) into a PNG (standard output).

It is run in a process of its own by `pixels`, so it imports nothing of the dashboard. Arguments:
the scale, the font family, the font files.
"""

import os
import sys

from resvg_py import svg_to_bytes

# Added to the priority of the process: pages come first.
COURTOISIE = 10


def principal(echelle: str, famille: str, *polices: str) -> None:
    """Draw what comes in."""
    if hasattr(os, "nice"):
        os.nice(COURTOISIE)
    rendu = svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode("utf-8"),
        zoom=float(echelle),
        skip_system_fonts=True,
        font_files=list(polices),
        font_family=famille,
        sans_serif_family=famille,
    )
    sys.stdout.buffer.write(bytes(rendu))


if __name__ == "__main__":
    principal(*sys.argv[1:])
