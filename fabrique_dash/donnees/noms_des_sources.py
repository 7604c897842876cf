"""The short names of the sources: how pages, files and the data's own sentences name them."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from fabrique_dash.donnees.citations import noms_cites
from fabrique_dash.donnees.depot import Donnees
from fabrique_dash.donnees.formes import Sources
from fabrique_dash.donnees.memoire import par_donnees
from fabrique_dash.donnees.rangees import rangees

ENTRE_DEUX = "\u202f; "  # between two names: a name can hold a comma


@par_donnees
def noms_courts(donnees: Donnees) -> MappingProxyType[str, str]:
    """Return the short name of each source, by id."""
    sources = rangees(donnees.table("sources"), Sources)
    return MappingProxyType({str(s["id"]): str(s["nom_court"]) for s in sources})


def nommer(donnees: Donnees, codes: Iterable[str]) -> str:
    """Name sources by their short names, each once.

    Args:
        donnees: the data package.
        codes: ids of sources; empty ones name nothing.
    """
    noms = noms_courts(donnees)
    return ENTRE_DEUX.join(noms.get(code, code) for code in dict.fromkeys(codes) if code)


def sources_nommees(donnees: Donnees, texte: str) -> list[str]:
    """List the ids of the sources that a sentence of the data names, between guillemets."""
    cites = noms_cites(texte)
    return [code for code, nom in noms_courts(donnees).items() if nom in cites] if cites else []
