"""French typography, checked on what the code writes."""

from __future__ import annotations

import re

# Before « ; », « ! », « ? », « : » and « » », a space that does not break; after « « » too.
# A colon in an hour, an address or a code is none of these: it is not followed by a space.
_FAUTES = re.compile(
    r"[^\u202f\u00a0](?:[;!?](?=\s|$)|:(?=\s|$)|»)|«[^\u202f\u00a0]|[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]|\bnan\b|<NA>"
)


def fautes_de_typographie(texte: str) -> list[str]:
    """List the places of a text where French typography is not kept, with what surrounds them."""
    return [texte[max(0, f.start() - 15) : f.end() + 10] for f in _FAUTES.finditer(texte)]
