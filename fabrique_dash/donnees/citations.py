"""How the data's own sentences name a source: by its short name, between guillemets."""

from __future__ import annotations

import re

_ENTRE_GUILLEMETS = re.compile("«\u00a0([^«»]+)\u00a0»")


def noms_cites(texte: str) -> list[str]:
    """List what a sentence puts between guillemets, in order; not all of it names a source."""
    return _ENTRE_GUILLEMETS.findall(texte)
